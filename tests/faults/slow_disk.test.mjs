// SPDX-License-Identifier: EUPL-1.2
// 'gespeichert' is shown from the server's acknowledgement alone: on a slow disk it comes late, for
// what a flush did not take it never comes, and what it was given for survives a power cut that
// leaves nothing but what was flushed. Needs `cc`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { signedIn } from './support/browser.mjs';
import { demoServer, freshFolder, pause, until } from './support/server.mjs';
import { reconnect, Writer } from './support/writer.mjs';

/** A server whose log is on a disk that obeys, with two who write. */
async function onMovedDisk(t) {
  const folder = freshFolder('disk');
  mkdirSync(folder);
  const library = join(folder, 'disk.so');
  const source = join(dirname(fileURLToPath(import.meta.url)), 'support/disk.c');
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl']);
  const environment = { LD_PRELOAD: library, DENKRAUM_DISK: folder };
  const server = await demoServer(t, { environment });
  const one = await signedIn(server, 'delegierte@agentur.example');
  const other = await signedIn(server, 'delegierter@rente.example');
  const document = await one.newDocument('Platte');
  const anna = await new Writer(server, one, document).connect();
  const bert = await new Writer(server, other, document).connect();
  anna.type('vorher ');
  await bert.sees('vorher ');
  await anna.saved();
  return {
    server,
    one,
    document,
    anna,
    bert,
    flushesTake: (ms) => writeFileSync(join(folder, 'ms'), `${ms}\n`),
    breakDown: () => writeFileSync(join(folder, 'broken'), ''),
    mend: () => rmSync(join(folder, 'broken')),
  };
}

test('on a slow disk nothing is acknowledged or shown before it is flushed', async (t) => {
  const { anna, bert, flushesTake } = await onMovedDisk(t);
  const ms = 1500;
  flushesTake(ms);
  for (let round = 0; round < 3; ++round) {
    const begun = Date.now();
    anna.type(`langsam${round} `);
    assert.equal(anna.isSaved, false);
    let shown = 0;
    bert.onHeard = () => {
      if (!shown && bert.words.includes(`langsam${round} `)) shown = Date.now();
    };
    await anna.saved();
    const acknowledged = Date.now();
    await bert.sees(`langsam${round} `);
    assert.ok(acknowledged - begun >= ms, `acknowledged after ${acknowledged - begun} ms`);
    assert.ok(shown - begun >= ms, `shown after ${shown - begun} ms`);
  }
});

test('what a flush did not take is never acknowledged, until it is there', async (t) => {
  const { server, one, document, anna, bert, breakDown, mend } = await onMovedDisk(t);
  breakDown();
  anna.type('verloren? ');
  await bert.heard(({ type, kind }) => type === 'notice' && kind === 'writing_stopped', 'a notice');
  await pause(3000);
  assert.equal(anna.isSaved, false);
  assert.equal(bert.words.includes('verloren? '), false, 'and nobody sees it');
  mend();
  await bert.sees('verloren? ');
  await anna.saved();
  await server.kill();
  await server.start();
  const witness = await new Writer(server, one, document).connect();
  assert.equal(witness.words.split('verloren? ').length, 2, 'it is there, once');
});

test('after a power cut everything acknowledged is in what was flushed', async (t) => {
  const { server, one, document, anna, bert, flushesTake } = await onMovedDisk(t);
  const wal = join(server.folder, 'log.db-wal');
  const shown = new Set();
  for (let round = 0; round < 5; ++round) {
    flushesTake(30 + 40 * round);
    const typing = setInterval(() => {
      anna.type(`a${round}-${anna.typed.length} `);
      bert.type(`b${round}-${bert.typed.length} `);
    }, 7);
    const count = anna.acknowledged.length;
    await until(() => anna.acknowledged.length > count + 20, 'some are acknowledged');
    await server.kill();
    clearInterval(typing);
    for (const word of [...anna.acknowledged, ...bert.acknowledged]) shown.add(word);
    // Of the log of changes only what was flushed is on the disk.
    copyFileSync(`${wal}.flushed`, wal);
    rmSync(join(server.folder, 'log.db-shm'), { force: true });
    flushesTake(0);
    await server.start();
    const witness = await new Writer(server, one, document).connect();
    for (const word of shown) assert.ok(witness.words.includes(word), `'${word}' is there`);
    await witness.cut();
    await Promise.all([reconnect(anna), reconnect(bert)]);
    await Promise.all([anna.saved(), bert.saved()]);
  }
  await until(() => anna.words === bert.words, 'both see the same');
});
