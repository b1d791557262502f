// SPDX-License-Identifier: EUPL-1.2
// `denkraum import`: a good file becomes a draft; any other one gets a sentence and leaves nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoFolder, demoServer, freshFolder, run } from './support/server.mjs';
import { zipOf } from './support/zip.mjs';

const expert = 'delegierte@agentur.example';
let folder;
let files;
let temporary;

const rows = (file, table) =>
  Number(execFileSync('sqlite3', [join(folder, file), `SELECT count(*) FROM ${table}`]));

function counted() {
  const main = ['document', 'document_client', 'image', 'import_comment', 'trail_entry', 'event'];
  return [...main.map((table) => rows('denkraum.db', table)), rows('log.db', 'document_update')];
}

function importing(name, bytes, ...more) {
  const file = join(files, name);
  writeFileSync(file, bytes);
  const words = ['import', file, '--data', folder, '--as', expert, ...more];
  return run(words, { env: { ...process.env, TMPDIR: temporary } });
}

before(async () => {
  folder = await demoFolder();
  files = freshFolder('files');
  temporary = freshFolder('temporary');
  mkdirSync(files);
  mkdirSync(temporary);
});

test('a file becomes a draft of the member that was named', async () => {
  const before = counted();
  const { code, out, err } = await importing('bericht.md', '# Bericht\n\nGuten Tag.\n');
  assert.equal(code, 0, err);
  assert.match(out, /Schritt 2 von 3|Die Vorschau ist fertig\./);
  const [, id] = out.match(/Der Entwurf ist angelegt: \/dokumente\/([\w-]+)/);
  assert.equal(counted()[0], before[0] + 1);
  const [document, title, member, isTheirs] = execFileSync('sqlite3', [
    join(folder, 'denkraum.db'),
    'SELECT hex(d.id), d.title, p.email, e.authority = m.authority FROM trail_entry e' +
      ' JOIN document d ON d.id = e.subject JOIN member m ON e.actor IN (m.id, m.actor)' +
      " JOIN person p ON p.member = m.id WHERE e.action = 'document.imported'" +
      ' ORDER BY e.sequence DESC LIMIT 1',
  ])
    .toString()
    .trim()
    .split('|');
  assert.equal(document, Buffer.from(id, 'base64url').toString('hex').toUpperCase());
  assert.equal(title, 'bericht.md', 'its name, since it says no title of its own');
  assert.equal(member, expert);
  assert.equal(isTheirs, '1', 'for their authority');
  assert.equal((await run(['trail', 'verify', '--data', folder])).code, 0);
});

const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const word = (more) => Buffer.concat([ole, Buffer.alloc(512), Buffer.from(more, 'utf16le')]);
const parts = (more) =>
  zipOf([
    ['[Content_Types].xml', Buffer.from('<Types/>')],
    ['word/document.xml', Buffer.from('<w:document/>')],
    ...more,
  ]);

const bomb = () => parts([['word/media/a.png', Buffer.alloc(20 << 20)]]);
const refused = [
  ['protected', 'geheim.docx', () => word('EncryptedPackage'), /mit einem Kennwort geschützt/],
  ['old', 'alt.doc', () => word('WordDocument'), /altes Word-Dokument/],
  ['bomb-like', 'bombe.docx', bomb, /ungewöhnlichen Größe/],
  ['wrong', 'a.pdf', () => '%PDF-1.7\n', /PDF-Dateien können nicht/],
  ['empty', 'leer.txt', () => '', /Die Datei ist leer\./],
  ['damaged', 'kaputt.docx', () => parts([]).subarray(0, 60), /beschädigt/],
];
for (const [kind, name, bytes, sentence] of refused) {
  test(`a ${kind} file is refused with a sentence and leaves nothing`, async () => {
    const before = counted();
    const { code, out, err } = await importing(name, bytes());
    assert.equal(code, 1);
    assert.match(err, sentence);
    assert.ok(!out.includes('angelegt'), out);
    assert.deepEqual(counted(), before);
    assert.deepEqual(readdirSync(temporary), []);
  });
}

test('an oversized file is refused before it is read', async () => {
  const before = counted();
  const file = join(files, 'gross.txt');
  writeFileSync(file, 'a');
  truncateSync(file, (50 << 20) + 1);
  const { code, err } = await run(['import', file, '--data', folder, '--as', expert]);
  assert.equal(code, 1);
  assert.match(err, /größer als 50 MB/);
  assert.deepEqual(counted(), before);
});

test('an upload that is too large gets a page that says so, and leaves nothing', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, expert);
  const csrf = await browser.token();
  // One that the form refuses, and one that the server does not even take in.
  const sizes = [
    [(50 << 20) + 1, 422, /Die Datei ist größer als 50 MB\./],
    [52 << 20, 413, /größer, als dieser Server annimmt\..*Es wurde nichts gespeichert/s],
  ];
  for (const [size, status, sentence] of sizes) {
    const form = new FormData();
    form.append('csrf', csrf);
    form.append('file', new Blob([Buffer.alloc(size, 97)]), 'gross.txt');
    const answer = await fetch(new URL('/entwuerfe/importieren', server.origin), {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { cookie: browser.cookie, origin: server.origin },
    });
    assert.equal(answer.status, status);
    assert.match(await answer.text(), sentence);
  }
  const { body } = await browser.get('/entwuerfe/importieren');
  assert.ok(!body.includes('gross.txt'), 'no import is kept');
});

test('what is missing or unknown is named', async () => {
  const before = counted();
  const none = await run(['import', '--data', folder, '--as', expert]);
  assert.deepEqual([none.code, none.err], [1, 'denkraum: Es fehlt: die Datei.\n']);
  const nobody = await run(['import', join(files, 'bericht.md'), '--data', folder]);
  assert.deepEqual([nobody.code, nobody.err], [1, 'denkraum: Es fehlt: --as.\n']);
  const absent = await run(['import', join(files, 'fehlt.md'), '--data', folder, '--as', expert]);
  assert.equal(absent.code, 1);
  assert.match(absent.err, /fehlt\.md kann nicht gelesen werden\./);
  const stranger = ['import', join(files, 'bericht.md'), '--data', folder, '--as', 'x@y.example'];
  const unknown = await run(stranger);
  assert.equal(unknown.code, 1);
  assert.match(unknown.err, /Es gibt kein Mitglied x@y\.example\./);
  const long = await importing('bericht.md', 'Guten Tag.', '--title', 'a'.repeat(301));
  assert.equal(long.code, 1);
  assert.match(long.err, /--title: .*höchstens 300 Zeichen/);
  assert.deepEqual(counted(), before);
});
