// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { crowd } from './support/crowd.mjs';
import { demoServer, pause, until } from './support/server.mjs';
import { awarenessFrame, frame, helloFrame, updateFrame, Writer, Y } from './support/writer.mjs';

const badFrame = 4009;
const tooLarge = 4013;

const bytes = (...all) => Uint8Array.from(all);
const varUint = (number) => frame((to, lib) => lib.writeVarUint(to, number));
/** Nine groups of seven bits: more than any number of ours may have. */
const endless = Array.from({ length: 9 }, () => 0xff).concat(0x7f);
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const update = (...parts) => updateFrame(join(...parts));

/** An update of one client with these structs, at clock 0, deleting nothing. */
const structs = (count, ...parts) => update(bytes(1), varUint(count), bytes(7, 0), ...parts, [0]);
/** ContentAny with a value, in the root 't'. */
const any = (...value) => structs(1, bytes(8, 1, 1, 116, 1), ...value);

const hostile = {
  'nothing at all': bytes(),
  'an unknown message': bytes(77),
  'an unknown kind of sync': bytes(0, 9, 0),
  'a length beyond the end': bytes(0, 2, 5, 1),
  'bytes after the end': bytes(0, 0, 1, 0, 42),
  'a number without an end': bytes(0, 2, ...endless),
  'an update without its deletions': update(bytes(0)),
  'a struct that is not there': structs(1),
  'millions of structs in a few bytes': update(bytes(1), varUint(2 ** 31), bytes(7, 0), [0]),
  'millions of clients in a few bytes': update(varUint(2 ** 40)),
  'a clock beyond 2^53': update(bytes(1, 1, 7), bytes(...endless), bytes(0, 1), [0]),
  'an unknown content': structs(1, bytes(29, 1, 1, 116)),
  'a deletion near 2^53': update(bytes(0, 1, 7, 1), varUint(2 ** 53 - 2), varUint(2 ** 53 - 2)),
  'millions of deletions in a few bytes': update(bytes(0, 1, 7), varUint(2 ** 31)),
  'arrays in arrays without end': any(...Array.from({ length: 5_000 }, () => [117, 1]), [126]),
  'words that are no UTF-8': structs(1, bytes(4, 1, 1, 116, 2, 0xc3, 0x28)),
  'a state vector cut short': bytes(0, 0, 2, 3, 1),
  'a presence cut short': bytes(1, 3, 1, 7, 1),
  'a presence as long as a letter': awarenessFrame(7, 1, { note: 'x'.repeat(100_000) }),
  'what only a server says': bytes(100, 1, 1, 0),
};

async function room(t) {
  const server = await demoServer(t);
  const one = await signedIn(server, 'delegierte@agentur.example');
  const other = await signedIn(server, 'delegierter@rente.example');
  const document = await one.newDocument('Unfug');
  const witness = await new Writer(server, one, document).connect();
  const guest = () => new Writer(server, other, document).connect();
  return { server, document, other, witness, guest };
}

/** The others have heard nothing, and go on. */
async function goesOn(witness, word) {
  witness.type(word);
  await witness.saved();
  assert.equal(witness.closed, 0);
}

test('each hostile frame ends its own connection with a code and a log line', async (t) => {
  const { server, witness, guest } = await room(t);
  const before = witness.words;
  for (const [what, evil] of Object.entries(hostile)) {
    const writer = await guest();
    const lines = server.log.split('socket closed').length;
    writer.raw(evil);
    const code = await writer.ended();
    assert.ok(code === badFrame || code === tooLarge, `${what}: closed with ${code}`);
    await until(() => server.log.split('socket closed').length === lines + 1, `${what}: one line`);
    assert.equal(witness.closed, 0, `${what}: others stay`);
  }
  assert.equal(witness.words, before);
  await goesOn(witness, 'ungestört ');
});

test('every cut of a real update ends only that connection', async (t) => {
  const { server, document, other, witness, guest } = await room(t);
  const donor = await guest();
  donor.type('Ein Satz mit Umlauten äöü und 🙂. ');
  await donor.saved();
  const whole = Y.encodeStateAsUpdate(donor.doc);
  for (let length = 0; length < whole.length; length += Math.ceil(whole.length / 24)) {
    const writer = await new Writer(server, other, document).connect();
    writer.raw(updateFrame(whole.slice(0, length)));
    assert.equal(await writer.ended(), badFrame, `cut at ${length} of ${whole.length}`);
  }
  await goesOn(witness, 'weiter ');
});

test('bytes changed at random never hurt the server or others', async (t) => {
  const { server, witness, guest, document, other } = await room(t);
  const donor = await guest();
  donor.type('Vorlage zum Verderben ');
  await donor.saved();
  const whole = updateFrame(Y.encodeStateAsUpdate(donor.doc));
  let random = 20_261_122;
  const next = (below) => {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((random / 2 ** 32) * below);
  };
  let writer = await guest();
  for (let i = 0; i < 200; ++i) {
    const broken = whole.slice();
    for (let n = 0; n <= next(3); ++n) broken[next(broken.length)] = next(256);
    if (writer.closed) writer = await new Writer(server, other, document).connect();
    writer.raw(broken);
  }
  await goesOn(witness, 'überstanden ');
  await goesOn(await guest(), 'auch neu ');
});

