// SPDX-License-Identifier: EUPL-1.2
// Which uid each inserted marker gets. A marker keeps its uid only if the same change also deletes
// a marker with it (a move, a drag), whichever comes first; otherwise it gets a new one.
import type * as Y from 'yjs';
import { markerUid, type Marker } from '../schema/blocks';
import type { BlockAttributes } from '../schema/schema';
import type { Line } from './line';
import type { Op, ReplaceOp } from './steps';
import { markerOf } from './walk';

/** A marker that will be written. */
export interface Slot {
  /** The uid ProseMirror shows; a wish. */
  readonly wanted: string;
  uid: string;
  /** The marker this one continues, when it is a move. */
  moved: Marker | null;
  /** What was written, once it is. */
  written: Marker | null;
}

export interface PlannedReplace extends ReplaceOp {
  readonly slots: readonly Slot[];
}
export interface PlannedAttributes {
  readonly type: 'attributes';
  readonly target: Y.Item | Slot;
  readonly now: BlockAttributes;
}
export type Planned = PlannedReplace | PlannedAttributes | Extract<Op, { type: 'format' }>;

/** Follows the blocks through all operations of one change, then gives out the uids. */
export function plan(ops: readonly Op[], line: Line, newUid: () => string): Planned[] {
  const follow = new Follow(line);
  const planned: Planned[] = [];
  for (const op of ops) {
    if (op.type === 'format') planned.push(op);
    else if (op.type === 'replace') planned.push({ ...op, slots: follow.replace(op) });
    else {
      const target = follow.at(op.block);
      if (target) planned.push({ type: 'attributes', target, now: op.now });
    }
  }
  follow.assign(newUid);
  return planned;
}

class Follow {
  private blocks: (Y.Item | Slot | null)[] | null = null;
  private readonly slots: Slot[] = [];
  private readonly gone = new Map<string, Marker>();
  /** What the virtual block, real since a moment ago, is called in ProseMirror's document: ''. */
  private readonly firstUid: string;

  constructor(private readonly line: Line) {
    const first = line.markers[0];
    this.firstUid = first ? markerOf(first).b : '';
  }

  at(index: number): Y.Item | Slot | null | undefined {
    return (this.blocks ?? this.line.markers)[index];
  }

  replace(op: ReplaceOp): Slot[] {
    const inserted = op.insert.flatMap((run): Slot[] =>
      run.type === 'marker' ? [{ wanted: wantedBy(run.attributes), uid: '', moved: null, written: null }] : [],
    );
    if (inserted.length === 0 && op.markersRemoved === 0) return inserted;
    this.blocks ??= this.line.markers.slice();
    const removed = this.blocks.splice(op.block, op.markersRemoved);
    insertAll(this.blocks, op.block, inserted);
    for (const block of removed) {
      if (block && 'content' in block) this.gone.set(markerOf(block).b, markerOf(block));
    }
    this.slots.push(...inserted);
    return inserted;
  }

  assign(newUid: () => string): void {
    for (const slot of this.slots) {
      const wanted = slot.wanted === '' ? this.firstUid : slot.wanted;
      const moved = this.gone.get(wanted);
      if (moved !== undefined && markerUid(moved) !== null) {
        this.gone.delete(wanted);
        slot.uid = wanted;
        slot.moved = moved;
      } else {
        slot.uid = newUid();
      }
    }
  }
}

/** A table that brings its rows is never the virtual block, which is called '' too. */
function wantedBy({ uid, cells }: BlockAttributes): string {
  return uid === '' && cells !== null ? 'new' : uid;
}

/** Array.splice cannot take a hundred thousand arguments. */
function insertAll<T>(list: T[], at: number, items: readonly T[]): void {
  const tail = list.splice(at);
  for (const item of items) list.push(item);
  for (const item of tail) list.push(item);
}
