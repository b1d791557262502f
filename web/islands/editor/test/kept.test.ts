// SPDX-License-Identifier: EUPL-1.2
// Words that were kept for somebody are put into the text again as new words of theirs.
import assert from 'node:assert/strict';
import test from 'node:test';
import { putBack } from '../commands/kept';
import { Group, show, uidOf, uids, written } from './support/group';

test('kept words stand behind the paragraph they came from, in blocks of their own', () => {
  const { a, b } = new Group(['eins', 'zwei', 'drei']);
  const back = putBack(a.state, { words: 'Meine Worte\n\nund mehr', uid: uidOf(1) })!;
  assert.equal(back.isBehind, true);
  a.apply(back.tr);
  assert.deepEqual(show(a), ['p eins', 'p zwei', 'p Meine Worte', 'p und mehr', 'p drei']);
  assert.deepEqual([uids(a)[1], uids(a)[4]], [uidOf(1), uidOf(2)]);
  assert.equal(new Set(uids(a)).size, 5);
  assert.equal(a.state.selection.$head.parent.textContent, 'und mehr');
  assert.equal(a.state.selection.$head.parentOffset, 'und mehr'.length);
  assert.deepEqual(show(b), ['p eins', 'p zwei', 'p drei']);
});

test('words whose paragraph is gone or unknown stand at the end', () => {
  for (const uid of [uidOf(9), '']) {
    const { a } = new Group(['eins', 'zwei']);
    const back = putBack(a.state, { words: 'Meine Worte', uid })!;
    assert.equal(back.isBehind, false);
    a.apply(back.tr);
    assert.deepEqual(show(a), ['p eins', 'p zwei', 'p Meine Worte']);
  }
});

test('they are new words of the person: one marker and one string, and undone as one', () => {
  const { a } = new Group(['eins']);
  const back = putBack(a.state, { words: 'Meine Worte', uid: uidOf(0) })!;
  assert.deepEqual(written(a.doc, () => a.apply(back.tr)), { embed: 1, string: 1 });
  a.undoOrRedo('undo');
  assert.deepEqual(show(a), ['p eins']);
});

test('where there are no words nothing is put in', () => {
  const { a } = new Group(['eins']);
  assert.equal(putBack(a.state, { words: ' \n', uid: '' }), null);
});
