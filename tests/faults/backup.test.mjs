// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoServer, freshFolder, pause, run, Server, until } from './support/server.mjs';
import { reconnect, Writer } from './support/writer.mjs';

const restoredKind = 4;

function kinds(folder, epoch) {
  const words = `SELECT kind, count(*) FROM document_update WHERE epoch = ${epoch} GROUP BY kind`;
  const out = execFileSync('sqlite3', [join(folder, 'log.db'), words], { encoding: 'utf8' });
  return new Map(out.trim().split('\n').map((line) => line.split('|').map(Number)));
}

async function verified(folder) {
  const { code, out, err } = await run(['trail', 'verify', '--data', folder]);
  assert.equal(code, 0, err);
  assert.match(out, /alle unverändert/);
}

test('a backup while two people type, restored: they bring back what it lacks', async (t) => {
  const server = await demoServer(t);
  const one = await signedIn(server, 'delegierte@agentur.example');
  const other = await signedIn(server, 'delegierter@rente.example');
  const document = await one.newDocument('Sicherung');
  const anna = await new Writer(server, one, document).connect();
  const bert = await new Writer(server, other, document).connect();

  let goes = true;
  const hands = [anna, bert].map(async (writer, i) => {
    for (let n = 1; goes; ++n) {
      writer.type(`${'ab'[i]}${n} `);
      await pause(5);
    }
  });
  await until(() => anna.acknowledged.length > 20, 'some words');
  const early = [...anna.acknowledged, ...bert.acknowledged];
  const backup = freshFolder('backup');
  const made = await run(['backup', backup, '--data', server.folder]);
  assert.equal(made.code, 0, made.err);
  const soFar = anna.typed.length + bert.typed.length;
  await until(() => anna.typed.length + bert.typed.length > soFar + 40, 'words after the backup');
  goes = false;
  await Promise.all(hands);
  await Promise.all([anna.saved(), bert.saved()]);
  await until(() => anna.words === bert.words, 'both see the same');
  await server.stop();
  await verified(server.folder);

  // The disk is lost; the backup is played back, and another server takes the place.
  const restored = new Server(freshFolder('restored'));
  restored.port = server.port;
  const done = await run(['restore', backup, '--data', restored.folder]);
  assert.equal(done.code, 0, done.err);
  const epoch = Number(/Epoche (\d+)/.exec(done.out)?.[1]);
  await restored.start();
  t.after(() => restored.kill());

  // Only one of them comes back with the old text; the other's words are in it.
  const witness = await new Writer(restored, one, document).connect();
  for (const word of early) assert.ok(witness.words.includes(word), `'${word}' is in the backup`);
  assert.ok(witness.words.length < anna.words.length, 'the backup is older');
  await reconnect(bert);
  assert.equal(bert.epoch, epoch);
  await bert.saved();
  await until(() => witness.words === bert.words, 'everything is back');
  for (const word of [...anna.typed, ...bert.typed]) {
    assert.equal(witness.words.split(word).length, 2, `'${word}' is there, once`);
  }
  await reconnect(anna);
  anna.type('danach ');
  await Promise.all([witness.sees('danach '), bert.sees('danach ')]);
  await anna.saved();
  await restored.stop();
  await verified(restored.folder);
  assert.ok(kinds(restored.folder, epoch).get(restoredKind) >= 1, 'a record of the kind Restored');
});

test('a change in the log or in a payload is found', async (t) => {
  const server = await demoServer(t);
  await server.stop();
  const log = join(server.folder, 'log.db');
  execFileSync('sqlite3', [
    log,
    "UPDATE document_update SET update_bytes = x'0000' WHERE rowid = " +
      '(SELECT min(rowid) FROM document_update)',
  ]);
  const { code, err } = await run(['trail', 'verify', '--data', server.folder]);
  assert.equal(code, 1);
  assert.match(err, /Dokument/);
});
