// SPDX-License-Identifier: EUPL-1.2
// From the text to ProseMirror's blocks: total (every document can be shown) and deterministic
// (every client shows the same).
import { Fragment, type Node as PmNode } from 'prosemirror-model';
import * as Y from 'yjs';
import { markerUid } from '../schema/blocks';
import { marksOf, noFormats, withFormat, type Formats } from '../schema/marks';
import { schema } from '../schema/schema';
import { firstOf, isLivingMarker, unitsOf } from './walk';

/** One block as it stands in the text. `marker` is null for the virtual first block. */
export interface Piece {
  readonly marker: Y.Item | null;
  /** The formatting in force where the block begins. */
  readonly start: Formats;
  readonly content: Fragment;
}

export interface Projected {
  readonly content: Fragment;
  /** The formatting in force where the block ends. */
  readonly end: Formats;
  /** The marker of the next block. */
  readonly next: Y.Item | null;
  /** Living units of content; ProseMirror's and Yjs' count are the same. */
  readonly units: number;
}

/** Projects the content behind a marker (null: from the beginning of the text). */
export function projectBlock(text: Y.Text, marker: Y.Item | null, start: Formats): Projected {
  const nodes: PmNode[] = [];
  let formats = start;
  let marks = marksOf(schema, formats);
  let units = 0;
  let item = firstOf(text, marker);
  while (item !== null && !isLivingMarker(item)) {
    if (!item.deleted && item.content instanceof Y.ContentFormat) {
      formats = withFormat(formats, item.content.key as string, item.content.value);
      marks = marksOf(schema, formats);
    } else if (unitsOf(item) > 0) {
      units += item.length;
      for (const node of nodesOfItem(item)) nodes.push(node.mark(marks));
    }
    item = item.right;
  }
  return { content: Fragment.fromArray(nodes), end: formats, next: item, units };
}

/** What one item of content shows. */
export function nodesOfItem(item: Y.Item): PmNode[] {
  const content = item.content;
  if (content instanceof Y.ContentString) return [schema.text(content.str)];
  if (content instanceof Y.ContentEmbed) return [atom(content.embed)];
  // Never written by us; one sign for each unit keeps both counts equal.
  return Array.from({ length: item.length }, () => atom({ t: 'unknown' }));
}

function atom(data: unknown): PmNode {
  return schema.node('atom', { data });
}

/** All blocks of a text. The virtual first block is there when words precede the first marker. */
export function projectAll(text: Y.Text): Piece[] {
  const pieces: Piece[] = [];
  const before = projectBlock(text, null, noFormats);
  if (before.units > 0 || before.next === null) {
    pieces.push({ marker: null, start: noFormats, content: before.content });
  }
  let start = before.end;
  let marker = before.next;
  while (marker !== null) {
    const block = projectBlock(text, marker, start);
    pieces.push({ marker, start, content: block.content });
    start = block.end;
    marker = block.next;
  }
  return pieces;
}

/** An embed as a block copied by hand would carry it; for tests and repair. */
export function isBlockEmbed(embed: unknown): boolean {
  return markerUid(embed) !== null;
}
