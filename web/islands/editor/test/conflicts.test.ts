// SPDX-License-Identifier: EUPL-1.2
// Two people at one place, with client ids in both orders (test groups 1, 2 and 9 of the one text).
import assert from 'node:assert/strict';
import test from 'node:test';
import * as Y from 'yjs';
import { moveBlock, setAttributes, toggleKind } from '../commands/blocks';
import { backspace, enter } from '../commands/structure';
import { schema } from '../schema/schema';
import { at, change, Group, remove, show, type, uidOf, uids, type BlockSpec } from './support/group';
import type { Peer } from './support/peer';

function cases(name: string, blocks: readonly BlockSpec[], run: (group: Group) => void): void {
  for (const clients of [[10, 20], [20, 10]]) {
    test(`${name} (ids ${clients})`, () => run(new Group(blocks, clients)));
  }
}

function split(peer: Peer, index: number, offset: number): void {
  peer.select(at(peer, index, offset));
  peer.run(enter);
}

function join(peer: Peer, index: number): void {
  peer.select(at(peer, index));
  peer.run(backspace);
}

function move(peer: Peer, index: number, direction: -1 | 1): void {
  peer.select(at(peer, index));
  assert.ok(peer.run(moveBlock(direction)));
}

function same(group: Group): string[] {
  assert.deepEqual(show(group.a), show(group.b));
  assert.deepEqual(uids(group.a), uids(group.b));
  return show(group.a);
}

cases('two who split at one place get an empty block between', ['HalloWelt'], (group) => {
  split(group.a, 0, 5);
  split(group.b, 0, 5);
  group.sync();
  assert.deepEqual(same(group), ['p Hallo', 'p ', 'p Welt']);
  assert.equal(uids(group.a)[0], uidOf(0));
});

cases('words typed where another splits are on one side of the border', ['HalloWelt'], (group) => {
  split(group.a, 0, 5);
  type(group.b, 0, 5, 'X');
  group.sync();
  const words = same(group).join('|');
  assert.ok(words === 'p HalloX|p Welt' || words === 'p Hallo|p XWelt', words);
});

cases('both join and both undo: two markers, and the empty one is repaired away', ['eins', 'zwei'], (group) => {
  join(group.a, 1);
  join(group.b, 1);
  group.sync();
  assert.deepEqual(same(group), ['p einszwei']);
  group.a.undoOrRedo('undo');
  group.b.undoOrRedo('undo');
  group.sync();
  assert.deepEqual(same(group), ['p eins', 'p ', 'p zwei']);
  assert.match(uids(group.a)[1]!, new RegExp(`^${uidOf(1)}~`));
  assert.equal(uids(group.a)[2], uidOf(1));
  group.repair();
  assert.deepEqual(same(group), ['p eins', 'p zwei']);
  assert.deepEqual(uids(group.a), [uidOf(0), uidOf(1)]);
});

cases('words typed into a block that another deletes stand at the end of the one before',
  ['eins', 'zwei', 'drei'], (group) => {
    const start = at(group.a, 1) - 1;
    change(group.a, (tr) => tr.delete(start, start + group.a.state.doc.child(1).nodeSize));
    type(group.b, 1, 2, 'NEU');
    group.sync();
    assert.deepEqual(same(group), ['p einsNEU', 'p drei']);
  });

cases('words typed in the middle of three deleted blocks are back in their place after undo',
  ['eins', 'zwei', 'drei', 'vier'], (group) => {
    remove(group.a, [0, 2], [2, 2]);
    type(group.b, 1, 2, 'NEU');
    group.sync();
    assert.deepEqual(same(group), ['p eiNEUei', 'p vier']);
    group.a.undoOrRedo('undo');
    group.sync();
    assert.deepEqual(same(group), ['p eins', 'p zwNEUei', 'p drei', 'p vier']);
    assert.deepEqual(uids(group.a), [0, 1, 2, 3].map(uidOf));
  });

cases('words typed into a block that another moves stay behind', ['eins', 'zwei', 'drei'], (group) => {
  move(group.a, 1, 1);
  type(group.b, 1, 2, 'NEU');
  group.sync();
  assert.deepEqual(same(group), ['p einsNEU', 'p drei', 'p zwei']);
  assert.deepEqual(uids(group.a), [uidOf(0), uidOf(2), uidOf(1)]);
});

cases('both move the same block: both copies are shown, one is given a new uid',
  ['eins', 'zwei', 'drei'], (group) => {
    move(group.a, 1, 1);
    move(group.b, 1, -1);
    group.sync();
    assert.deepEqual(same(group), ['p zwei', 'p eins', 'p drei', 'p zwei']);
    assert.match(uids(group.a)[0]!, /~/);
    assert.equal(uids(group.a)[3], uidOf(1));
    group.repair();
    assert.ok(uids(group.a).every((uid) => !uid.includes('~')));
    assert.equal(uids(group.a)[3], uidOf(1));
  });

