// SPDX-License-Identifier: EUPL-1.2
// Characters of two units, composition, the cursor (test groups 5 and 14, as far as no browser is
// needed).
import assert from 'node:assert/strict';
import test from 'node:test';
import { TextSelection } from 'prosemirror-state';
import { schema } from '../schema/schema';
import { at, change, Group, remove, show, type } from './support/group';

const lone = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Applies a change whose result is put right, so the peer's own check is not asked. */
function cut(group: Group, from: number, to: number, words: string): void {
  const { a } = group;
  const tr = a.state.tr;
  if (words === '') tr.delete(at(a, 0, from), at(a, 0, to));
  else tr.insertText(words, at(a, 0, from), at(a, 0, to));
  a.binding.dispatch(tr);
  a.check();
  group.sync();
  assert.deepEqual(show(group.a), show(group.b));
  assert.doesNotMatch(show(group.a).join(''), lone);
}

test('a pair replaced by one that shares its first half', () => {
  const group = new Group(['a\u{1F600}b']);
  cut(group, 1, 3, '\u{1F601}');
  assert.deepEqual(show(group.b), ['p a\u{1F601}b']);
});

test('a pair replaced by one that shares its second half', () => {
  const group = new Group(['a\u{1F600}b']);
  cut(group, 1, 3, '\u{1FA00}');
  assert.deepEqual(show(group.b), ['p a\u{1FA00}b']);
});

for (const [from, to, name] of [
  [1, 2, 'right'],
  [2, 3, 'left'],
  [2, 2, 'middle'],
  [2, 6, 'both'],
] as const) {
  for (const words of ['', 'x', '\u{1F60A}']) {
    test(`a step cuts a pair, side ${name}, ${words === '' ? 'deleting' : words}`, () => {
      if (from === to && words === '') return;
      const group = new Group(['a\u{1F600}bc\u{1F601}d']);
      cut(group, from, to, words);
      if (words !== '') assert.ok(show(group.b)[0]!.includes(words));
      assert.match(show(group.b)[0]!, /^p a.*d$/u);
    });
  }
}

test('half a pair replaced by the other half of another is one character again', () => {
  const group = new Group(['a\u{1F600}b']);
  cut(group, 2, 3, '\uDE01');
  assert.deepEqual(show(group.b), ['p a\u{1F601}b']);
});

test('bold that begins and ends inside pairs covers them whole', () => {
  const group = new Group(['a\u{1F600}b\u{1F601}c']);
  const { a } = group;
  a.binding.dispatch(a.state.tr.addMark(at(a, 0, 2), at(a, 0, 5), schema.mark('strong')));
  a.check();
  group.sync();
  assert.deepEqual(show(group.b), ['p a<strong>\u{1F600}b\u{1F601}<>c']);
});

test('joined characters and flags are typed, replaced and deleted whole', () => {
  const group = new Group(['']);
  type(group.a, 0, 0, '👩‍👩‍👧🇩🇪');
  change(group.a, (tr) => tr.insertText('👩‍👩‍👦', at(group.a, 0, 0), at(group.a, 0, 8)));
  group.sync();
  assert.deepEqual(show(group.b), ['p 👩‍👩‍👦🇩🇪']);
  remove(group.a, [0, 8], [0, 12]);
  group.sync();
  assert.deepEqual(show(group.b), ['p 👩‍👩‍👦']);
});

test('a composition replaced three times at one place while another writes there', () => {
  const group = new Group(['Gr']);
  const { a, b } = group;
  change(a, (tr) => tr.insertText('u', at(a, 0, 2)));
  group.sync();
  type(b, 0, 0, 'X');
  group.sync();
  change(a, (tr) => tr.insertText('ü', at(a, 0, 3), at(a, 0, 4)));
  type(b, 0, 4, '!');
  change(a, (tr) => tr.insertText('üß', at(a, 0, 3), at(a, 0, 4)));
  group.sync();
  assert.deepEqual(show(a), show(b));
  assert.equal([...show(a)[0]!].sort().join(''), [...'p XGrüß!'].sort().join(''));
  assert.match(show(a)[0]!, /^p XGr/);
});

test('the cursor stays behind its character whatever others write', () => {
  const group = new Group(['eins', 'zwei drei', 'vier']);
  const { a, b } = group;
  a.select(at(a, 1, 4));
  type(b, 1, 4, 'XX');
  type(b, 0, 0, 'YY');
  group.sync();
  assert.equal(a.state.selection.head, at(a, 1, 4), 'words at the cursor stand behind it');
  type(b, 1, 2, 'ZZ');
  group.sync();
  assert.equal(a.state.selection.head, at(a, 1, 6));
});

test('a selection keeps both its ends when a block before it is joined', () => {
  const group = new Group(['eins', 'zwei', 'drei']);
  const { a, b } = group;
  a.select(at(a, 1, 1), at(a, 2, 2));
  remove(b, [0, 4], [1, 0]);
  group.sync();
  assert.deepEqual(show(a), ['p einszwei', 'p drei']);
  assert.ok(a.state.selection instanceof TextSelection);
  assert.equal(a.state.selection.anchor, at(a, 0, 5));
  assert.equal(a.state.selection.head, at(a, 1, 2));
});

test('a cursor in a deleted block stands at the seam', () => {
  const group = new Group(['eins', 'zwei', 'drei']);
  const { a, b } = group;
  a.select(at(a, 1, 2));
  change(b, (tr) => tr.delete(at(b, 1) - 1, at(b, 2) - 1));
  group.sync();
  assert.equal(a.state.selection.head, at(a, 0, 4));
});

test('a foreign change elsewhere does not take away the bold that was just switched on', () => {
  const group = new Group(['eins', 'zwei']);
  const { a, b } = group;
  a.select(at(a, 0, 4));
  a.binding.dispatch(a.state.tr.addStoredMark(schema.mark('strong')));
  type(b, 1, 0, 'X');
  group.sync();
  assert.equal(a.state.storedMarks?.length, 1);
});
