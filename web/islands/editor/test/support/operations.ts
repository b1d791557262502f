// SPDX-License-Identifier: EUPL-1.2
// The kinds of change a person can make, drawn at random.
import { Fragment, Slice, type Node as PmNode } from 'prosemirror-model';
import { withCells } from '../../binding/copied';
import { Selection, type Transaction } from 'prosemirror-state';
import {
  moveBlock,
  moveSection,
  setAttributes,
  toggleKind,
  toggleList,
} from '../../commands/blocks';
import { backspace, blockAt, deleteForward, enter, indentBy } from '../../commands/structure';
import { choosableKinds } from '../../schema/blocks';
import { withoutUids } from '../../schema/paste';
import { schema } from '../../schema/schema';
import type { Peer } from './peer';
import type { Random } from './random';

const words = ['Absatz', 'und', 'Würde', 'ß', '🙂', '👩‍👩‍👧', '🇩🇪', 'KI', ' ', 'a', 'b', 'x'];

/** A place for the cursor that lies in no surrogate pair. */
function place(peer: Peer, random: Random): number {
  const { doc } = peer.state;
  const wanted = random.below(doc.content.size + 1);
  return outsidePair(doc, Selection.near(doc.resolve(wanted)).head);
}

function outsidePair(doc: PmNode, position: number): number {
  const at = doc.resolve(position);
  const before = at.nodeBefore?.text?.slice(-1) ?? '';
  const after = at.nodeAfter?.text?.slice(0, 1) ?? '';
  return /[\uD800-\uDBFF]/.test(before) && /[\uDC00-\uDFFF]/.test(after) ? position + 1 : position;
}

/** A range within one block, or over any. */
function range(peer: Peer, random: Random, within: boolean): [number, number] {
  const a = place(peer, random);
  if (!within) return order(a, place(peer, random));
  const { node, start } = blockAt(peer.state.doc, a);
  for (let tries = 0; tries < 5; tries++) {
    const b = place(peer, random);
    if (b > start && b <= start + 1 + node.content.size) return order(a, b);
  }
  return order(a, outsidePair(peer.state.doc, Math.min(a + 2, start + 1 + node.content.size)));
}

function order(a: number, b: number): [number, number] {
  return a < b ? [a, b] : [b, a];
}

function change(make: (peer: Peer, random: Random) => Transaction | null) {
  return (peer: Peer, random: Random): void => {
    const tr = make(peer, random);
    if (tr?.docChanged) peer.apply(tr);
  };
}

function mark(name: string, add: boolean) {
  return change((peer, random) => {
    const [from, to] = range(peer, random, random.chance(0.6));
    const type = schema.marks[name]!;
    const attributes = name === 'link' ? { href: `https://example.org/${random.below(3)}` } : null;
    return add
      ? peer.state.tr.addMark(from, to, type.create(attributes))
      : peer.state.tr.removeMark(from, to, type);
  });
}

const typing = change((peer, random) => {
  if (random.chance(0.5)) peer.select(place(peer, random));
  return peer.state.tr.insertText(random.pick(words));
});

const copyWithUids = change((peer, random) => {
  const { doc } = peer.state;
  const index = random.below(doc.childCount);
  const slice = withCells(
    new Slice(Fragment.from(doc.child(index)), 0, 0),
    peer.binding.map,
  );
  const at = blockAt(doc, place(peer, random)).start;
  return peer.state.tr.replace(at, at, random.chance(0.5) ? withoutUids(slice) : slice);
});

const rewrite = change((peer, random) => {
  const { node, start } = blockAt(peer.state.doc, place(peer, random));
  return peer.state.tr.replaceWith(start, start + node.nodeSize, node);
});

const atom = change((peer, random) =>
  peer.state.tr.insert(
    place(peer, random),
    schema.node('atom', { data: { t: 'note', n: random.below(9) } }),
  ),
);

function command(run: (peer: Peer, random: Random) => void) {
  return (peer: Peer, random: Random): void => {
    peer.select(place(peer, random));
    run(peer, random);
  };
}

type Operation = (peer: Peer, random: Random) => void;

/** Name, weight and change. */
export const operations: readonly [string, number, Operation][] = [
  ['type', 24, typing],
  [
    'delete in a block',
    6,
    change((peer, random) => peer.state.tr.delete(...range(peer, random, true))),
  ],
  [
    'delete over blocks',
    2,
    change((peer, random) => peer.state.tr.delete(...range(peer, random, false))),
  ],
  [
    'replace by words',
    4,
    change((peer, random) =>
      peer.state.tr.insertText(random.pick(words), ...range(peer, random, true)),
    ),
  ],
  ['split', 8, command((peer) => void peer.run(enter))],
  [
    'join backward',
    4,
    (peer, random) => {
      const { start } = blockAt(peer.state.doc, place(peer, random));
      peer.select(start + 1);
      peer.run(backspace);
    },
  ],
  [
    'join forward',
    3,
    (peer, random) => {
      const { node, start } = blockAt(peer.state.doc, place(peer, random));
      peer.select(start + 1 + node.content.size);
      peer.run(deleteForward);
    },
  ],
  ['kind', 4, command((peer, random) => void peer.run(toggleKind(random.pick(choosableKinds))))],
  ['level', 2, command((peer, random) => void peer.run(toggleKind('h', 1 + random.below(4))))],
  [
    'list',
    3,
    command((peer, random) => void peer.run(toggleList(random.pick(['bullet', 'number'])))),
  ],
  ['indent', 2, command((peer, random) => void peer.run(indentBy(random.pick([1, -1]))))],
  [
    'attributes of many',
    1,
    (peer, random) => {
      peer.select(...range(peer, random, false));
      peer.run(setAttributes({ list: random.pick(['', 'bullet']) }));
    },
  ],
  ['strong', 4, mark('strong', true)],
  ['not strong', 2, mark('strong', false)],
  [
    'em or code',
    2,
    (peer, random) => mark(random.pick(['em', 'code']), random.chance(0.6))(peer, random),
  ],
  ['link', 3, mark('link', true)],
  ['move a block', 4, command((peer, random) => void peer.run(moveBlock(random.pick([-1, 1]))))],
  [
    'move a section',
    1,
    change((peer, random) =>
      moveSection(peer.state, random.below(peer.state.doc.childCount), random.pick([-1, 1])),
    ),
  ],
  ['copy a block', 2, copyWithUids],
  ['rewrite a block as itself', 1, rewrite],
  ['atom', 1, atom],
  ['undo', 6, (peer) => peer.undoOrRedo('undo')],
  ['redo', 3, (peer) => peer.undoOrRedo('redo')],
  ['go elsewhere', 4, (peer, random) => peer.select(place(peer, random), place(peer, random))],
];

const weights = operations.reduce((sum, [, weight]) => sum + weight, 0);

export function randomOperation(peer: Peer, random: Random): string {
  let rest = random.below(weights);
  for (const [name, weight, run] of operations) {
    rest -= weight;
    if (rest < 0) {
      run(peer, random);
      return name;
    }
  }
  return 'nothing';
}
