// SPDX-License-Identifier: EUPL-1.2
// What this program does not know, and updates that come in unusual ways (test groups 2, 9 and 11
// of the one text).
import assert from 'node:assert/strict';
import test from 'node:test';
import * as Y from 'yjs';
import { EditorState } from 'prosemirror-state';
import { Binding } from '../binding/binding';
import { moveBlock, setAttributes } from '../commands/blocks';
import { enter } from '../commands/structure';
import { schema } from '../schema/schema';
import { at, change, Group, show, type, uidOf, uids } from './support/group';
import { describeDocument, describeText } from './support/oracle';
import type { Peer } from './support/peer';

function split(peer: Peer, index: number, offset: number): void {
  peer.select(at(peer, index, offset));
  peer.run(enter);
}

function same(group: Group): string[] {
  assert.deepEqual(show(group.a), show(group.b));
  assert.deepEqual(uids(group.a), uids(group.b));
  return show(group.a);
}

test('attributes of unknown value read as the default and are kept', () => {
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
    .map(({ insert }) => insert)
    .find((insert) => insert.b === uidOf(7));
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
    { b: 5 },
    { b: '' },
    { b: 'kurz' },
    { b: `${uidOf(3)}~1.2` },
    { b: uidOf(0) },
    [],
    'wort',
    7,
    { t: 'note' },
    { b: uidOf(9), level: -3, indent: 1.5, list: [], kind: null },
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
  Y.applyUpdate(
    group.server,
    Y.encodeStateAsUpdate(group.a.doc, Y.encodeStateVector(group.server)),
  );
  group.toPeer(group.b);
  assert.deepEqual(show(group.b), show(group.a));
  type(group.a, 0, 6, 'x');
  Y.applyUpdate(
    group.server,
    Y.encodeStateAsUpdate(group.a.doc, Y.encodeStateVector(group.server)),
  );
  group.toPeer(group.b);
  assert.deepEqual(show(group.b), show(group.a), `after ${made.length} clean-ups nobody took`);
});

test('a bug while following the text is told, and the text is shown anew', () => {
  const group = new Group(['eins', 'zwei']);
  const faults: unknown[] = [];
  const doc = new Y.Doc();
  const binding = new Binding(doc, { onFault: (error) => faults.push(error) });
  let state = EditorState.create({ schema, doc: binding.document() });
  binding.attach({
    get state() {
      return state;
    },
    update: (next) => (state = next),
  });
  const apply = binding.line.apply.bind(binding.line);
  binding.line.apply = () => {
    throw new Error('a bug');
  };
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(group.server));
  assert.equal(faults.length, 1);
  assert.equal(describeDocument(state.doc), describeText(doc));
  binding.line.apply = apply;
  group.server.getText('t').insert(3, 'X');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(group.server));
  assert.equal(describeDocument(state.doc), describeText(doc));
  assert.equal(faults.length, 1);
});
