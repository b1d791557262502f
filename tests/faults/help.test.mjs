// SPDX-License-Identifier: EUPL-1.2
// The program explains itself, and a first look at it needs one command.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { Browser } from './support/browser.mjs';
import { freshFolder, program, run, until } from './support/server.mjs';

/** What each subcommand must explain besides --config and --data. */
const commands = {
  serve: ['port', 'demo'],
  demo: [],
  import: ['as', 'title'],
  member: ['email', 'name', 'job', 'role', 'authority', 'authority-name'],
  trail: [],
  document: [],
  edition: [],
  backup: [],
  restore: ['damaged'],
  config: [],
};
const common = ['config', 'data'];

test('--help and help name every command, nothing at all is a mistake', async () => {
  const { code, out, err } = await run(['--help']);
  assert.deepEqual([code, err], [0, '']);
  const named = [...out.matchAll(/^ {2}denkraum (\w+) +\S/gm)].map(([, name]) => name);
  assert.deepEqual(named.sort(), Object.keys(commands).sort());
  assert.equal((await run(['help'])).out, out);
  const nothing = await run([]);
  assert.deepEqual([nothing.code, nothing.out], [2, out]);
  assert.match((await run(['--version'])).out, /^denkraum \d+\.\d+\.\d+\n$/);
});

for (const [name, options] of Object.entries(commands)) {
  test(`${name} --help prints usage and options and does nothing`, async () => {
    const folder = freshFolder();
    const { code, out, err } = await run([name, '--data', folder, '--help']);
    assert.deepEqual([code, err], [0, '']);
    assert.ok(out.startsWith(`denkraum ${name}`), out);
    const explained = [...out.matchAll(/^ {2}--([\w-]+) .*\S$/gm)].map((found) => found[1]);
    assert.deepEqual(explained.sort(), [...options, ...common].sort());
    assert.ok(!existsSync(folder), 'no folder is made');
  });

  test(`${name} refuses an option it does not know`, async () => {
    const { code, out, err } = await run([name, '--gibt-es-nicht', '--data', freshFolder()]);
    assert.deepEqual([code, out], [1, '']);
    const sentence = `»denkraum ${name}« kennt --gibt-es-nicht nicht. `;
    const remedy = `»denkraum ${name} --help« zeigt, was möglich ist.`;
    assert.equal(err, `denkraum: ${sentence}${remedy}\n`);
  });
}

test('an unknown command and an option without its value are named', async () => {
  const unknown = await run(['gibt-es-nicht']);
  assert.deepEqual([unknown.code, unknown.out], [2, '']);
  assert.match(unknown.err, /^Den Befehl »gibt-es-nicht« gibt es nicht\./);
  const bare = await run(['serve', '--port']);
  assert.deepEqual([bare.code, bare.err], [1, 'denkraum: --port braucht einen Wert: N\n']);
});

test('a misspelt variable of the environment stops the start', async () => {
  const env = { ...process.env, DENKRAUM_SERVER_PROT: '80' };
  const { code, err } = await run(['serve', '--data', freshFolder(), '--port', '0'], { env });
  assert.equal(code, 1);
  assert.match(err, /Umgebungsvariable DENKRAUM_SERVER_PROT: .* Meinten Sie DENKRAUM_SERVER_PORT\?/);
});

/** Runs until it asks for nothing more, and gives what it said. */
async function served(t, words) {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  }
  await until(() => said.includes('Beenden mit Strg+C.'), 'the server has said everything');
  return said;
}

test('serve --demo on an empty folder tells the address and logins that work', async (t) => {
  const folder = freshFolder();
  mkdirSync(folder);
  const said = await served(t, ['serve', '--demo', '--data', folder, '--port', '0']);
  const [, origin] = /Denkraum läuft: (http:\/\/127\.0\.0\.1:\d+)\//.exec(said);
  const [, password] = /Anmelden mit dem Passwort »([^«]+)«:/.exec(said);
  assert.match(await (await fetch(origin)).text(), /Demonstration: Behörden/);
  const logins = [...said.matchAll(/^ {2}(\S+@\S+\.example)\b/gm)].map(([, email]) => email);
  assert.ok(logins.length >= 2, said);
  for (const email of logins.slice(0, 2)) {
    const browser = new Browser({ origin });
    const answer = await browser.submit('/anmelden', '/anmelden', { email, password });
    assert.equal(answer.status, 303, email);
  }
});
