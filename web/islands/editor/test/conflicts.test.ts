// SPDX-License-Identifier: EUPL-1.2
// Two people at one place, with client ids in both orders (test groups 1 and 2 of the one text).
import assert from 'node:assert/strict';
import test from 'node:test';
import { moveBlock, moveBlocks, toggleKind } from '../commands/blocks';
import { backspace, enter } from '../commands/structure';
import { schema } from '../schema/schema';
import {
  at,
  change,
  Group,
  remove,
  show,
  type,
  uidOf,
  uids,
  type BlockSpec,
} from './support/group';
import type { Peer } from './support/peer';

function cases(name: string, blocks: readonly BlockSpec[], run: (group: Group) => void): void {
  for (const clients of [
    [10, 20],
    [20, 10],
  ]) {
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

cases(
  'both join and both undo: two markers, and the empty one is repaired away',
  ['eins', 'zwei'],
  (group) => {
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
  },
);

cases(
  'words typed into a block that another deletes stand at the end of the one before',
  ['eins', 'zwei', 'drei'],
  (group) => {
    const start = at(group.a, 1) - 1;
    change(group.a, (tr) => tr.delete(start, start + group.a.state.doc.child(1).nodeSize));
    type(group.b, 1, 2, 'NEU');
    group.sync();
    assert.deepEqual(same(group), ['p einsNEU', 'p drei']);
  },
);

cases(
  'words typed in the middle of three deleted blocks are back in their place after undo',
  ['eins', 'zwei', 'drei', 'vier'],
  (group) => {
    remove(group.a, [0, 2], [2, 2]);
    type(group.b, 1, 2, 'NEU');
    group.sync();
    assert.deepEqual(same(group), ['p eiNEUei', 'p vier']);
    group.a.undoOrRedo('undo');
    group.sync();
    assert.deepEqual(same(group), ['p eins', 'p zwNEUei', 'p drei', 'p vier']);
    assert.deepEqual(uids(group.a), [0, 1, 2, 3].map(uidOf));
  },
);

cases(
  'words typed into a block that another moves stay behind',
  ['eins', 'zwei', 'drei'],
  (group) => {
    move(group.a, 1, 1);
    type(group.b, 1, 2, 'NEU');
    group.sync();
    assert.deepEqual(same(group), ['p einsNEU', 'p drei', 'p zwei']);
    assert.deepEqual(uids(group.a), [uidOf(0), uidOf(2), uidOf(1)]);
  },
);

cases(
  'both move the same block: both copies are shown, one is given a new uid',
  ['eins', 'zwei', 'drei'],
  (group) => {
    move(group.a, 1, 1);
    move(group.b, 1, -1);
    group.sync();
    assert.deepEqual(same(group), ['p zwei', 'p eins', 'p drei', 'p zwei']);
    assert.match(uids(group.a)[0]!, /~/);
    assert.equal(uids(group.a)[3], uidOf(1));
    group.repair();
    assert.ok(uids(group.a).every((uid) => !uid.includes('~')));
    assert.equal(uids(group.a)[3], uidOf(1));
  },
);

cases(
  'attributes of two living markers of one uid are shared until repaired',
  ['eins', 'zwei', 'drei'],
  (group) => {
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
  },
);

cases(
  'a join undone while another changed kind and level keeps both',
  ['eins', 'zwei'],
  (group) => {
    join(group.a, 1);
    group.b.select(at(group.b, 1));
    group.b.run(toggleKind('h', 2));
    group.sync();
    group.a.undoOrRedo('undo');
    group.sync();
    assert.deepEqual(same(group), ['p eins', 'h2 zwei']);
  },
);

cases('a block moved while another sets its kind keeps the kind', ['eins', 'zwei'], (group) => {
  move(group.a, 0, 1);
  group.b.select(at(group.b, 0));
  group.b.run(toggleKind('principle'));
  group.sync();
  assert.deepEqual(same(group), ['p zwei', 'principle eins']);
});

cases(
  'a kind set while another splits behind the marker stays with the left part',
  ['eins', 'zwei'],
  (group) => {
    group.a.select(at(group.a, 1));
    group.a.run(toggleKind('principle'));
    split(group.b, 1, 2);
    group.sync();
    assert.deepEqual(same(group), ['p eins', 'principle zw', 'p ei']);
  },
);

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
  assert.equal(
    same(group)
      .join('')
      .replace(/<[^>]*>/g, ''),
    'p abcdef',
  );
});

cases(
  'bold to the end of a block while another adds a block there loses no word',
  ['eins'],
  (group) => {
    change(group.a, (tr) =>
      tr.addMark(at(group.a, 0, 0), at(group.a, 0, 4), schema.mark('strong')),
    );
    split(group.b, 0, 4);
    type(group.b, 1, 0, 'zwei');
    group.sync();
    assert.deepEqual(
      same(group).map((line) => line.replace(/<\w*>/g, '')),
      ['p eins', 'p zwei'],
    );
  },
);

cases('one removes bold, one extends it: the words stay', ['abcdef'], (group) => {
  const strong = schema.mark('strong');
  change(group.a, (tr) => tr.addMark(at(group.a, 0, 1), at(group.a, 0, 3), strong));
  group.sync();
  change(group.a, (tr) => tr.removeMark(at(group.a, 0, 0), at(group.a, 0, 6), strong));
  change(group.b, (tr) => tr.addMark(at(group.b, 0, 1), at(group.b, 0, 5), strong));
  group.sync();
  assert.equal(same(group).join('').replace(/<\w*>/g, ''), 'p abcdef');
});

cases(
  'a paste undone after another typed into it leaves the words of the other',
  ['eins'],
  (group) => {
    change(group.a, (tr) =>
      tr.insert(tr.doc.content.size, schema.node('block', null, schema.text('neu'))),
    );
    group.sync();
    type(group.b, 1, 1, 'WORT');
    group.sync();
    group.a.undoOrRedo('undo');
    group.sync();
    assert.deepEqual(same(group), ['p einsWORT']);
  },
);

test("one's cursor goes along with a block that another moves", () => {
  const group = new Group(['eins', 'zwei', 'drei']);
  group.b.select(at(group.b, 1, 2));
  group.a.apply(moveBlocks(group.a.state, { from: 1, to: 2, before: 0 })!);
  group.sync();
  assert.equal(group.b.state.selection.head, at(group.b, 0, 2));
  assert.deepEqual(show(group.b), ['p zwei', 'p eins', 'p drei']);
});
