// SPDX-License-Identifier: EUPL-1.2
// A disk of our own that fills up, and one that becomes read-only. Needs root: it mounts.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoFolder, freshFolder, run, Server, until } from './support/server.mjs';
import { reconnect, Writer } from './support/writer.mjs';

const disk = '32m';

function canMount() {
  if (process.getuid() !== 0) return false;
  const place = freshFolder('probe');
  mkdirSync(place);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'ignore' });
    execFileSync('umount', [place], { stdio: 'ignore' });
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const skip = canMount() ? false : 'skipped: needs root';

/** Takes all the space that is left, and a little back when asked. */
function fill(folder) {
  const file = join(folder, 'ballast');
  const { bavail, bsize } = statfsSync(folder);
  try {
    writeFileSync(file, Buffer.alloc(bavail * bsize + bsize));
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
  }
  return () => rmSync(file);
}

/** Each word of a test is typed once. */
let words = 0;

const notice = (kind) => (message) => message.type === 'notice' && message.kind === kind;

/** A server on a disk of its own that is soon full. */
async function onSmallDisk(t) {
  const place = freshFolder('disk');
  mkdirSync(place);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${disk}`, 'tmpfs', place]);
  let server;
  t.after(async () => {
    await server?.kill();
    execFileSync('umount', [place]);
  });
  server = await new Server(await demoFolder(join(place, 'data'))).start();
  return { place, server };
}

async function twoOn(server) {
  const one = await signedIn(server, 'delegierte@agentur.example');
  const other = await signedIn(server, 'delegierter@rente.example');
  const document = await one.newDocument('Platte');
  const anna = await new Writer(server, one, document).connect();
  const bert = await new Writer(server, other, document).connect();
  anna.type('vorher ');
  await bert.sees('vorher ');
  await anna.saved();
  return { one, document, anna, bert };
}

/** Both type in turn until both are told that writing has stopped. */
async function typeUntilStopped(anna, bert) {
  await until(() => {
    anna.type(`a${++words}-${'x'.repeat(2_000)} `);
    bert.type(`b${words} `);
    return anna.messages.some(notice('writing_stopped'));
  }, 'writing stops');
  const told = await bert.heard(notice('writing_stopped'), 'the other hears of it');
  return told.detail.reason;
}

/** What goes on while nothing can be written. */
async function readingGoesOn({ server, one, document, anna, bert }) {
  const page = await one.get(`/dokumente/${document}`);
  assert.equal(page.status, 200);
  assert.ok(page.body.includes('vorher'));
  for (const path of ['/', '/leitlinien', '/entwuerfe', '/uebersicht']) {
    assert.equal((await one.get(path)).status, 200, path);
  }
  const form = await one.submit('/entwuerfe/neu', '/entwuerfe/neu', { title: 'Passt nicht mehr' });
  assert.equal(form.status, 503);
  assert.ok(form.body.includes('Passt nicht mehr'), 'what was typed is still in the form');
  if (!anna) return;
  assert.equal(anna.closed + bert.closed, 0, 'nobody is thrown out');
  anna.type(`dennoch-a${++words} `);
  bert.type(`dennoch-b${words} `);
  assert.equal(anna.isSaved || bert.isSaved, false, 'nothing claims to be saved');
  assert.ok(server.log.includes('writing stopped'), 'a log line');
}

async function everythingIsThere({ anna, bert }) {
  await Promise.all([anna.saved(), bert.saved()]);
  await until(() => anna.words === bert.words, 'both see the same');
  for (const word of [...anna.typed, ...bert.typed]) {
    assert.equal(anna.words.split(word).length, 2, `'${word.slice(0, 20)}' is there, once`);
  }
  anna.type(`nachher${++words} `);
  await bert.sees(`nachher${words} `);
  await Promise.all([anna.saved(), bert.saved()]);
}

async function writingResumes({ server, one, document, anna, bert }) {
  await anna.heard(notice('writing_resumed'), 'writing resumes');
  await everythingIsThere({ anna, bert });
  const all = anna.words;
  await server.kill();
  await server.start();
  const witness = await new Writer(server, one, document).connect();
  assert.equal(witness.words, all, 'all of it is on the disk');
}

async function verified(server) {
  await server.stop();
  const { code, err } = await run(['trail', 'verify', '--data', server.folder]);
  assert.equal(code, 0, err);
}

test('a full disk stops writing with a notice, and nothing is lost', { skip }, async (t) => {
  const { place, server } = await onSmallDisk(t);
  const people = { server, ...(await twoOn(server)) };
  for (let round = 1; round <= 2; ++round) {
    for (const writer of [people.anna, people.bert]) writer.messages.length = 0;
    const makeRoom = fill(place);
    assert.equal(await typeUntilStopped(people.anna, people.bert), 'disk_full');
    await readingGoesOn(people);
    makeRoom();
    await writingResumes(people);
    await reconnect(people.anna);
    await reconnect(people.bert);
  }
  await verified(server);
});

test('whoever comes back while the disk is full finds everything', { skip }, async (t) => {
  const { place, server } = await onSmallDisk(t);
  const { one, document, anna, bert } = await twoOn(server);
  const makeRoom = fill(place);
  await typeUntilStopped(anna, bert);
  // Cut off and back again in the middle of it: either the door says 'not now' or she is let in.
  await bert.cut();
  bert.type('unterwegs ');
  const late = new Writer(server, one, document);
  const coming = [reconnect(bert), reconnect(late)];
  makeRoom();
  await Promise.all(coming);
  await Promise.all([anna.saved(), bert.saved(), late.saved()]);
  await until(() => anna.words === bert.words && bert.words === late.words, 'all see the same');
  for (const word of [...anna.typed, ...bert.typed]) {
    assert.equal(late.words.split(word).length, 2, `'${word.slice(0, 20)}' is there, once`);
  }
  await verified(server);
});

test('a server starts on a full disk: reading works, writing once there is room', { skip }, async (t) => {
  const { place, server } = await onSmallDisk(t);
  const people = { server, ...(await twoOn(server)) };
  const { anna, bert } = people;
  await server.stop();
  const makeRoom = fill(place);
  anna.type('während er stand ');
  await server.start();
  await readingGoesOn({ ...people, anna: undefined });
  // Either the door says 'not now' or she is let in.
  await anna.connect().catch((refused) => assert.match(refused.message, /503/));
  assert.equal(anna.isSaved, false, 'nothing claims to be saved');
  makeRoom();
  await Promise.all([reconnect(anna), reconnect(bert)]);
  await everythingIsThere(people);
  await verified(server);
});

test('words refused while the disk is full are kept in the end', { skip }, async (t) => {
  const { place, server } = await onSmallDisk(t);
  const { one, document } = await twoOn(server);
  const guest = await signedIn(server, 'personalrat@agentur.example');
  const reader = await new Writer(server, guest, document).connect();
  const makeRoom = fill(place);
  reader.type('y'.repeat(300_000));
  await until(() => server.log.includes('words could not be kept'), 'a log line');
  assert.equal((await one.get(`/dokumente/${document}`)).status, 200);
  makeRoom();
  await reader.heard((message) => message.type === 'refused', 'the words are kept at last');
  assert.ok((await guest.keptWords(document)).includes('yyyyyyyy'));
});

test('a folder that is read-only is still read, and writing says so', { skip }, async (t) => {
  const folder = await demoFolder();
  const writable = await new Server(folder).start();
  const { one, document, anna } = await twoOn(writable);
  const port = writable.port;
  await writable.stop();
  // A mount namespace of its own, in which the folder is remounted.
  const script = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"';
  const wrap = ['unshare', '-m', '--propagation', 'private', 'sh', '-c', script, folder];
  const server = new Server(folder, { wrap });
  server.port = port;
  await server.start();
  t.after(() => server.kill());
  await readingGoesOn({ server, one, document });
  anna.type('solange nur gelesen wird ');
  await assert.rejects(anna.connect(), /503/);
  await server.stop();
  await writable.start();
  t.after(() => writable.kill());
  await reconnect(anna);
  await anna.saved();
  assert.ok(anna.words.includes('solange nur gelesen wird '));
  await verified(writable);
});

/** A file system in a file, which turns read-only by itself after an error, as disks do. */
function errorProneDisk(t) {
  const image = freshFolder('image');
  const place = freshFolder('disk');
  mkdirSync(place);
  execFileSync('truncate', ['-s', '64M', image]);
  const mount = () =>
    execFileSync('mount', ['-o', 'loop,errors=remount-ro', image, place], { stdio: 'pipe' });
  try {
    execFileSync('mkfs.ext4', ['-q', image], { stdio: 'pipe' });
    mount();
  } catch (error) {
    t.skip(`skipped: no loop devices with ext4 (${error.message.split('\n')[0]})`);
    return null;
  }
  // Lazily: the server may still hold it when a test fails.
  t.after(() => execFileSync('umount', ['-l', place], { stdio: 'ignore' }));
  return {
    place,
    breakDown() {
      const device = execFileSync('findmnt', ['-no', 'SOURCE', place], { encoding: 'utf8' });
      writeFileSync(`/sys/fs/ext4/${basename(device.trim())}/trigger_fs_error`, 'test');
    },
    mend() {
      execFileSync('umount', [place]);
      spawnSync('e2fsck', ['-fy', image], { stdio: 'ignore' });
      mount();
    },
  };
}

test('a disk that turns read-only under the server: nothing is lost', { skip }, async (t) => {
  const disk = errorProneDisk(t);
  if (disk === null) return;
  const server = new Server(await demoFolder(join(disk.place, 'data')));
  await server.start();
  t.after(() => server.kill());
  const people = { server, ...(await twoOn(server)) };
  disk.breakDown();
  // An ext4 after an error answers 'input/output error' or 'read-only', depending on the kernel.
  const reason = await typeUntilStopped(people.anna, people.bert);
  assert.ok(['read_only', 'unavailable'].includes(reason), reason);
  await readingGoesOn(people);
  await server.kill();
  disk.mend();
  await server.start();
  for (const writer of [people.anna, people.bert]) await reconnect(writer);
  await everythingIsThere(people);
  await verified(server);
  await server.kill();
});
