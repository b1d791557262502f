// SPDX-License-Identifier: EUPL-1.2
// Keeps the cursor where it stood while others write: beside the same characters, and with its
// block when that is put elsewhere.
import type { Node as PmNode, ResolvedPos } from 'prosemirror-model';
import { TextSelection, type Transaction } from 'prosemirror-state';
import type * as Y from 'yjs';
import type { Line } from './line';
import { blockStart } from './patch';
import { cutsPair, leftUnit, rightUnit } from './surrogates';
import { anchorOf, isAlive, markerOf, placeOf } from './walk';
import type { Anchor } from './walk';

export interface SavedSelection {
  readonly anchor: Anchor;
  readonly head: Anchor;
  /** The block of the head, to follow it where somebody moves it. */
  readonly block: { readonly marker: Y.Item; readonly uid: string; readonly offset: number } | null;
}

/** The unit on the left of a place in ProseMirror's document. */
export function anchorAt(text: Y.Text, line: Line, place: ResolvedPos): Anchor {
  const marker = line.markers[place.index(0)] ?? null;
  return anchorOf(text, { marker, offset: place.depth === 0 ? 0 : place.parentOffset });
}

/** Where an anchor stands in ProseMirror's document; null when it is not known (yet). */
export function positionOf(text: Y.Text, line: Line, anchor: Anchor, doc: PmNode): number | null {
  const place = placeOf(text, anchor);
  if (place === null) return null;
  const index = place.marker === null ? 0 : line.markers.indexOf(place.marker);
  if (index < 0 || index >= doc.childCount) return null;
  const offset = place.marker === null && !line.virtual ? 0 : place.offset;
  return blockStart(doc, index) + 1 + Math.min(offset, doc.child(index).content.size);
}

export function saveSelection(text: Y.Text, line: Line, selection: TextSelection): SavedSelection {
  const { $anchor, $head } = selection;
  const marker = line.markers[$head.index(0)] ?? null;
  return {
    block: marker && { marker, uid: markerOf(marker).b, offset: $head.parentOffset },
    anchor: anchorAt(text, line, $anchor),
    head: anchorAt(text, line, $head),
  };
}

export function restoreSelection(
  tr: Transaction,
  text: Y.Text,
  line: Line,
  saved: SavedSelection | undefined,
): void {
  if (saved === undefined) return;
  const moved = movedTo(text, line, saved, tr.doc);
  const anchor = moved ?? positionOf(text, line, saved.anchor, tr.doc);
  const head = moved ?? positionOf(text, line, saved.head, tr.doc);
  if (anchor === null || head === null) return;
  if (tr.selection.anchor === anchor && tr.selection.head === head) return;
  tr.setSelection(TextSelection.create(tr.doc, anchor, head));
}

/** Where the cursor goes when its block, all but words typed meanwhile, was put elsewhere. */
function movedTo(
  text: Y.Text,
  line: Line,
  { block, head }: SavedSelection,
  doc: PmNode,
): number | null {
  if (block === null || !block.marker.deleted || isAlive(text, head)) return null;
  const marker = line.withUid(block.uid)[0];
  const index = marker === undefined ? -1 : line.markers.indexOf(marker);
  if (index < 0) return null;
  const at = blockStart(doc, index) + 1 + Math.min(block.offset, doc.child(index).content.size);
  // The words there may be others than before: never into the middle of a character.
  const place = doc.resolve(at);
  return cutsPair(leftUnit(place), rightUnit(place)) ? at + 1 : at;
}
