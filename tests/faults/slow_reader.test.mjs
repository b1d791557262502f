// SPDX-License-Identifier: EUPL-1.2
// Somebody who reads more slowly than others write: the server keeps a bounded queue, then brings
// what they missed as one update on the same connection.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { crowd } from './support/crowd.mjs';
import { demoServer, until } from './support/server.mjs';
import { Writer } from './support/writer.mjs';

const agency = 'delegierte@agentur.example';
const pension = 'delegierter@rente.example';
const MiB = 1 << 20;

const resident = (server) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) * 1024;

/** Text, and so much presence around it that a queue of all of it would be seen. */
async function flood(anna, people, bytes) {
  await people.move(bytes, async () => {
    anna.type(`wort${++words} `);
    await anna.saved();
  });
  anna.type('und zuletzt dies. ');
  await anna.saved();
}
let words = 0;

async function twoOn(t, plain) {
  const server = await demoServer(t);
  const one = await signedIn(server, agency);
  const document = await one.newDocument('Langsam');
  const anna = await new Writer(server, one, document).connect();
  const bert = new Writer(server, await signedIn(server, pension), document);
  await bert.connect({ plain });
  anna.type('vorher. ');
  await bert.sees('vorher. ');
  const people = await crowd(server, one, document, 20);
  return { server, anna, bert, people };
}

test('a slow reader costs a bounded queue and has everything in the end', async (t) => {
  const { server, anna, bert, people } = await twoOn(t, false);
  await flood(anna, people, 4 * MiB);
  const before = resident(server);
  bert.stopReading();
  bert.type('ungelesen. ');
  const heard = bert.messages.length;
  await flood(anna, people, 16 * MiB);
  await anna.sees('ungelesen. ');
  const grown = resident(server) - before;
  assert.ok(grown < 8 * MiB, `the server grew by ${(grown / MiB).toFixed(1)} MiB`);
  bert.readAgain();
  await until(() => bert.words === anna.words, 'both see the same');
  await bert.saved();
  const updates = bert.messages.slice(heard).filter((one) => one.type === 'update').length;
  assert.ok(updates < 100, `${updates} updates: most of about 230 came as one`);
  assert.equal(bert.closed, 0, 'on the same connection');
  anna.type('und weiter. ');
  await bert.sees('und weiter. ');
});

test('a window of plain requests that comes late is brought what it missed', async (t) => {
  const { anna, bert, people } = await twoOn(t, true);
  bert.stopReading();
  await flood(anna, people, 6 * MiB);
  bert.readAgain();
  await until(() => bert.words === anna.words, 'both see the same');
  assert.equal(bert.closed, 0, 'on the same line');
});
