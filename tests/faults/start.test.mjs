// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoFolder, freshFolder, program, run, Server, until } from './support/server.mjs';
import { reconnect, Writer } from './support/writer.mjs';

const serve = (folder, ...more) => run(['serve', '--data', folder, '--port', '0', ...more]);
const sql = (file, words) => execFileSync('sqlite3', [file, words], { encoding: 'utf8' });

test('a data folder of a newer program is refused with a sentence and left as it is', async () => {
  for (const database of ['denkraum.db', 'log.db']) {
    const folder = await demoFolder();
    const file = join(folder, database);
    const table = "pragma_table_info('schema_migration')";
    const columns = sql(file, `SELECT group_concat(name) FROM ${table}`);
    const others = columns.trim().split(',').filter((name) => name !== 'number');
    sql(
      file,
      `INSERT INTO schema_migration (number, ${others}) SELECT 9999, ${others} ` +
        'FROM schema_migration ORDER BY number DESC LIMIT 1',
    );
    const before = sql(file, 'SELECT count(*) FROM schema_migration');
    const { code, err } = await serve(folder);
    assert.equal(code, 1, database);
    assert.match(err, /Der Datenordner passt nicht zu diesem Programm: .+ neueres\./s);
    assert.equal(sql(file, 'SELECT count(*) FROM schema_migration'), before);
  }
});

test('demonstration logins are never offered to other machines', async () => {
  const folder = await demoFolder();
  const config = `${freshFolder('config')}.toml`;
  writeFileSync(config, '[server]\naddress = "0.0.0.0"\nbase_url = "https://a.example"\n');
  const filled = await serve(folder, '--config', config);
  assert.equal(filled.code, 1);
  assert.match(filled.err, /Demonstrationszugänge.*0\.0\.0\.0.*127\.0\.0\.1/s);
  const fresh = await serve(freshFolder(), '--demo', '--config', config);
  assert.equal(fresh.code, 1);
  assert.match(fresh.err, /Demonstrationszugänge/);
});

test('a demonstration cut off while it was loaded is known as one', async () => {
  const folder = freshFolder('cut-off');
  const file = join(folder, 'denkraum.db');
  const loading = spawn(program, ['demo', '--data', folder], { stdio: 'ignore' });
  const ended = new Promise((done) => loading.on('close', done));
  const logins = () => {
    try {
      return Number(sql(file, 'SELECT count(*) FROM credential'));
    } catch {
      return 0;
    }
  };
  await until(logins, 'the first login with a known password');
  loading.kill('SIGKILL');
  await ended;
  const config = `${freshFolder('config')}.toml`;
  writeFileSync(config, '[server]\naddress = "0.0.0.0"\nbase_url = "https://a.example"\n');
  for (const words of [['--config', config], [], ['--demo']]) {
    const { code, err } = await serve(folder, ...words);
    assert.equal(code, 1);
    assert.match(err, /Demonstrationsnetzwerks.*wurde unterbrochen\. Löschen Sie diesen Ordner/s);
  }
  const again = await run(['demo', '--data', folder]);
  assert.match(again.err, /wurde unterbrochen/);
});

test('a wrong key or value stops the start with file, line and remedy', async () => {
  const config = `${freshFolder('config')}.toml`;
  const folder = freshFolder();
  const wrong = {
    '[server]\nprot = 8080\n': [/:2\b|Zeile 2/, /prot/, /port/],
    '[server]\n\nport = "viele"\n': [/:3\b|Zeile 3/, /port/],
    '[server\nport = 1\n': [/:1\b|Zeile 1/],
    '[server]\nport = 70000\n': [/:2\b|Zeile 2/, /port/],
    '[server]\naddress = "localhost"\n': [/:2\b/, /server\.address/, /127\.0\.0\.1/],
    '[server]\naddress = "0.0.0.0"\n': [/server\.base_url/, /0\.0\.0\.0/],
    '[server]\ntrusted_proxies = "10.0.0.0\/8"\n': [/:2\b/, /trusted_proxies/, /kein Netz/],
    '[mail]\nfrom = "Denkraum"\n': [/:2\b/, /mail\.from/, /E-Mail-Adresse ohne Namen/],
    '[mail]\nsmtp_url = "smtp://mail.example:viele"\n': [/:2\b/, /smtp_url/, /kein Port/],
  };
  for (const [text, patterns] of Object.entries(wrong)) {
    writeFileSync(config, text);
    const { code, err } = await serve(folder, '--config', config);
    assert.equal(code, 1, text);
    assert.ok(err.includes(config), `${text}: names the file: ${err}`);
    for (const pattern of patterns) assert.match(err, pattern, text);
  }
  const missing = await serve(folder, '--config', `${config}.none`);
  assert.equal(missing.code, 1);
  assert.ok(missing.err.includes(`${config}.none`));
});

test('a second server on the same folder is refused, the first goes on', async (t) => {
  const server = await new Server(await demoFolder()).start();
  t.after(() => server.kill());
  const { code, err } = await serve(server.folder);
  assert.equal(code, 1);
  assert.match(err, /Ein anderes Denkraum benutzt den Ordner/);
  assert.equal((await fetch(server.origin)).status, 200);
});

test('a port that is taken is said so, and a folder that cannot be made too', async (t) => {
  const server = await new Server(await demoFolder()).start();
  t.after(() => server.kill());
  const taken = await run(['serve', '--data', freshFolder(), '--port', `${server.port}`]);
  assert.equal(taken.code, 1);
  assert.match(taken.err, /--port/);
  const file = freshFolder('file');
  writeFileSync(file, '');
  const blocked = await serve(join(file, 'data'));
  assert.equal(blocked.code, 1);
  assert.match(blocked.err, /kann nicht angelegt werden/);
});

test('an asked stop finishes what was begun and leaves no open journal', async () => {
  const server = await new Server(await demoFolder()).start();
  assert.equal(await server.stop(), 0);
  const journals = readdirSync(server.folder).filter((name) => name.endsWith('-wal'));
  assert.deepEqual(journals, ['denkraum.db-wal', 'log.db-wal']);
  const left = journals.filter((name) => statSync(join(server.folder, name)).size > 0);
  assert.deepEqual(left, [], 'all is in the databases');
});

test('an asked stop tells open sockets to come back, and keeps what they wrote', async (t) => {
  const server = await new Server(await demoFolder()).start();
  t.after(() => server.kill());
  const browser = await signedIn(server, 'delegierte@agentur.example');
  const document = await browser.newDocument('Neustart');
  const writer = await new Writer(server, browser, document).connect();
  writer.type('kurz davor ');
  await server.stop();
  assert.equal(await writer.ended(), 1012);
  await server.start();
  await reconnect(writer);
  await writer.saved();
  const witness = await new Writer(server, browser, document).connect();
  assert.ok(witness.words.includes('kurz davor '));
});

test('a restore never overwrites an installation', async () => {
  const folder = await demoFolder();
  const backup = freshFolder('backup');
  assert.equal((await run(['backup', backup, '--data', folder])).code, 0);
  const again = await run(['backup', backup, '--data', folder]);
  assert.equal(again.code, 1);
  assert.match(again.err, /gibt es schon/);
  const over = await run(['restore', backup, '--data', folder]);
  assert.equal(over.code, 1);
  assert.match(over.err, /überschrieben wird nichts/);
  const empty = freshFolder('empty');
  mkdirSync(empty);
  const nothing = await run(['restore', empty, '--data', freshFolder()]);
  assert.equal(nothing.code, 1);
});
