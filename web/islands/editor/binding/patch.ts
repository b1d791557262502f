// SPDX-License-Identifier: EUPL-1.2
// Brings ProseMirror's document to what the text says, with the smallest steps.
import { Fragment, Slice, type Node as PmNode } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import type * as Y from 'yjs';
import { schema, type BlockAttributes } from '../schema/schema';
import type { Line, Segment } from './line';
import type { Piece } from './project';

/** Where the block at an index begins. */
export function blockStart(doc: PmNode, index: number): number {
  let position = 0;
  for (let i = 0; i < index; i++) position += doc.child(i).nodeSize;
  return position;
}

export function blockNode(attributes: BlockAttributes, content: Fragment): PmNode {
  return schema.node('block', { ...attributes }, content);
}

export function nodesOf(line: Line, pieces: readonly Piece[]): PmNode[] {
  return pieces.map((piece) => blockNode(line.attributes(piece.marker), piece.content));
}

/**
 * Applies segments to a document whose children are still the OLD blocks. `old` are the markers
 * before, `line` already knows the new ones.
 */
export function patchOld(
  tr: Transaction,
  line: Line,
  old: readonly (Y.Item | null)[],
  segments: readonly Segment[],
): void {
  for (let i = segments.length - 1; i >= 0; i--) {
    const { from, to, pieces, whole } = segments[i]!;
    const nodes = nodesOf(line, pieces);
    if (whole) {
      replaceDiffering(tr, nodes);
      continue;
    }
    const first = pieces[0];
    const same = first !== undefined && to > from && continues(old[from] ?? null, first.marker);
    replaceBlocks(tr, same ? from + 1 : from, to, same ? nodes.slice(1) : nodes);
    if (same) patchBlock(tr, from, nodes[0]!);
  }
}

/** A virtual block that got its marker is the same block to the person who reads it. */
function continues(old: Y.Item | null, now: Y.Item | null): boolean {
  return old === now || old === null || now === null;
}

/** Replaces the children from one index to another. */
function replaceBlocks(tr: Transaction, from: number, to: number, nodes: PmNode[]): void {
  if (from === to && nodes.length === 0) return;
  const start = blockStart(tr.doc, from);
  let end = start;
  for (let i = from; i < to; i++) end += tr.doc.child(i).nodeSize;
  tr.step(new ReplaceStep(start, end, new Slice(Fragment.fromArray(nodes), 0, 0)));
}

/** The whole document at once: everything between the first and the last block that differ. */
export function replaceDiffering(tr: Transaction, nodes: readonly PmNode[]): void {
  const old = tr.doc;
  const least = Math.min(old.childCount, nodes.length);
  let front = 0;
  while (front < least && old.child(front).eq(nodes[front]!)) front++;
  let back = 0;
  while (
    back < least - front &&
    old.child(old.childCount - 1 - back).eq(nodes[nodes.length - 1 - back]!)
  ) {
    back++;
  }
  replaceBlocks(tr, front, old.childCount - back, nodes.slice(front, nodes.length - back));
}

/** Makes one child equal to a node, touching only what differs. */
export function patchBlock(tr: Transaction, index: number, node: PmNode): void {
  const old = tr.doc.child(index);
  const position = blockStart(tr.doc, index);
  for (const name of Object.keys(node.attrs)) {
    if (old.attrs[name] !== node.attrs[name]) {
      tr.setNodeAttribute(position, name, node.attrs[name]);
    }
  }
  const from = old.content.findDiffStart(node.content);
  if (from === null) return;
  const ends = old.content.findDiffEnd(node.content);
  if (ends === null) return;
  const overlap = Math.max(from - Math.min(ends.a, ends.b), 0);
  const content = node.content.cut(from, ends.b + overlap);
  const base = position + 1;
  tr.step(new ReplaceStep(base + from, base + ends.a + overlap, new Slice(content, 0, 0)));
}
