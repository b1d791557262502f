// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoServer, until } from './support/server.mjs';
import { handshake, reconnect, updateFrame, Writer, Y } from './support/writer.mjs';

/** Two members of two authorities and a document of their own. */
async function two(t) {
  const server = await demoServer(t);
  const one = await signedIn(server, 'delegierte@agentur.example');
  const other = await signedIn(server, 'delegierter@rente.example');
  const document = await one.newDocument('Gemeinsam');
  const anna = new Writer(server, one, document);
  const bert = new Writer(server, other, document);
  return { server, one, other, document, anna, bert };
}

test('what two people typed offline arrives when they come back', async (t) => {
  const { anna, bert } = await two(t);
  await anna.connect();
  await bert.connect();
  anna.type('Anfang. ');
  await bert.sees('Anfang. ');
  await anna.cut();
  await bert.cut();
  for (let i = 0; i < 50; ++i) {
    anna.type(`a${i} `);
    bert.type(`b${i} `);
  }
  assert.equal(anna.isSaved, false);
  await anna.connect();
  await bert.connect();
  await Promise.all([anna.saved(), bert.saved()]);
  await until(() => anna.words === bert.words, 'both see the same');
  for (const word of [...anna.typed, ...bert.typed]) assert.ok(anna.words.includes(word), word);
});

test('a change that is sent twice counts as saved and stands there once', async (t) => {
  const { anna, bert } = await two(t);
  await anna.connect();
  await bert.connect();
  anna.type('einmal ');
  await anna.saved();
  const whole = Y.encodeStateAsUpdate(anna.doc);
  for (let i = 0; i < 3; ++i) anna.send(updateFrame(whole));
  // Somebody else brings the same too.
  await bert.sees('einmal ');
  bert.send(updateFrame(Y.encodeStateAsUpdate(bert.doc)));
  await Promise.all([anna.saved(), bert.saved()]);
  assert.equal(bert.words.split('einmal ').length, 2);
});

test('changes in the wrong order wait for each other, through a restart too', async (t) => {
  const { server, anna, bert } = await two(t);
  await anna.connect();
  await bert.connect();
  const updates = [];
  const apart = new Y.Doc();
  Y.applyUpdate(apart, Y.encodeStateAsUpdate(anna.doc));
  apart.clientID = anna.client;
  apart.on('update', (update) => updates.push(update));
  const words = ['eins ', 'zwei ', 'drei ', 'vier '];
  for (const word of words) apart.getText('t').insert(apart.getText('t').length, word);
  for (const i of [3, 1, 2]) anna.send(updateFrame(updates[i]));
  await anna.saved();
  await bert.saved();
  assert.equal(bert.words.includes('zwei'), false);
  // When the last one leaves a snapshot is written: what waits must be in it.
  await anna.cut();
  await bert.cut();
  const snapshots = () => {
    const words = `SELECT count(*) FROM document_snapshot WHERE seq > 2`;
    return Number(execFileSync('sqlite3', [join(server.folder, 'log.db'), words]));
  };
  await until(() => snapshots() > 0, 'a snapshot');
  await server.kill();
  await server.start();
  await reconnect(anna);
  await reconnect(bert);
  anna.send(updateFrame(updates[0]));
  await bert.sees(words.join(''));
  await anna.saved();
});

test('a client id that is in use is given to nobody else', async (t) => {
  const { server, one, other, document, anna, bert } = await two(t);
  await anna.connect();
  // The same person in a second tab that remembers the same id.
  const again = await new Writer(server, one, document).connect({ client: anna.client });
  assert.notEqual(again.client, anna.client);
  await bert.connect({ client: anna.client });
  assert.notEqual(bert.client, anna.client);
  const ticket = await other.ticket(document);
  assert.equal(await handshake(server, document, { ticket, client: anna.client }), 409);
  const own = await one.ticket(document);
  assert.equal(await handshake(server, document, { ticket: own, client: anna.client }), 409);
  // When it is free again its owner gets it back, and nobody else.
  const client = anna.client;
  await anna.cut();
  const mine = await until(async () => {
    const tab = await new Writer(server, one, document).connect({ client });
    if (tab.client === client) return tab;
    await tab.cut();
    return null;
  }, 'the id is free again');
  mine.type('wieder da ');
  await bert.sees('wieder da ');
});

test('two who write under one client id are noticed: the words of the second are kept', async (t) => {
  const { anna, bert, one, document } = await two(t);
  await anna.connect();
  await bert.connect();
  const copies = [new Y.Doc(), new Y.Doc()];
  const start = Y.encodeStateAsUpdate(anna.doc);
  const [first, second] = copies.map((copy, i) => {
    Y.applyUpdate(copy, start);
    copy.clientID = anna.client;
    copy.getText('t').insert(copy.getText('t').length, i === 0 ? 'erste ' : 'zweite');
    return Y.encodeStateAsUpdate(copy);
  });
  anna.send(updateFrame(first));
  await bert.sees('erste ');
  anna.send(updateFrame(second));
  await anna.heard(({ reason }) => reason === 'contradicting', 'the refusal');
  assert.equal(anna.isSaved, false);
  assert.ok((await one.keptWords(document)).includes('zweite'));
  assert.equal(anna.closed, 0);
  assert.equal(bert.words.includes('zweite'), false);
});

test('everybody may delete the words of others', async (t) => {
  const { anna, bert } = await two(t);
  await anna.connect();
  await bert.connect();
  anna.type('zu viel ');
  await bert.sees('zu viel ');
  const at = bert.words.indexOf('zu viel ');
  // The marker of the first block counts one and does not show in words.
  bert.text.delete(at + 1, 'zu viel '.length);
  await bert.saved();
  await until(() => !anna.words.includes('zu viel'), 'the words are gone for both');
  assert.equal(anna.words, bert.words);
});

test('text under a foreign client id is refused and kept for its sender alone', async (t) => {
  const { one, other, document, anna, bert } = await two(t);
  await anna.connect();
  await bert.connect();
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(bert.doc));
  forged.clientID = anna.client;
  forged.getText('t').insert(forged.getText('t').length, 'in fremdem Namen');
  bert.send(updateFrame(Y.encodeStateAsUpdate(forged)));
  const refused = await bert.heard((message) => message.type === 'refused', 'a refusal');
  assert.equal(refused.reason, 'foreign');
  assert.ok(refused.copy.length > 0);
  assert.equal(bert.isSaved, false);
  assert.ok((await other.keptWords(document)).includes('in fremdem Namen'));
  assert.equal((await one.keptWords(document)).includes('in fremdem Namen'), false);
  anna.type('unbehelligt ');
  await bert.sees('unbehelligt ');
  assert.equal(anna.words.includes('in fremdem Namen'), false);
});

test('a change that half the world brings at once is taken in once', async (t) => {
  const { server, one, document, anna } = await two(t);
  await anna.connect();
  anna.type('oft gebracht ');
  await anna.saved();
  const whole = Y.encodeStateAsUpdate(anna.doc);
  const tabs = await Promise.all(
    Array.from({ length: 8 }, () => new Writer(server, one, document).connect()),
  );
  for (const tab of tabs) tab.send(updateFrame(whole));
  await Promise.all(tabs.map((tab) => tab.saved()));
  assert.equal(tabs[0].words.split('oft gebracht ').length, 2);
});