test('a frame that is too large ends its connection alone', async (t) => {
  const { witness, guest } = await room(t);
  for (const size of [9 * 2 ** 20, 64 * 2 ** 20]) {
    const writer = await guest();
    writer.raw(new Uint8Array(size));
    const code = await writer.ended();
    assert.ok([1009, tooLarge].includes(code), `${size} bytes: closed with ${code}`);
    await goesOn(witness, `${size} `);
  }
});

test('whoever does not read is let go in the end, and nobody waits for them', async (t) => {
  const { server, witness, guest, document, other } = await room(t);
  const sleeper = await guest();
  const dead = await guest();
  sleeper.stopReading();
  dead.stopReading();
  // More presence than a sleeper's share of memory.
  const people = await crowd(server, other, document, 20);
  await people.move(4 * 2 ** 20);
  await people.leave();
  sleeper.readAgain();
  await goesOn(witness, 'wach ');
  await sleeper.sees('wach ');
  // The bound is half a minute in which nothing is taken; the close frame cannot arrive.
  await pause(36_000);
  dead.readAgain();
  assert.equal(await dead.ended(), 1006);
  assert.equal(sleeper.closed, 0, 'who wakes up in time stays');
  assert.equal(server.log.includes('handler failed'), false);
});

test('of a flood of presence others get the newest state, now and then', async (t) => {
  const { witness, guest } = await room(t);
  const chatter = await guest();
  await guest();
  const begun = performance.now();
  const last = 10_000;
  for (let clock = 1; clock <= last; ++clock) {
    chatter.raw(awarenessFrame(chatter.client, clock, { cursor: clock }));
    if (clock % 100 === 0) await pause(1);
  }
  const told = () => witness.messages.filter((message) => message.states?.has(chatter.client));
  const newest = () => told().at(-1)?.states.get(chatter.client);
  await until(() => newest()?.clock === last, 'the newest is shown');
  assert.equal(newest().cursor, last);
  // Twenty a second; the first one at once.
  const most = (performance.now() - begun) / 50 + 2;
  assert.ok(told().length <= most, `${told().length} messages, at most ${most}`);
  await chatter.cut();
  await until(() => newest().isGone, 'and then that they are gone');
});

test('a presence in the name of others is passed over', async (t) => {
  const { witness, guest } = await room(t);
  const writer = await guest();
  const count = () => witness.messages.filter((message) => message.type === 'awareness').length;
  const before = count();
  writer.raw(awarenessFrame(witness.client, 2 ** 31, { user: { name: 'Ministerin' } }));
  writer.type('danach ');
  await witness.sees('danach ');
  assert.equal(count(), before);
  writer.raw(awarenessFrame(writer.client, 1, { user: { name: 'Ministerin' } }));
  await until(() => count() > before, 'the own presence is shown');
});

test('a full document keeps what it cannot take, and its authors get on', async (t) => {
  const { server, witness, guest, document, other } = await room(t);
  const writer = await guest();
  const refused = () => writer.messages.filter((message) => message.type === 'refused');
  for (let i = 0; i < 20 && refused().length === 0; ++i) {
    writer.type(`${i}${'v'.repeat(1_000_000)}`);
    await until(() => writer.isSaved || refused().length > 0, 'saved, or told that it is full');
  }
  assert.equal(refused()[0].reason, 'full');
  assert.equal(writer.closed, 0);
  const last = /^\d+/.exec(writer.typed.at(-1))[0];
  assert.ok((await other.keptWords(document)).includes(`${last}vvv`));
  // What follows is kept as well, deletions are taken, and nothing of it counts as saved.
  writer.type('und noch ein Wort');
  writer.text.delete(1, 1_000);
  await until(() => refused().at(-1).frame === writer.sentFrames, 'each frame has its answer');
  assert.equal(writer.isSaved, false);
  assert.ok((await other.keptWords(document)).includes('und noch ein Wort'));
  const late = await new Writer(server, other, document).connect();
  assert.ok(late.words.length > 1_000_000);
  assert.equal(late.words.includes('und noch'), false);
  late.text.delete(1, 1_000);
  await late.saved();
  await until(() => witness.words === late.words, 'deletions are taken still');

  // A window that comes back with the same words is answered again, and not sent away.
  await writer.cut();
  writer.messages.length = 0;
  await writer.connect();
  await until(() => refused().length > 0, 'refused again');
  assert.equal(writer.closed, 0);
});

test('changes that wait for ever for others stay bounded and hurt nobody', async (t) => {
  const { witness, guest } = await room(t);
  const writer = await guest();
  const apart = new Y.Doc();
  apart.clientID = writer.client;
  Y.applyUpdate(apart, Y.encodeStateAsUpdate(writer.doc));
  const orphans = [];
  apart.on('update', (one) => orphans.push(one));
  const text = apart.getText('t');
  for (let i = 0; i < 2_001; ++i) text.insert(1 + (i % 2), 'x');
  // Without the first of them none can be placed.
  for (const one of orphans.slice(1)) writer.send(updateFrame(one));
  await goesOn(witness, 'unbeirrt ');
  if (!writer.closed) await writer.saved();
  const late = await guest();
  assert.ok(late.words.includes('unbeirrt '));
  assert.equal(late.words.includes('xx'), false);
});

test('text frames and a second hello are passed over', async (t) => {
  const { witness, guest } = await room(t);
  const writer = await guest();
  writer.raw('kein Unfug, nur Text', { binary: false });
  writer.raw(helloFrame(1));
  writer.type('danach ');
  await witness.sees('danach ');
  await writer.saved();
});
