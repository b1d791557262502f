// SPDX-License-Identifier: EUPL-1.2
// Splits, joins and the virtual first block (test groups 3, 4, 6 and 7 of the one text).
import assert from 'node:assert/strict';
import test from 'node:test';
import { Fragment, Slice } from 'prosemirror-model';
import { toggleKind, moveBlock } from '../commands/blocks';
import { backspace, deleteForward, enter } from '../commands/structure';
import { schema } from '../schema/schema';
import { at, change, Group, remove, show, type, uidOf, uids, written } from './support/group';
import type { Peer } from './support/peer';

function split(peer: Peer, index: number, offset: number): void {
  peer.select(at(peer, index, offset));
  assert.ok(peer.run(enter));
}

test('a split in the middle leaves the uid with the left part and makes a new one', () => {
  const group = new Group(['Hallo Welt', 'Ende']);
  split(group.a, 0, 5);
  group.sync();
  assert.deepEqual(show(group.b), ['p Hallo', 'p  Welt', 'p Ende']);
  assert.equal(uids(group.b)[0], uidOf(0));
  assert.match(uids(group.b)[1]!, /^[\w-]{22}$/);
  assert.deepEqual(uids(group.a), uids(group.b));
});

test('Enter at the start puts an empty block before, so the words keep their uid', () => {
  const group = new Group(['eins', 'zwei']);
  split(group.a, 1, 0);
  group.sync();
  assert.deepEqual(show(group.b), ['p eins', 'p ', 'p zwei']);
  assert.equal(uids(group.b)[2], uidOf(1));
});

test('a split at the end and in an empty block makes an empty block behind', () => {
  const group = new Group(['eins', '']);
  split(group.a, 0, 4);
  split(group.a, 2, 0);
  group.sync();
  assert.deepEqual(show(group.b), ['p eins', 'p ', 'p ', 'p ']);
  assert.equal(uids(group.b)[2], uidOf(1));
});

test('a split in bold keeps both parts bold and the marker plain', () => {
  const group = new Group(['vor fett nach']);
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 4), at(group.a, 0, 8), schema.mark('strong')));
  split(group.a, 0, 6);
  group.sync();
  assert.deepEqual(show(group.b), ['p vor <strong>fe<>', 'p <strong>tt<> nach']);
  const delta = group.server.getText('t').toDelta() as { insert: unknown; attributes?: unknown }[];
  const markers = delta.filter(({ insert }) => typeof insert === 'object');
  assert.ok(markers.every(({ attributes }) => attributes === undefined));
});

test('a split in a link and beside an atom keeps both', () => {
  const group = new Group(['ein Verweis']);
  const link = schema.mark('link', { href: 'https://example.org' });
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 4), at(group.a, 0, 11), link));
  change(group.a, (tr) =>
    tr.insert(at(group.a, 0, 3), schema.node('atom', { data: { t: 'note' } })),
  );
  split(group.a, 0, 4);
  split(group.a, 1, 4);
  group.sync();
  assert.deepEqual(show(group.b), [
    'p ein[note]',
    'p  <https://example.org>Ver<>',
    'p <https://example.org>weis<>',
  ]);
});

test('a join leaves the uid of the first block, across kinds its kind too', () => {
  const group = new Group([
    { text: 'Titel', kind: 'h', level: 2 },
    { text: 'Text', kind: 'principle' },
  ]);
  group.a.select(at(group.a, 1));
  assert.ok(group.a.run(backspace));
  group.sync();
  assert.deepEqual(show(group.b), ['h2 TitelText']);
  assert.deepEqual(uids(group.b), [uidOf(0)]);
});

test('Backspace behind an empty block deletes that block, not the border', () => {
  const group = new Group(['', 'Worte']);
  group.a.select(at(group.a, 1));
  group.a.run(backspace);
  group.sync();
  assert.deepEqual(uids(group.b), [uidOf(1)]);
});

test('Delete before an empty block joins it, in an empty one deletes that', () => {
  const group = new Group(['eins', '', 'zwei']);
  group.a.select(at(group.a, 0, 4));
  group.a.run(deleteForward);
  assert.deepEqual(uids(group.a), [uidOf(0), uidOf(2)]);
  remove(group.a, [0, 0], [0, 4]);
  group.a.select(at(group.a, 0));
  group.a.run(deleteForward);
  group.sync();
  assert.deepEqual(uids(group.b), [uidOf(2)]);
});

test('everything deleted leaves one block, the trailing empty one survives', () => {
  const group = new Group(['eins', 'zwei', '']);
  assert.deepEqual(show(group.b), ['p eins', 'p zwei', 'p ']);
  remove(group.a, [0, 0], [2, 0]);
  group.sync();
  assert.deepEqual(show(group.b), ['p ']);
});

for (const clients of [
  [10, 20],
  [20, 10],
]) {
  test(`words typed into a deleted first block stand in the virtual one, ids ${clients}`, () => {
    const group = new Group(['eins', 'zwei'], clients);
    change(group.a, (tr) => tr.delete(0, group.a.state.doc.child(0).nodeSize));
    type(group.b, 0, 2, 'NEU');
    group.sync();
    assert.deepEqual(show(group.a), ['p NEU', 'p zwei']);
    assert.deepEqual(uids(group.a), ['', uidOf(1)]);
    group.repair();
    assert.deepEqual(show(group.b), ['p NEU', 'p zwei']);
    assert.notEqual(uids(group.b)[0], '');
  });
}