cases('attributes of two living markers of one uid are shared until repaired',
  ['eins', 'zwei', 'drei'], (group) => {
    move(group.a, 1, 1);
    move(group.b, 1, -1);
    group.sync();
    group.a.select(at(group.a, 3));
    group.a.run(toggleKind('quote'));
    group.sync();
    assert.deepEqual(same(group), ['quote zwei', 'p eins', 'p drei', 'quote zwei']);
    group.repair();
    group.a.select(at(group.a, 3));
    group.a.run(toggleKind('example'));
    group.sync();
    assert.deepEqual(same(group), ['quote zwei', 'p eins', 'p drei', 'example zwei']);
  });

cases('a join undone while another changed kind and level keeps both', ['eins', 'zwei'], (group) => {
  join(group.a, 1);
  group.b.select(at(group.b, 1));
  group.b.run(toggleKind('h', 2));
  group.sync();
  group.a.undoOrRedo('undo');
  group.sync();
  assert.deepEqual(same(group), ['p eins', 'h2 zwei']);
});

cases('a block moved while another sets its kind keeps the kind', ['eins', 'zwei'], (group) => {
  move(group.a, 0, 1);
  group.b.select(at(group.b, 0));
  group.b.run(toggleKind('principle'));
  group.sync();
  assert.deepEqual(same(group), ['p zwei', 'principle eins']);
});

cases('a kind set while another splits behind the marker stays with the left part', ['eins', 'zwei'], (group) => {
  group.a.select(at(group.a, 1));
  group.a.run(toggleKind('principle'));
  split(group.b, 1, 2);
  group.sync();
  assert.deepEqual(same(group), ['p eins', 'principle zw', 'p ei']);
});

cases('overlapping bold ranges converge and no word is lost', ['abcdef'], (group) => {
  const strong = schema.mark('strong');
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 0), at(group.a, 0, 4), strong));
  change(group.b, (tr) => tr.addMark(at(group.b, 0, 2), at(group.b, 0, 6), strong));
  group.sync();
  assert.equal(same(group).join('').replace(/<\w*>/g, ''), 'p abcdef');
});

cases('overlapping links: the first one wins up to its end', ['abcdef'], (group) => {
  const link = (name: string) => schema.mark('link', { href: `https://${name}` });
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 0), at(group.a, 0, 4), link('a')));
  change(group.b, (tr) => tr.addMark(at(group.b, 0, 2), at(group.b, 0, 6), link('b')));
  group.sync();
  assert.equal(same(group).join('').replace(/<[^>]*>/g, ''), 'p abcdef');
});

cases('bold to the end of a block while another adds a block there loses no word', ['eins'], (group) => {
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 0), at(group.a, 0, 4), schema.mark('strong')));
  split(group.b, 0, 4);
  type(group.b, 1, 0, 'zwei');
  group.sync();
  assert.deepEqual(same(group).map((line) => line.replace(/<\w*>/g, '')), ['p eins', 'p zwei']);
});

cases('one removes bold, one extends it: the words stay', ['abcdef'], (group) => {
  const strong = schema.mark('strong');
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 1), at(group.a, 0, 3), strong));
  group.sync();
  change(group.a, (tr) => tr.removeMark(at(group.a, 0, 0), at(group.a, 0, 6), strong));
  change(group.b, (tr) => tr.addMark(at(group.b, 0, 1), at(group.b, 0, 5), strong));
  group.sync();
  assert.equal(same(group).join('').replace(/<\w*>/g, ''), 'p abcdef');
});

cases('a paste undone after another typed into it leaves the words of the other', ['eins'], (group) => {
  change(group.a, (tr) => tr.insert(tr.doc.content.size, schema.node('block', null, schema.text('neu'))));
  group.sync();
  type(group.b, 1, 1, 'WORT');
  group.sync();
  group.a.undoOrRedo('undo');
  group.sync();
  assert.deepEqual(same(group), ['p einsWORT']);
});

test('attributes: embed, then root map, then default; unknown ones read as default and are kept', () => {
  const group = new Group(['eins', { text: 'zwei', kind: 'quote', level: 99 }]);
  const [text, map] = [group.server.getText('t'), group.server.getMap('b')];
  text.insertEmbed(0, { b: uidOf(7), kind: 'poem', extra: { a: 1 } }, {});
  map.set(`${uidOf(0)}/list`, 'bullet');
  map.set(`${uidOf(0)}/indent`, 'far');
  map.set(`${uidOf(1)}/kind`, 'stanza');
  group.sync();
  assert.deepEqual(show(group.a), ['p ', 'p*0 eins', 'p4 zwei']);
  group.a.select(at(group.a, 0));
  group.a.run(moveBlock(1));
  group.sync();
  const moved = (group.server.getText('t').toDelta() as { insert: Record<string, unknown> }[])
    .map(({ insert }) => insert).find((insert) => insert.b === uidOf(7));
  assert.deepEqual(moved, { b: uidOf(7), kind: 'poem', extra: { a: 1 } });
  assert.equal(map.get(`${uidOf(0)}/indent`), 'far');
  assert.equal(map.get(`${uidOf(1)}/kind`), 'stanza');
});

