// SPDX-License-Identifier: EUPL-1.2
// What two persons remove is gone everywhere, in the program as people run it: from the windows
// that have the text open, from editions and their files, and from both database files.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { signedIn } from './support/browser.mjs';
import { askForRelease, asker, guideline, releaser } from './support/publishing.mjs';
import { demoServer, run, until } from './support/server.mjs';
import { Writer } from './support/writer.mjs';

const name = 'Erika Mustermann-Zwölf';
const more = 'geboren am 12.08.1964';

function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; ++bit) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}

/** A picture like no other. */
function picture(side = 16) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(data.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE(crc32(body), body.length + 4);
    return whole;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: side }, () => Buffer.concat([Buffer.of(0), randomBytes(side * 3)]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Uploads it as the editor does; gives its atom. */
async function upload(server, person, document, alt) {
  const form = new FormData();
  form.set('csrf', await person.token());
  form.set('file', new Blob([picture()]), 'foto.png');
  const answer = await fetch(`${server.origin}/dokumente/${document}/bilder`, {
    method: 'POST',
    body: form,
    headers: { cookie: person.cookie, origin: server.origin },
  });
  assert.equal(answer.status, 200, 'the image is taken');
  return { t: 'image', ...(await answer.json()), alt };
}

/** Writes a paragraph of its own at the end; gives its uid. */
function paragraph(writer, words, image) {
  const uid = randomBytes(16).toString('base64url');
  writer.doc.transact(() => {
    const { text } = writer;
    text.insertEmbed(text.length, { b: uid });
    text.insert(text.length, words);
    text.insertEmbed(text.length, image);
  });
  return uid;
}

/** Which of these the files of both databases hold. */
function heldBy(server, pieces) {
  const held = [];
  for (const database of ['denkraum.db', 'log.db']) {
    for (const file of [database, `${database}-wal`].map((one) => join(server.folder, one))) {
      if (!existsSync(file)) continue;
      const bytes = readFileSync(file);
      for (const [what, piece] of Object.entries(pieces)) {
        if (bytes.includes(piece)) held.push(`${database}: ${what}`);
      }
    }
  }
  return [...new Set(held)];
}

const filesOf = (page, base) =>
  [...page.matchAll(new RegExp(`href="${base}/([\\w.-]+)"`, 'g'))].map((found) => found[1]).sort();

async function confirmRemoval(one, other, document, uid) {
  const page = `/dokumente/${document}/entfernungen`;
  const asked = await one.submit(page, page, { uid, reason: 'Angaben zu einer Person' });
  assert.equal(asked.status, 303, asked.body.slice(0, 500));
  const open = (await other.get(page)).body;
  const action = new RegExp(`action="(${page}/[\\w-]+/bestaetigen)"`).exec(open)?.[1];
  assert.ok(action, 'the second person may confirm');
  const done = await other.submit(page, action);
  assert.equal(done.status, 303, done.body.slice(0, 500));
}

test('words and an image that two persons remove are nowhere any more', { timeout: 180_000 }, async (t) => {
  const server = await demoServer(t);
  const one = await signedIn(server, asker);
  const other = await signedIn(server, releaser);
  const draft = (await one.get(`${guideline}/entwurf`)).location.split('/').at(-1);
  const anna = await new Writer(server, one, draft).connect();
  const bert = await new Writer(server, other, draft).connect();
  const image = await upload(server, one, draft, 'ein Foto');
  const shown = await fetch(`${server.origin}/bilder/${image.hash}`, {
    headers: { cookie: one.cookie },
  });
  const bytes = Buffer.from(await shown.arrayBuffer());
  const uid = paragraph(anna, `Im Fall von ${name}, ${more}, half es.`, image);
  await anna.saved();
  await bert.sees(name);

  const request = await askForRelease(one);
  assert.equal((await other.submit(request, `${request}/freigeben`)).status, 303);
  const visitor = async (path) => fetch(new URL(path, server.origin));
  const base = (await (await visitor(`${guideline}/ausgaben`)).text())
    .match(new RegExp(`${guideline}/ausgaben/\\d+(?=")`, 'g'))
    .sort((a, b) => Number(a.split('/').at(-1)) - Number(b.split('/').at(-1)))
    .at(-1);
  const page = await (await visitor(base)).text();
  assert.ok(page.includes(name), 'it was published');
  assert.equal((await visitor(`/bilder/${image.hash}`)).status, 200);
  const pieces = { name, more, image: bytes.subarray(60, 160) };
  assert.ok(bytes.length > 200);
  const before = heldBy(server, pieces).filter((one) => one.startsWith('denkraum.db'));
  assert.equal(before.length, 3, 'words and bytes are found where they are');

  await confirmRemoval(one, other, draft, uid);

  // Whoever has it open sees it, and goes on writing.
  for (const writer of [anna, bert]) {
    await until(() => !writer.words.includes(name), 'the words go from the window');
    await writer.sees('auf Beschluss zweier Personen etwas entfernt');
  }
  bert.type(' Weiter.');
  await bert.saved();
  await anna.sees(' Weiter.');

  const after = await (await visitor(base)).text();
  assert.ok(!after.includes(name), 'the edition does not show it');
  assert.ok(after.includes('auf Beschluss zweier Personen etwas entfernt'));
  assert.deepEqual(filesOf(after, base), filesOf(page, base), 'every file was made again');
  for (const file of filesOf(after, base)) {
    const answer = await visitor(`${base}/${file}`);
    assert.equal(answer.status, 200, file);
    assert.ok(!Buffer.from(await answer.arrayBuffer()).includes(name), file);
  }
  for (const headers of [{}, { cookie: one.cookie }]) {
    const gone = await fetch(`${server.origin}/bilder/${image.hash}`, { headers });
    assert.equal(gone.status, 410);
    assert.match(await gone.text(), /für immer entfernt/);
  }
  assert.deepEqual(heldBy(server, pieces), [], 'neither database holds them');

  await anna.cut();
  await bert.cut();
  await server.stop();
  assert.deepEqual(heldBy(server, pieces), [], 'nor after the end');
  for (const what of [['trail', 'verify'], ['document', 'verify']]) {
    const verified = await run([...what, '--data', server.folder]);
    assert.equal(verified.code, 0, verified.out + verified.err);
  }
});

test('an image that was never published goes, one that stands elsewhere stays', { timeout: 120_000 }, async (t) => {
  const server = await demoServer(t);
  const one = await signedIn(server, asker);
  const other = await signedIn(server, releaser);
  const draft = await one.newDocument('Nur ein Entwurf');
  const elsewhere = await other.newDocument('Ein anderer');
  const anna = await new Writer(server, one, draft).connect();
  const bert = await new Writer(server, other, elsewhere).connect();
  const alone = await upload(server, one, draft, 'allein');
  const shared = await upload(server, one, draft, 'geteilt');
  const uid = paragraph(anna, 'Zwei Bilder: ', alone);
  anna.text.insertEmbed(anna.text.length, shared);
  // Taken over with the clipboard: nobody uploads it again.
  paragraph(bert, 'Dasselbe Bild: ', shared);
  await Promise.all([anna.saved(), bert.saved()]);
  await confirmRemoval(one, other, draft, uid);
  assert.equal((await one.get(`/bilder/${alone.hash}`)).status, 410);
  assert.equal((await one.get(`/bilder/${shared.hash}`)).status, 200);
});
