// SPDX-License-Identifier: EUPL-1.2
// From what a transaction touched to the stretches of blocks that must be shown anew. Yjs never
// reorders, so old and new blocks are aligned by the identity of their markers.
import type * as Y from 'yjs';
import { noFormats, sameFormats, type Formats } from '../schema/marks';
import type { Line, Segment } from './line';
import { projectAll, projectBlock, type Piece } from './project';
import { headOf, isLivingMarker, touchedItems } from './walk';

/** Above this many touched items or dirty blocks everything is projected at once. */
const touchedMax = 2000;
const dirtyMax = 200;

/** The whole text as one segment. */
export function everything(line: Line, text: Y.Text): Segment[] {
  return [{ from: 0, to: line.markers.length, pieces: projectAll(text), whole: true }];
}

/** The stretches that a transaction changed, ascending. `also` is dirty for another reason. */
export function changedSegments(
  line: Line,
  text: Y.Text,
  transaction: Y.Transaction,
  also: readonly (Y.Item | null)[] = [],
): Segment[] {
  const touched = touchedItems(text, transaction);
  if (touched.length > touchedMax) return everything(line, text);
  const dirty = dirtyHeads(touched);
  for (const marker of also) {
    if (marker === null || !marker.deleted) dirty.add(marker);
  }
  if (dirty.size > dirtyMax) return everything(line, text);
  return new Sweep(line, text).segments(placesOf(line, dirty));
}

/** The living markers (null: before the first) whose stretch of text was touched. */
function dirtyHeads(touched: readonly Y.Item[]): Set<Y.Item | null> {
  const heads = new Map<Y.Item, Y.Item | null>();
  const dirty = new Set<Y.Item | null>();
  for (const item of touched) {
    const left = item.left;
    const known = left === null ? null : heads.get(left);
    const head = known === undefined ? headOf(left) : known;
    dirty.add(head);
    const living = isLivingMarker(item);
    if (living) dirty.add(item);
    heads.set(item, living ? item : head);
  }
  return dirty;
}

/**
 * The old places of dirty heads. A new marker has none: the block on its left is dirty too, and
 * the sweep from there meets it. -1 is the stretch before a first block that is no virtual one.
 */
function placesOf(line: Line, dirty: ReadonlySet<Y.Item | null>): number[] {
  const places: number[] = [];
  for (const head of dirty) {
    if (head === null) places.push(line.virtual ? 0 : -1);
    else if (line.has(head)) places.push(line.markers.indexOf(head));
  }
  return places.sort((a, b) => a - b);
}

class Sweep {
  private readonly found: Segment[] = [];
  /** Where the last stretch ended, and the formatting there. */
  private reached = -2;
  private formats: Formats = noFormats;

  constructor(
    private readonly line: Line,
    private readonly text: Y.Text,
  ) {}

  segments(places: readonly number[]): Segment[] {
    for (const place of places) {
      if (place < this.reached) continue;
      const spills = this.sweep(place);
      if (spills) this.sweepOn();
    }
    return this.found;
  }

  /** Goes on while the formatting at the end differs from what the next block began with. */
  private sweepOn(): void {
    while (this.sweep(this.reached));
  }

  /** One stretch: a block that stood here before, new ones behind it, dead ones in between. */
  private sweep(place: number): boolean {
    const { markers, starts } = this.line;
    const pieces: Piece[] = [];
    let start = place === this.reached ? this.formats : (starts[place] ?? noFormats);
    let marker = place < 0 ? null : (markers[place] ?? null);
    if (marker?.deleted) throw new Error('a dead marker was taken for the head of a stretch');
    for (;;) {
      const { content, end, next, units } = projectBlock(this.text, marker, start);
      const shown = marker !== null || units > 0 || next === null;
      if (shown) pieces.push({ marker, start, content });
      start = end;
      marker = next;
      if (marker === null || this.line.has(marker)) break;
    }
    let to = Math.max(place + 1, 0);
    while (to < markers.length && markers[to] !== marker) to++;
    this.found.push({ from: Math.max(place, 0), to, pieces });
    this.reached = to;
    this.formats = start;
    return to < markers.length && !sameFormats(start, starts[to]!);
  }
}
