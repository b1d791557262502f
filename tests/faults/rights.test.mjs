// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { Browser, plain, signedIn } from './support/browser.mjs';
import { ask } from './support/plain_socket.mjs';
import { demoServer, until } from './support/server.mjs';
import { handshake, reconnect, Writer } from './support/writer.mjs';

const endedCode = 4001;
const promisedMs = 1_000;
const daten = 'daten@agentur.example';

const sql = (server, words) =>
  execFileSync('sqlite3', [join(server.folder, 'denkraum.db'), words], { encoding: 'utf8' }).trim();

async function house(t) {
  const server = await demoServer(t);
  const coordination = await signedIn(server, 'koordination@ministerium.example');
  const browser = await signedIn(server, daten);
  const document = await browser.newDocument('Rechte');
  const person = new Writer(server, browser, document);
  const id = await coordination.memberId(daten);
  const page = `/koordination/mitglieder/${id}`;
  return { server, coordination, browser, document, person, page };
}

/** Fields of the form that changes a member, as it stands on their page. */
async function memberForm(coordination, page) {
  const { body } = await coordination.get(page);
  const authorities = [...body.matchAll(/<option value="([\w-]{22})"( selected)?/g)];
  return {
    current: authorities.find((found) => found[2])[1],
    other: authorities.find((found) => !found[2])[1],
  };
}

/** Does something and measures how long the socket outlives its answer. */
async function endsSoon(writer, act) {
  const answer = await act();
  assert.equal(answer.status, 303, plain(answer.body).slice(0, 2000));
  const asked = Date.now();
  assert.equal(await writer.ended(), endedCode);
  assert.ok(Date.now() - asked < promisedMs, `closed after ${Date.now() - asked} ms`);
}

test('a change of role ends the socket within a second, and guests cannot write', async (t) => {
  const { server, coordination, document, person, page } = await house(t);
  await person.connect();
  person.type('als Fachexpertin ');
  await person.saved();
  const { current } = await memberForm(coordination, page);
  await endsSoon(person, () =>
    coordination.submit(page, `${page}/aendern`, { role: 'guest', authority: current }),
  );
  // Typed after the change, under the old id, before she signs in again.
  person.type('danach ');
  person.browser = await signedIn(server, daten);
  const before = person.client;
  await reconnect(person);
  assert.notEqual(person.client, before);
  assert.equal(person.mayWrite, false);
  const refused = await person.heard((message) => message.type === 'refused', 'a refusal');
  assert.equal(refused.reason, 'no_writer');
  await until(async () => (await person.browser.keptWords(document)).includes('danach'), 'kept');
  const witness = await new Writer(server, coordination, document).connect();
  assert.ok(witness.words.includes('als Fachexpertin '));
  assert.equal(witness.words.includes('danach'), false);
});

test('words typed offline before a change of authority are kept, not taken over', async (t) => {
  const { server, coordination, document, person, page } = await house(t);
  await person.connect();
  person.type('früher ');
  await person.saved();
  await person.cut();
  person.type('offline unter altem Namen ');
  const { other } = await memberForm(coordination, page);
  const answer = await coordination.submit(page, `${page}/aendern`, {
    role: 'expert',
    authority: other,
  });
  assert.equal(answer.status, 303);
  person.browser = await signedIn(server, daten);
  await reconnect(person);
  const refused = await person.heard((message) => message.type === 'refused', 'a refusal');
  assert.equal(refused.reason, 'foreign');
  const kept = 'offline unter altem Namen';
  await until(async () => (await person.browser.keptWords(document)).includes(kept), 'kept');
  // In a fresh tab, under the new id, everything works.
  const fresh = await new Writer(server, person.browser, document).connect();
  fresh.type('neu ');
  await fresh.saved();
  assert.ok(fresh.words.includes('früher '));
  assert.equal(fresh.words.includes(kept), false);
});

test('whoever is removed loses the socket within a second and does not come back', async (t) => {
  const { server, coordination, browser, document, person, page } = await house(t);
  const ticket = await browser.ticket(document);
  await person.connect();
  await endsSoon(person, () => coordination.submit(page, `${page}/beenden`));
  assert.equal(
    await handshake(server, document, {
      headers: { cookie: browser.cookie },
      origin: server.origin,
    }),
    401,
  );
  // A ticket from before is worth nothing either.
  assert.equal(await handshake(server, document, { ticket }), 403);
  const again = new Browser(server);
  const refused = await again.submit('/anmelden', '/anmelden', {
    email: daten,
    password: 'gemeinsam-denken',
  });
  assert.notEqual(refused.status, 303);
});

test('words typed offline by somebody who is removed meanwhile never enter the document', async (t) => {
  const { server, coordination, browser, document, person, page } = await house(t);
  await person.connect();
  person.type('vorher ');
  await person.saved();
  const csrf = await browser.token();
  await person.cut();
  person.type('offline getippt ');
  const answer = await coordination.submit(page, `${page}/beenden`);
  assert.equal(answer.status, 303);
  // Back on the net: neither the socket nor plain requests let her in, and both say why.
  const headers = { cookie: browser.cookie };
  assert.equal(await handshake(server, document, { headers, origin: server.origin }), 401);
  const plainly = await ask(server, document, headers, { csrf, client: person.client });
  assert.equal(plainly.status, 403, 'the editor then says that the login has ended');
  assert.ok(!(await plainly.text()).includes('offline'));
  await assert.rejects(person.connect(), /401/);
  assert.ok(person.words.includes('offline getippt '), 'her own copy keeps them');
  const witness = await new Writer(server, coordination, document).connect();
  assert.ok(witness.words.includes('vorher '), 'what was saved before stays');
  assert.equal(witness.words.includes('offline getippt'), false);
  const kept = sql(server, "SELECT count(*) FROM document_kept WHERE words LIKE '%offline%'");
  assert.equal(kept, '0', 'nothing of it reached the server');
});

test('an authority that leaves takes its members with it within a second', async (t) => {
  const { coordination, person, page } = await house(t);
  await person.connect();
  const { current } = await memberForm(coordination, page);
  const authority = `/koordination/behoerden/${current}`;
  await endsSoon(person, () =>
    coordination.submit(authority, `${authority}/stand`, { state: 'left' }),
  );
});

test('a session ended in the account loses its socket within a second, others stay', async (t) => {
  const { server, browser, document, person } = await house(t);
  const here = await signedIn(server, daten);
  const other = await new Writer(server, here, document).connect();
  await person.connect();
  await endsSoon(person, () => here.submit('/konto', '/konto/sitzungen/beenden'));
  assert.ok(other.isOpen);
  other.type('noch da ');
  await other.saved();
  assert.equal((await browser.get('/konto')).status, 303);
});

test('signing out closes the sockets of that session', async (t) => {
  const { browser, person } = await house(t);
  await person.connect();
  await endsSoon(person, () => browser.submit('/konto', '/abmelden'));
});
