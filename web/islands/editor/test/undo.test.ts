// SPDX-License-Identifier: EUPL-1.2
// Undo and redo (test group 8 of the one text). Peer.undoOrRedo checks that nothing foreign goes.
import assert from 'node:assert/strict';
import test from 'node:test';
import * as Y from 'yjs';
import { moveBlock, toggleKind } from '../commands/blocks';
import { enter } from '../commands/structure';
import { schema } from '../schema/schema';
import { at, change, Group, remove, show, type, uidOf, uids } from './support/group';
import { Peer } from './support/peer';
import { Random } from './support/random';

test("undo takes back one's own words and leaves those of others", () => {
  const group = new Group(['eins']);
  type(group.a, 0, 4, ' A');
  group.sync();
  type(group.b, 0, 6, ' B');
  group.sync();
  group.a.undoOrRedo('undo');
  group.sync();
  assert.deepEqual(show(group.b), ['p eins B']);
  group.a.undoOrRedo('redo');
  group.sync();
  assert.deepEqual(show(group.b), ['p eins A B']);
});

test('a kind set by another meanwhile is not undone', () => {
  const group = new Group(['eins']);
  group.a.select(at(group.a, 0));
  group.a.run(toggleKind('quote'));
  group.sync();
  group.b.select(at(group.b, 0));
  group.b.run(toggleKind('example'));
  group.sync();
  group.a.undoOrRedo('undo');
  group.sync();
  assert.deepEqual(show(group.b), ['example eins']);
});

test("others' formatting clean-up is not on the stack", () => {
  const group = new Group(['abcdef']);
  const strong = schema.mark('strong');
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 0), at(group.a, 0, 4), strong));
  group.sync();
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 2), at(group.a, 0, 6), strong));
  group.sync();
  assert.equal(group.b.undo.undoStack.length, 0);
});

test('typing is undone as one, a split, a move and a paste are steps of their own', () => {
  const random = new Random(3);
  const peer = new Peer({ client: 5, random, captureTimeout: 60_000 });
  const words = (text: string): void => peer.apply(peer.state.tr.insertText(text));
  words('ein');
  words(' Wort');
  peer.run(enter);
  words('zwei');
  assert.deepEqual(show(peer), ['p ein Wort', 'p zwei']);
  peer.undoOrRedo('undo');
  assert.deepEqual(show(peer), ['p ein Wort', 'p ']);
  peer.undoOrRedo('undo');
  assert.deepEqual(show(peer), ['p ein Wort']);
  peer.undoOrRedo('undo');
  assert.deepEqual(show(peer), ['p ']);
  for (let i = 0; i < 3; i++) peer.undoOrRedo('redo');
  assert.deepEqual(show(peer), ['p ein Wort', 'p zwei']);
  peer.apply(peer.state.tr.insertText('!').setMeta('uiEvent', 'paste'));
  peer.undoOrRedo('undo');
  assert.deepEqual(show(peer), ['p ein Wort', 'p zwei']);
});

test('a move undone puts the block back with its uid', () => {
  const group = new Group(['eins', 'zwei', 'drei']);
  group.a.select(at(group.a, 2));
  group.a.run(moveBlock(-1));
  group.sync();
  type(group.b, 0, 0, 'X');
  group.sync();
  group.a.undoOrRedo('undo');
  group.sync();
  assert.deepEqual(show(group.b), ['p Xeins', 'p zwei', 'p drei']);
  assert.deepEqual(uids(group.b), [0, 1, 2].map(uidOf));
});

/** The characters that undo and redo brought back, with the original each one points to. */
function copies(server: Y.Doc, client: number, since: number): { same: number; all: number } {
  const counts = { same: 0, all: 0 };
  for (const item of server.store.clients.get(client) ?? []) {
    if (!(item instanceof Y.Item) || item.id.clock < since) continue;
    if (!(item.content instanceof Y.ContentString)) continue;
    counts.all++;
    const origin =
      item.rightOrigin === null ? null : (Y.getItem(server.store, item.rightOrigin) as Y.Item);
    if (
      origin?.deleted &&
      origin.content instanceof Y.ContentString &&
      origin.content.str.startsWith(item.content.str)
    )
      counts.same++;
  }
  return counts;
}

test('each copy that undo makes has the deleted original as its right origin', () => {
  const group = new Group(['eins zwei drei', 'vier fünf sechs']);
  const { a, server } = group;
  remove(a, [0, 5], [0, 9]);
  group.sync();
  remove(a, [0, 3], [1, 5]);
  group.sync();
  const since = Y.getState(server.store, a.client);
  a.undoOrRedo('undo');
  group.sync();
  a.undoOrRedo('undo');
  group.sync();
  assert.deepEqual(show(group.b), ['p eins zwei drei', 'p vier fünf sechs']);
  const { same, all } = copies(server, a.client, since);
  assert.ok(all > 0);
  assert.equal(same, all);
});

test('a chain of undo and redo keeps the rule', () => {
  const group = new Group(['eins zwei drei']);
  const { a, server } = group;
  remove(a, [0, 4], [0, 9]);
  group.sync();
  const since = Y.getState(server.store, a.client);
  for (const step of ['undo', 'redo', 'undo', 'redo', 'undo'] as const) {
    a.undoOrRedo(step);
    group.sync();
  }
  assert.deepEqual(show(group.b), ['p eins zwei drei']);
  const { same, all } = copies(server, a.client, since);
  assert.ok(all >= 3);
  assert.equal(same, all);
});

test('undo after the virtual block was made real does not take its marker', () => {
  const group = new Group([]);
  type(group.a, 0, 0, 'Wort');
  const made = uids(group.a);
  group.a.undoOrRedo('undo');
  group.a.undoOrRedo('redo');
  group.sync();
  assert.deepEqual(uids(group.b), made);
  assert.deepEqual(show(group.b), ['p Wort']);
});
