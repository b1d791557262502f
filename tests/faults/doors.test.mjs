// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, password, signedIn } from './support/browser.mjs';
import { demoServer } from './support/server.mjs';
import { handshake, updateFrame, Writer, Y } from './support/writer.mjs';

test('sockets open for the cookie from our own pages, or one ticket, once', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, 'delegierte@agentur.example');
  const document = await browser.newDocument('Türen');
  const headers = { cookie: browser.cookie };
  const shake = (options) => handshake(server, document, options);
  assert.equal(await shake({ headers, origin: server.origin }), 101);
  assert.equal(await shake({ headers, origin: 'https://elsewhere.example' }), 403);
  assert.equal(await shake({ headers, origin: 'null' }), 403);
  assert.equal(await shake({ headers }), 403);
  assert.equal(await shake({ origin: server.origin }), 401);
  assert.equal(await shake({ ticket: 'erfunden' }), 403);
  const ticket = await browser.ticket(document);
  assert.equal(await shake({ ticket }), 101);
  assert.equal(await shake({ ticket }), 403);
  const unknown = `${document.slice(0, -6)}AAAAAA`;
  const own = { headers, origin: server.origin };
  assert.equal(await handshake(server, unknown, own), 404);
  assert.equal(await handshake(server, 'keine-Nummer', own), 404);
});

test('forms are taken from our own pages only, with their token', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, 'delegierte@agentur.example');
  const stranger = await signedIn(server, 'delegierter@rente.example');
  const fields = { title: 'Untergeschoben' };
  assert.equal((await browser.send('/entwuerfe/neu', fields)).status, 403);
  assert.equal((await browser.send('/entwuerfe/neu', { ...fields, csrf: 'x' })).status, 403);
  const csrf = /name="csrf" value="([^"]+)"/.exec((await browser.get('/entwuerfe/neu')).body)[1];
  const foreign = { origin: 'https://elsewhere.example' };
  const whole = { ...fields, csrf };
  assert.equal((await browser.send('/entwuerfe/neu', whole, foreign)).status, 403);
  const crossSite = { 'sec-fetch-site': 'cross-site' };
  assert.equal((await browser.send('/entwuerfe/neu', whole, crossSite)).status, 403);
  assert.equal((await stranger.send('/entwuerfe/neu', whole)).status, 403);
  const { body } = await browser.get('/entwuerfe');
  assert.equal(body.includes('Untergeschoben'), false);
  assert.equal((await browser.send('/entwuerfe/neu', whole)).status, 303);
});

test('a draft is read by members only', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, 'delegierte@agentur.example');
  const document = await browser.newDocument('Geheimer Titel');
  const nobody = new Browser(server);
  for (const path of [
    `/dokumente/${document}`,
    `/dokumente/${document}/nicht-uebernommen`,
    '/entwuerfe',
    '/konto',
    '/koordination',
  ]) {
    const answer = await nobody.get(path);
    assert.equal(answer.status, 303, path);
    assert.match(answer.location, /^\/anmelden\?zurueck=/);
    assert.equal(answer.body.includes('Geheimer Titel'), false);
  }
  assert.equal((await nobody.send(`/dokumente/${document}/ticket`, {})).status, 403);
  assert.equal((await browser.get('/koordination')).status, 403);
});

test('a guest reads, and neither pages nor frames of theirs write', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, 'delegierte@agentur.example');
  const document = await browser.newDocument('Nur lesen');
  const author = await new Writer(server, browser, document).connect();
  author.type('zu lesen ');
  await author.saved();
  const guest = await signedIn(server, 'personalrat@agentur.example');
  assert.equal((await guest.get('/entwuerfe/neu')).status, 403);
  assert.equal((await guest.get(`/dokumente/${document}/titel`)).status, 403);
  const reader = await new Writer(server, guest, document).connect();
  assert.equal(reader.mayWrite, false);
  await reader.sees('zu lesen ');
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(reader.doc));
  const before = Y.encodeStateVector(copy);
  copy.getText('t').delete(1, 4);
  reader.send(updateFrame(Y.encodeStateAsUpdate(copy, before)));
  copy.clientID = reader.client;
  copy.getText('t').insert(copy.getText('t').length, 'geschmuggelt');
  reader.send(updateFrame(Y.encodeStateAsUpdate(copy, before)));
  const refused = await reader.heard((message) => message.type === 'refused', 'a refusal');
  assert.equal(refused.reason, 'no_writer');
  const witness = await new Writer(server, browser, document).connect();
  assert.ok(witness.words.includes('zu lesen '));
  assert.equal(witness.words.includes('geschmuggelt'), false);
});

test('guessing passwords is slowed down', async (t) => {
  const server = await demoServer(t);
  const browser = new Browser(server);
  const statuses = [];
  for (let i = 0; i < 40 && statuses.at(-1) !== 429; ++i) {
    const email = 'delegierte@agentur.example';
    const fields = { email, password: `${i}${password}` };
    const answer = await browser.submit('/anmelden', '/anmelden', fields);
    statuses.push(answer.status);
  }
  assert.equal(statuses[0], 422);
  assert.equal(statuses.at(-1), 429);
});
