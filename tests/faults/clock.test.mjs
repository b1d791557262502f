// SPDX-License-Identifier: EUPL-1.2
// The server's clock jumps while people write; a tab sleeps for three days.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { signedIn } from './support/browser.mjs';
import { demoServer, freshFolder, run, until } from './support/server.mjs';
import { Writer } from './support/writer.mjs';

const agency = 'delegierte@agentur.example';
const pension = 'delegierter@rente.example';
const hour = 3600;

/** A server whose clock can be moved. */
async function movedServer(t) {
  const folder = freshFolder('clock');
  mkdirSync(folder);
  const library = join(folder, 'clock.so');
  const source = join(dirname(fileURLToPath(import.meta.url)), 'support/clock.c');
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  const file = join(folder, 'seconds');
  const move = (seconds) => writeFileSync(file, `${seconds}\n`);
  move(0);
  const environment = { LD_PRELOAD: library, DENKRAUM_CLOCK: file };
  return { server: await demoServer(t, { environment }), move };
}

test('clock jumps, forth and back, lose no word and end no connection', async (t) => {
  const { server, move } = await movedServer(t);
  const one = await signedIn(server, agency);
  const document = await one.newDocument('Uhr');
  const anna = await new Writer(server, one, document).connect();
  const bert = await new Writer(server, await signedIn(server, pension), document).connect();
  for (const seconds of [2 * hour, -5 * hour, 1, 9 * hour, -300 * hour, 0]) {
    move(seconds);
    anna.type(`a${seconds} `);
    bert.type(`b${seconds} `);
    await Promise.all([anna.saved(), bert.saved()]);
    await until(() => anna.words === bert.words, 'both see the same');
  }
  assert.equal(anna.closed + bert.closed, 0);
  await server.kill();
  await server.start();
  const witness = await new Writer(server, one, document).connect();
  for (const word of [...anna.typed, ...bert.typed]) {
    assert.equal(witness.words.split(word).length, 2, word);
  }
  assert.equal((await one.get(`/dokumente/${document}/verlauf`)).status, 200);
  const verified = await run(['document', 'verify', document, '--data', server.folder]);
  assert.equal(verified.code, 0, verified.out);
});

test('a tab that slept for three days merges, although its session has run out', async (t) => {
  const { server, move } = await movedServer(t);
  const before = await signedIn(server, agency);
  const document = await before.newDocument('Wochenende');
  const sleeper = await new Writer(server, before, document).connect();
  sleeper.type('vor dem Schlaf ');
  await sleeper.saved();
  await sleeper.cut();
  sleeper.type('im Flugzeug ');
  move(72 * hour);
  const other = await signedIn(server, pension);
  const bert = await new Writer(server, other, document).connect();
  for (let i = 0; i < 600; ++i) bert.type(`b${i} `);
  await bert.saved();
  // The old cookie opens nothing any more; the words wait on the device.
  await assert.rejects(sleeper.connect());
  assert.equal(sleeper.words.includes('im Flugzeug '), true);
  await server.kill();
  await server.start();
  sleeper.browser = await signedIn(server, agency);
  await sleeper.connect();
  await sleeper.saved();
  const witness = await new Writer(server, other, document).connect();
  await witness.sees('im Flugzeug ');
  assert.equal(witness.words, sleeper.words);
  for (const word of [...bert.typed, ...sleeper.typed]) {
    assert.equal(witness.words.split(word).length, 2, word);
  }
});
