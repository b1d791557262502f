// SPDX-License-Identifier: EUPL-1.2
// A document that was written in for years opens after a crash as fast as a new one: only what came
// after its last snapshot is read. DENKRAUM_TAIL_RECORDS: how long the history is (50,000).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoServer, until } from './support/server.mjs';
import { Writer } from './support/writer.mjs';

const manyRecords = Number(process.env.DENKRAUM_TAIL_RECORDS ?? 50_000);
const fewRecords = 500;
/** Of the times of the short document. Reading the whole history takes a multiple of it. */
const timesMost = 3;

const asked = (server, words) =>
  execFileSync('sqlite3', [join(server.folder, 'log.db'), words], { encoding: 'utf8' }).trim();

/** One record for each letter; never more under way than a room lets wait. */
async function typeRecords(writer, count) {
  for (let i = 0; i < count; ++i) {
    writer.text.insert(i, String.fromCharCode(97 + (i % 26)));
    if (i % 4000 === 3999) await writer.saved();
  }
  await writer.saved();
}

/** How long the first person waits for the text after `kill -9`: the best of several crashes. */
async function firstPersonMs(server, browser, { document, words }) {
  let best = Infinity;
  for (let crash = 0; crash < 3; ++crash) {
    await server.kill();
    await server.start();
    const person = new Writer(server, browser, document);
    const begun = performance.now();
    await person.connect();
    best = Math.min(best, performance.now() - begun);
    assert.ok(person.words.includes(words), 'every letter is there');
    await person.cut();
  }
  return best;
}

test(`after a crash ${manyRecords} records take no longer than ${fewRecords}`, async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, 'delegierte@agentur.example');
  const written = {};
  for (const [name, count] of Object.entries({ short: fewRecords, long: manyRecords })) {
    const document = await browser.newDocument(name);
    const writer = await new Writer(server, browser, document).connect();
    await typeRecords(writer, count);
    written[name] = { document, words: writer.words };
    await writer.cut();
  }
  const newest = () => Number(asked(server, 'SELECT max(seq) FROM document_snapshot'));
  await until(() => newest() > 0.9 * manyRecords, 'a snapshot is written');
  const short = await firstPersonMs(server, browser, written.short);
  const long = await firstPersonMs(server, browser, written.long);
  t.diagnostic(`${fewRecords} records: ${short.toFixed(0)} ms, ${manyRecords}: ${long.toFixed(0)} ms`);
  assert.ok(long < timesMost * short, `${long} ms against ${short} ms`);

  // The comparison tells something only if the history itself would take longer.
  await server.kill();
  asked(server, 'DELETE FROM document_snapshot');
  await server.start();
  const person = new Writer(server, browser, written.long.document);
  const begun = performance.now();
  await person.connect();
  const whole = performance.now() - begun;
  t.diagnostic(`without its snapshots: ${whole.toFixed(0)} ms`);
  assert.ok(person.words.includes(written.long.words), 'the records alone bring every letter back');
  assert.ok(whole > long, 'and reading them takes longer');
});