test('typing into an empty document makes the virtual block real, and undo leaves it so', () => {
  const group = new Group([]);
  assert.deepEqual(uids(group.a), ['']);
  type(group.a, 0, 0, 'Erstes');
  assert.match(uids(group.a)[0]!, /^[\w-]{22}$/);
  const made = uids(group.a)[0];
  group.a.undoOrRedo('undo');
  group.sync();
  assert.deepEqual(show(group.b), ['p ']);
  assert.deepEqual(uids(group.b), [made]);
});

test('two who make the virtual block real at once lose nothing', () => {
  const group = new Group([]);
  type(group.a, 0, 0, 'A');
  type(group.b, 0, 0, 'B');
  group.sync();
  group.repair();
  assert.deepEqual(
    show(group.a)
      .filter((line) => line !== 'p ')
      .sort(),
    ['p A', 'p B'],
  );
});

test('a virtual block that is moved gets its uid', () => {
  const group = new Group(['eins', 'zwei']);
  change(group.a, (tr) => tr.delete(0, group.a.state.doc.child(0).nodeSize));
  type(group.b, 0, 0, 'NEU');
  group.sync();
  group.b.select(at(group.b, 0));
  assert.ok(group.b.run(moveBlock(1)));
  group.sync();
  assert.deepEqual(show(group.a), ['p zwei', 'p NEU']);
  assert.ok(uids(group.a).every((uid) => uid.length === 22));
});

const blocks = [{ text: 'Titel', kind: 'h' as const, level: 1 }, 'Text mit Worten', 'Ende'];

test('a block rewritten as itself writes nothing at all', () => {
  const { a } = new Group(blocks);
  const node = a.state.doc.child(1);
  const start = at(a, 1) - 1;
  assert.deepEqual(
    written(a.doc, () => change(a, (tr) => tr.replaceWith(start, start + node.nodeSize, node))),
    {},
  );
});

test('setNodeMarkup and the whole document with the same uids touch no text', () => {
  const { a } = new Group(blocks);
  assert.deepEqual(
    written(a.doc, () =>
      change(a, (tr) =>
        tr.setNodeMarkup(at(a, 1) - 1, null, { ...a.state.doc.child(1).attrs, kind: 'quote' }),
      ),
    ),
    { any: 1 },
  );
  assert.deepEqual(
    written(a.doc, () =>
      change(a, (tr) => tr.replaceWith(0, a.state.doc.content.size, a.state.doc.content)),
    ),
    {},
  );
  assert.deepEqual(show(a), ['h1 Titel', 'quote Text mit Worten', 'p Ende']);
});

test('a whole document that differs in one word writes that word', () => {
  const { a } = new Group(blocks);
  const { doc } = a.state;
  const changed = schema.node('block', doc.child(1).attrs, schema.text('Text mit neuen Worten'));
  const content = doc.content.replaceChild(1, changed);
  const counts = written(a.doc, () =>
    change(a, (tr) => tr.replaceWith(0, doc.content.size, content)),
  );
  assert.deepEqual(counts, { string: 1 });
  assert.deepEqual(uids(a), [uidOf(0), uidOf(1), uidOf(2)]);
});

for (const fast of [true, false]) {
  test(`changes are minimal, ${fast ? 'quick' : 'public'} way`, () => {
    const { a } = new Group(blocks, [10, 20], fast);
    assert.deepEqual(
      written(a.doc, () => type(a, 1, 4, 'x')),
      { string: 1 },
      'key',
    );
    assert.deepEqual(
      written(a.doc, () => split(a, 1, 4)),
      { embed: 1 },
      'split',
    );
    a.select(at(a, 2));
    assert.deepEqual(
      written(a.doc, () => a.run(backspace)),
      { deleted: 1 },
      'join',
    );
    assert.deepEqual(
      written(a.doc, () => a.run(toggleKind('example'))),
      { any: 1 },
      'kind',
    );
    const strong = schema.mark('strong');
    assert.deepEqual(
      written(a.doc, () => change(a, (tr) => tr.addMark(at(a, 1), at(a, 1, 4), strong))),
      { format: 2 },
      'mark',
    );
    assert.deepEqual(
      written(a.doc, () => change(a, (tr) => tr.insert(at(a, 1, 2), schema.text('y', [strong])))),
      { string: 1 },
      'bold key',
    );
    a.select(at(a, 2));
    assert.deepEqual(
      written(a.doc, () => a.run(moveBlock(-1))),
      { embed: 1, string: 1, deleted: 5 },
      'move',
    );
  });
}

test('a paste gets new uids, a move keeps its own', () => {
  const { a } = new Group(['eins', 'zwei', 'drei']);
  const copy = new Slice(Fragment.from(a.state.doc.child(0)), 0, 0);
  change(a, (tr) => tr.replace(a.state.doc.content.size, a.state.doc.content.size, copy));
  assert.deepEqual(show(a), ['p eins', 'p zwei', 'p drei', 'p eins']);
  assert.equal(new Set(uids(a)).size, 4);
  a.select(at(a, 2));
  a.run(moveBlock(-1));
  assert.deepEqual(uids(a).slice(0, 3), [uidOf(0), uidOf(2), uidOf(1)]);
});

test('a block inserted before it is deleted is a move too', () => {
  const { a } = new Group(['eins', 'zwei', 'drei']);
  const node = a.state.doc.child(2);
  change(a, (tr) => {
    tr.insert(0, node);
    const start = tr.doc.content.size - node.nodeSize;
    return tr.delete(start, start + node.nodeSize);
  });
  assert.deepEqual(uids(a), [uidOf(2), uidOf(0), uidOf(1)]);
});