test('unknown atoms and marks survive what happens around them', () => {
  const group = new Group(['eins zwei']);
  const text = group.server.getText('t');
  text.insertEmbed(3, { t: 'video', src: 'x' }, {});
  text.format(5, 3, { comet: { tail: 2 } });
  group.sync();
  type(group.a, 0, 0, 'vor ');
  split(group.a, 0, 5);
  group.a.run(setAttributes({ list: 'number' }));
  group.sync();
  const delta = JSON.stringify(text.toDelta());
  assert.match(delta, /\{"t":"video","src":"x"\}/);
  assert.match(delta, /\{"comet":\{"tail":2\}\}/);
  assert.deepEqual(same(group), ['p vor e', 'p#0 i[video]ns zwei']);
});

test('whatever a foreign client writes is shown, and the same by everybody', () => {
  const group = new Group(['eins', 'zwei']);
  const text = group.server.getText('t');
  const embeds: unknown[] = [
    { b: 5 }, { b: '' }, { b: 'kurz' }, { b: `${uidOf(3)}~1.2` }, { b: uidOf(0) }, [], 'wort',
    7, { t: 'note' }, { b: uidOf(9), level: -3, indent: 1.5, list: [], kind: null },
  ];
  embeds.forEach((embed, i) => text.insertEmbed((i * 2) % text.length, embed as object, {}));
  text.insertEmbed(3, new Y.Map(), {});
  text.insertEmbed(2, new Y.Text('innen'), {});
  text.format(0, text.length, { strong: 'ja', link: 7, em: true });
  group.server.getMap('b').set('x', 1);
  group.server.getMap('b').set(`${uidOf(1)}/kind`, new Y.Map());
  group.sync();
  assert.deepEqual(show(group.a), show(group.b));
  type(group.a, 0, 0, 'weiter');
  group.sync();
  assert.deepEqual(show(group.a), show(group.b));
});

test('two tabs of one person, and one opened again in the middle of an offline phase', () => {
  const group = new Group(['eins'], [10, 20, 30]);
  const [tab, other, again] = group.peers as [Peer, Peer, Peer];
  type(tab, 0, 4, ' A');
  type(other, 0, 4, ' B');
  // What the device kept of the closed tab reaches the new one, which goes on writing offline.
  const kept = Y.encodeStateAsUpdate(tab.doc);
  again.receive(() => Y.applyUpdate(again.doc, kept, 'store'));
  type(again, 0, 0, 'C ');
  group.peers.splice(0, 1);
  group.sync();
  const [line] = show(other);
  for (const words of ['C ', ' A', ' B', 'eins']) assert.ok(line!.includes(words), line);
  assert.deepEqual(show(again), show(other));
});

test('an update applied twice, and updates in the wrong order, change nothing else', () => {
  const group = new Group(['eins']);
  const updates: Uint8Array[] = [];
  group.a.doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < 6; i++) type(group.a, 0, 4 + i, String(i));
  split(group.a, 0, 2);
  for (const i of [6, 5, 3, 3, 4, 0, 2, 1, 6, 0]) {
    group.b.receive(() => Y.applyUpdate(group.b.doc, updates[i]!));
  }
  assert.deepEqual(show(group.b), ['p ei', 'p ns012345']);
});

test('deletions of format items that a reader makes change nothing when they are refused', () => {
  const group = new Group(['abcdef']);
  const strong = schema.mark('strong');
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 0), at(group.a, 0, 4), strong));
  group.sync();
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 2), at(group.a, 0, 6), strong));
  change(group.a, (tr) => tr.removeMark(at(group.a, 0, 0), at(group.a, 0, 3), strong));
  const made: Uint8Array[] = [];
  group.b.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server') made.push(update);
  });
  Y.applyUpdate(group.server, Y.encodeStateAsUpdate(group.a.doc, Y.encodeStateVector(group.server)));
  group.toPeer(group.b);
  assert.deepEqual(show(group.b), show(group.a));
  type(group.a, 0, 6, 'x');
  Y.applyUpdate(group.server, Y.encodeStateAsUpdate(group.a.doc, Y.encodeStateVector(group.server)));
  group.toPeer(group.b);
  assert.deepEqual(show(group.b), show(group.a), `after ${made.length} clean-ups nobody took`);
});
