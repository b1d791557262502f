// SPDX-License-Identifier: EUPL-1.2
// The y-websocket client of npm, unchanged, takes part with a ticket. It knows none of our own
// messages: only y-protocols may reach it.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoServer, until } from './support/server.mjs';
import { WebSocket, Writer } from './support/writer.mjs';

const folder = new URL('node_modules/y-websocket/', import.meta.url);
const skip = existsSync(folder) ? false : 'skipped: run npm ci --prefix tests/faults';

test('a y-websocket client with a ticket reads, writes, is present', { skip }, async (t) => {
  const { WebsocketProvider } = await import('y-websocket');
  const Y = await import('yjs');
  const server = await demoServer(t);
  const one = await signedIn(server, 'delegierte@agentur.example');
  const other = await signedIn(server, 'delegierter@rente.example');
  const document = await one.newDocument('Fremder Editor');
  const anna = await new Writer(server, one, document).connect();
  anna.type('Von hier. ');
  await anna.saved();

  const doc = new Y.Doc();
  const ticket = await other.ticket(document);
  const provider = new WebsocketProvider(
    `${server.origin.replace('http', 'ws')}/ws/document`,
    document,
    doc,
    {
      WebSocketPolyfill: WebSocket,
      params: { ticket, client: `${doc.clientID}` },
      disableBc: true,
    },
  );
  t.after(() => {
    provider.destroy();
    doc.destroy();
  });
  await until(() => provider.synced, 'the provider is in step');
  const text = doc.getText('t');
  assert.ok(text.toString().includes('Von hier. '));
  text.insert(text.length, 'Von dort. ');
  await anna.sees('Von dort. ');
  anna.type('Und zurück. ');
  await until(() => text.toString().includes('Und zurück. '), 'it hears of others');

  provider.awareness.setLocalStateField('user', { name: 'Jemand anders' });
  const shown = () => anna.messages.some((message) => message.type === 'awareness');
  await until(shown, 'its presence is seen');
  // A ticket is good for one connection: the line is cut, and the next one needs its own.
  provider.ws.terminate();
  provider.params.ticket = await other.ticket(document);
  text.insert(text.length, 'Offline. ');
  await anna.sees('Offline. ');
  await until(() => text.toString() === anna.words, 'both see the same');
});

test('a client that claims no id may read, and its words are kept', { skip }, async (t) => {
  const { WebsocketProvider } = await import('y-websocket');
  const Y = await import('yjs');
  const server = await demoServer(t);
  const one = await signedIn(server, 'delegierte@agentur.example');
  const document = await one.newDocument('Ohne Nummer');
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(
    `${server.origin.replace('http', 'ws')}/ws/document`,
    document,
    doc,
    {
      WebSocketPolyfill: WebSocket,
      params: { ticket: await one.ticket(document) },
      disableBc: true,
    },
  );
  t.after(() => {
    provider.destroy();
    doc.destroy();
  });
  await until(() => provider.synced, 'the provider is in step');
  doc.getText('t').insert(doc.getText('t').length, 'unter erfundener Nummer');
  const kept = async () => (await one.keptWords(document)).includes('unter erfundener Nummer');
  await until(kept, 'the words are kept');
});
