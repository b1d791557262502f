// SPDX-License-Identifier: EUPL-1.2
// PostgreSQL's own tools copy the rows; 'denkraum restore' then begins the epoch that brings back
// what people still have on their machines. Needs: tests/postgres.sh node --test …
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { freshFolder, run } from './support/server.mjs';

const server = process.env.DENKRAUM_TEST_POSTGRES;

/** A new database on the server; words for libpq. */
function freshDatabase(name) {
  execFileSync('psql', ['-q', '-d', server, '-c', `CREATE DATABASE ${name}`]);
  return server.replace(/dbname=\w+/, `dbname=${name}`);
}

const on = (database) => (words) =>
  run([...words, '--data', database.folder], {
    env: { ...process.env, DENKRAUM_DATABASE_URL: database.url },
  });

test('after pg_restore the restore begins a new epoch and reads both chains', async (t) => {
  if (!server) return t.skip('no DENKRAUM_TEST_POSTGRES');
  const first = { url: freshDatabase('first'), folder: freshFolder('first') };
  const loaded = await on(first)(['demo']);
  assert.equal(loaded.code, 0, loaded.err);
  const dump = freshFolder('dump');
  execFileSync('pg_dump', ['-d', first.url, '-n', 'denkraum', '-n', 'denkraum_log', '-Fc', '-f', dump]);

  const second = { url: freshDatabase('second'), folder: freshFolder('second') };
  mkdirSync(second.folder);
  const early = await on(second)(['restore']);
  assert.equal(early.code, 1);
  assert.match(early.err, /zuerst mit pg_restore/);
  execFileSync('pg_restore', ['-d', second.url, dump]);
  const withFolder = await on(second)(['restore', first.folder]);
  assert.match(withFolder.err, /ohne Ordner/);
  const done = await on(second)(['restore']);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /Protokoll: \d+ Einträge.*Schreibverlauf: 1 Dokumente.*Epoche [1-9]\d+/s);

  for (const words of [['trail', 'verify'], ['document', 'verify'], ['member', 'list']]) {
    const looked = await on(second)(words);
    assert.equal(looked.code, 0, looked.err);
  }
  const sql = ['-d', second.url, '-qc', "UPDATE denkraum.trail_entry SET action = 'a.b' WHERE sequence = 2"];
  execFileSync('psql', sql);
  const forged = await on(second)(['restore']);
  assert.equal(forged.code, 1);
  assert.match(forged.err, /ab Eintrag 2 nicht mehr echt/);
});

test('in an empty database there is nothing to be looked at', async (t) => {
  if (!server) return t.skip('no DENKRAUM_TEST_POSTGRES');
  const empty = { url: freshDatabase('empty'), folder: freshFolder('empty') };
  const { code, err } = await on(empty)(['trail', 'verify']);
  assert.equal(code, 1);
  assert.match(err, /keine Installation.*database\.url/s);
});

test('a demonstration cut off on its way into PostgreSQL is removed there and loaded again', async (t) => {
  if (!server) return t.skip('no DENKRAUM_TEST_POSTGRES');
  const cut = { url: freshDatabase('cut'), folder: freshFolder('cut') };
  const query = (sql) => execFileSync('psql', ['-d', cut.url, '-qc', sql]);
  assert.equal((await on(cut)(['demo'])).code, 0);
  query("UPDATE denkraum.installation SET value = 'loading' WHERE name = 'demonstration'");
  const refused = await on(cut)(['serve', '--port', '0']);
  assert.equal(refused.code, 1);
  assert.doesNotMatch(refused.err, /Löschen Sie diesen Ordner/);
  const [remedy] = /DROP SCHEMA [^\n]+/.exec(refused.err);
  query(`SET client_min_messages = warning; ${remedy}`);
  const again = await on(cut)(['demo']);
  assert.equal(again.code, 0, again.err);
});
