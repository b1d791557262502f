// SPDX-License-Identifier: EUPL-1.2
// Commands that only look leave what they look at as it is, and say so when nothing is there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { demoFolder, demoServer, freshFolder, program, run, Server } from './support/server.mjs';

const looking = [
  ['trail', 'verify'],
  ['document', 'verify'],
  ['member', 'list'],
];
const sql = (file, words) => execFileSync('sqlite3', [file, words], { encoding: 'utf8' }).trim();

/** Every file of a folder with a hash of its bytes. */
function contents(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const bytes = readFileSync(join(entry.path, entry.name));
      return `${entry.name} ${createHash('sha256').update(bytes).digest('hex')}`;
    })
    .sort();
}

async function backupOf(folder) {
  const backup = freshFolder('backup');
  const { code, err } = await run(['backup', backup, '--data', folder]);
  assert.equal(code, 0, err);
  return backup;
}

test('a mistyped folder is no sound installation, and none is made of it', async () => {
  const wrong = freshFolder('typo');
  const others = [
    ['member', 'reset', '--email', 'a@b.example'],
    ['import', new URL(import.meta.url).pathname, '--as', 'a@b.example'],
    ['backup', freshFolder('backup')],
  ];
  for (const words of [...looking, ...others]) {
    const { code, out, err } = await run([...words, '--data', wrong]);
    assert.equal(code, 1, `${words.join(' ')}: ${out}`);
    assert.match(err, /gibt es keine Installation von Denkraum\. Stimmt --data\?/, words.join(' '));
    assert.ok(!existsSync(wrong), words.join(' '));
  }
});

test('looking at a backup changes no byte of it and adds no file', async () => {
  const backup = await backupOf(await demoFolder());
  const before = contents(backup);
  assert.equal(before.length, 3);
  for (const words of looking) {
    const { code, err } = await run([...words, '--data', backup]);
    assert.equal(code, 0, err);
    assert.deepEqual(contents(backup), before, words.join(' '));
  }
});

test('looking works beside a server and on a folder that nobody may write', async (t) => {
  const server = await demoServer(t);
  for (const words of looking) {
    const { code, err } = await run([...words, '--data', server.folder]);
    assert.equal(code, 0, err);
  }
  await server.stop();
  if (process.getuid() !== 0) return t.skip('needs root to mount read-only');
  const mount = `mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"`;
  for (const words of looking) {
    const looked = execFileSync(
      'unshare',
      ['-m', 'sh', '-c', mount, server.folder, program, ...words, '--data', server.folder],
      { encoding: 'utf8' },
    );
    assert.ok(looked.length > 0, words.join(' '));
  }
});

test('a folder of an older program is brought up to date by the server, not by looking', async () => {
  const folder = await demoFolder();
  const file = join(folder, 'denkraum.db');
  // The last one again: it must be one that can run twice on a full database.
  const last = sql(file, 'SELECT max(number) FROM schema_migration');
  sql(file, `DELETE FROM schema_migration WHERE number = ${last}`);
  for (const words of looking) {
    const { code, err } = await run([...words, '--data', folder]);
    assert.equal(code, 1, words.join(' '));
    assert.match(err, /auf dem Stand eines älteren Programms.*denkraum restore/s);
  }
  assert.notEqual(sql(file, 'SELECT max(number) FROM schema_migration'), last);
});

test('beside a server of an older program nothing is migrated', async (t) => {
  const server = await demoServer(t);
  const file = join(server.folder, 'denkraum.db');
  const last = sql(file, 'SELECT max(number) FROM schema_migration');
  sql(file, `DELETE FROM schema_migration WHERE number = ${last}`);
  const reset = ['member', 'reset', '--email', 'delegierte@agentur.example'];
  const { code, err } = await run([...reset, '--data', server.folder]);
  assert.equal(code, 1);
  assert.match(err, /Beenden Sie den Server/);
  assert.notEqual(sql(file, 'SELECT max(number) FROM schema_migration'), last);
});

test('one database without the other is no installation', async () => {
  for (const missing of ['log.db', 'denkraum.db']) {
    const folder = await demoFolder();
    for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `${missing}${end}`), { force: true });
    for (const words of [['serve', '--port', '0'], ...looking]) {
      const { code, err } = await run([...words, '--data', folder]);
      assert.equal(code, 1, words.join(' '));
      assert.ok(err.includes(`fehlt ${missing}`), err);
    }
    assert.ok(!existsSync(join(folder, missing)));
  }
});

test('a backup that lacks a file is not restored, and nothing of it stays', async () => {
  const folder = await demoFolder();
  for (const missing of ['log.db', 'secret.key', 'denkraum.db']) {
    const backup = await backupOf(folder);
    rmSync(join(backup, missing));
    const there = freshFolder('there');
    mkdirSync(there);
    for (const target of [there, freshFolder('new')]) {
      const { code, err } = await run(['restore', backup, '--data', target]);
      assert.equal(code, 1, missing);
      assert.ok(err.includes(missing), err);
      assert.ok(target !== there ? !existsSync(target) : readdirSync(there).length === 0);
    }
    // Where the first try failed the next may go on.
    const whole = await backupOf(folder);
    assert.equal((await run(['restore', whole, '--data', there])).code, 0);
  }
});

test('a backup with a forged trail is restored only when asked for', async () => {
  const backup = await backupOf(await demoFolder());
  sql(join(backup, 'denkraum.db'), "UPDATE trail_entry SET action = 'a.b' WHERE sequence = 3");
  const target = freshFolder('restored');
  const refused = await run(['restore', backup, '--data', target]);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /ab Eintrag 3 nicht mehr echt.*--damaged/s);
  assert.ok(!existsSync(target));
  const taken = await run(['restore', backup, '--data', target, '--damaged']);
  assert.equal(taken.code, 0, taken.err);
  assert.match(taken.err, /ab Eintrag 3 nicht mehr echt/);
});

test('a restore that was cut off is neither served nor taken for an installation', async () => {
  const folder = freshFolder('half');
  mkdirSync(join(folder, 'restoring'), { recursive: true });
  for (const words of [['serve', '--port', '0'], ['trail', 'verify'], ['restore', await backupOf(await demoFolder())]]) {
    const { code, err } = await run([...words, '--data', folder]);
    assert.equal(code, 1, words.join(' '));
    assert.match(err, /wurde das Zurückspielen einer Sicherung unterbrochen\. Löschen Sie/);
  }
});

test('nobody else on the machine reads the data folder, a backup or what was restored', async () => {
  const open = ['-c', 'umask 0022 && exec "$0" "$@"', program];
  const make = (...words) => execFileSync('sh', [...open, ...words], { encoding: 'utf8' });
  const [data, backup, restored] = ['data', 'backup', 'restored'].map((name) => freshFolder(name));
  make('member', 'add', '--data', data, '--email', 'a@b.example', '--name', 'A', '--role',
    'coordination', '--authority', 'haus', '--authority-name', 'Haus');
  make('backup', backup, '--data', data);
  make('restore', backup, '--data', restored);
  const server = await new Server(data).start();
  await server.stop();
  for (const folder of [data, backup, restored]) {
    const all = ['.', ...readdirSync(folder, { recursive: true })];
    for (const name of all) {
      assert.equal(statSync(join(folder, name)).mode & 0o077, 0, join(folder, name));
    }
  }
});
