// SPDX-License-Identifier: EUPL-1.2
// Writing over plain requests: the doors, rights and promises of the WebSocket.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { ask, messagesOf } from './support/plain_socket.mjs';
import { demoServer, pause, until } from './support/server.mjs';
import { reconnect, updateFrame, Writer, Y } from './support/writer.mjs';

const agency = 'delegierte@agentur.example';
const pension = 'delegierter@rente.example';

test('both kinds of clients write in the same document', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, agency);
  const document = await browser.newDocument('Zwei Wege');
  const anna = await new Writer(server, browser, document).connect({ plain: true });
  const bert = await new Writer(server, await signedIn(server, pension), document).connect();
  for (let i = 0; i < 50; ++i) {
    anna.type(`a${i} `);
    bert.type(`b${i} `);
    if (i % 10 === 0) await pause(5);
  }
  await Promise.all([anna.saved(), bert.saved()]);
  await until(() => anna.words === bert.words, 'both see the same');
  for (const word of [...anna.typed, ...bert.typed]) assert.ok(bert.words.includes(word), word);
  assert.equal(anna.acknowledged.length, 50);
});

test('kill -9 while somebody types over plain requests: nothing acknowledged is missing', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, agency);
  const document = await browser.newDocument('Stromausfall ohne WebSocket');
  const anna = await new Writer(server, browser, document).connect({ plain: true });
  for (let i = 0; anna.acknowledged.length < 30; ++i) {
    anna.type(`a${i} `);
    await pause(2);
  }
  await server.kill();
  await anna.ended();
  anna.type('im Dunkeln ');
  const promised = anna.acknowledged;
  await server.start();
  const witness = await new Writer(server, browser, document).connect();
  for (const word of promised) assert.ok(witness.words.includes(word), word);
  await reconnect(anna);
  await anna.saved();
  await witness.sees('im Dunkeln ');
  for (const word of anna.typed) assert.equal(witness.words.split(word).length, 2, word);
});

test('a line opens for our own pages with their token, and belongs to one session', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, agency);
  const other = await signedIn(server, pension);
  const document = await browser.newDocument('Türen');
  const elsewhere = await browser.newDocument('Anderswo');
  const { cookie } = browser;
  const csrf = await browser.token();
  const open = (options, fields) => ask(server, document, options, fields);
  assert.equal((await open({ cookie }, { csrf: 'x', client: 0 })).status, 403);
  assert.equal((await open({ cookie }, { client: 0 })).status, 403);
  assert.equal((await open({ cookie: '' }, { csrf, client: 0 })).status, 403);
  const foreign = { cookie, origin: 'https://elsewhere.example' };
  assert.equal((await open(foreign, { csrf, client: 0 })).status, 403);
  const opened = await open({ cookie }, { csrf, client: 0 });
  assert.equal(opened.status, 200);
  const line = await opened.text();
  const theirs = { csrf: await other.token(), line, received: 0 };
  assert.equal((await open({ cookie: other.cookie }, theirs)).status, 404);
  assert.equal((await ask(server, elsewhere, { cookie }, { csrf, line, received: 0 })).status, 404);
  assert.equal((await open({ cookie }, { csrf, line: 'erfunden', received: 0 })).status, 404);
  assert.equal((await open({ cookie }, { csrf, line, received: 0 })).status, 200);
  const unknown = `${document.slice(0, -6)}AAAAAA`;
  assert.equal((await ask(server, unknown, { cookie }, { csrf, client: 0 })).status, 404);
  for (const messages of [new Blob([new Uint8Array([9, 1])]), new Blob([new Uint8Array(20).fill(255)])]) {
    assert.equal((await open({ cookie }, { csrf, line, number: 0, messages })).status, 422);
  }
  const late = { csrf, line, number: 5, messages: messagesOf(new Uint8Array([0, 2, 2, 0, 0])) };
  assert.equal((await open({ cookie }, late)).status, 409);
  assert.equal((await open({ cookie }, { csrf, line, end: 1 })).status, 204);
});

test('no member holds more than a bounded number of lines', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, agency);
  const document = await browser.newDocument('Viele Fenster');
  const csrf = await browser.token();
  const statuses = [];
  for (let i = 0; i < 14; ++i) {
    const options = { cookie: browser.cookie };
    statuses.push((await ask(server, document, options, { csrf, client: 0 })).status);
  }
  assert.equal(statuses.filter((status) => status === 200).length, 12);
  assert.equal(statuses.at(-1), 429);
});

test('many waiting requests hold up nobody else', async (t) => {
  const server = await demoServer(t);
  const writers = [];
  const browser = await signedIn(server, agency);
  const document = await browser.newDocument('Wartezimmer');
  for (let i = 0; i < 12; ++i) {
    writers.push(await new Writer(server, browser, document).connect({ plain: true }));
  }
  await Promise.all(writers.map((writer) => writer.saved()));
  const begun = Date.now();
  for (let i = 0; i < 5; ++i) assert.equal((await browser.get('/entwuerfe')).status, 200);
  writers[0].type('gesehen');
  await Promise.all(writers.map((writer) => writer.sees('gesehen')));
  assert.ok(Date.now() - begun < 10_000, 'a waiting request holds no worker');
});

test('text under a foreign id is refused and kept, as over a socket', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, agency);
  const document = await browser.newDocument('Fremde Kennung');
  const bert = await new Writer(server, await signedIn(server, pension), document).connect();
  const anna = await new Writer(server, browser, document).connect({ plain: true });
  const forged = new Y.Doc();
  forged.clientID = bert.client;
  forged.getText('t').insert(0, 'untergeschoben');
  anna.send(updateFrame(Y.encodeStateAsUpdate(forged)));
  const refused = await anna.heard((message) => message.type === 'refused', 'a refusal');
  assert.equal(refused.reason, 'foreign');
  assert.ok((await browser.keptWords(document)).includes('untergeschoben'));
  const witness = await new Writer(server, browser, document).connect();
  assert.equal(witness.words.includes('untergeschoben'), false);
});

test('signing out ends the line within a second, with the code', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, agency);
  const document = await browser.newDocument('Abmelden');
  const anna = await new Writer(server, browser, document).connect({ plain: true });
  await anna.saved();
  assert.equal((await browser.submit('/konto', '/abmelden')).status, 303);
  assert.equal(await anna.ended(1_000), 4001);
});

test('a server that stops lets waiting requests go at once', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, agency);
  const document = await browser.newDocument('Feierabend');
  const anna = await new Writer(server, browser, document).connect({ plain: true });
  await anna.saved();
  const begun = Date.now();
  await server.stop();
  assert.ok(Date.now() - begun < 4_000);
  await anna.ended();
});
