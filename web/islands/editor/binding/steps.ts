// SPDX-License-Identifier: EUPL-1.2
// From ProseMirror's steps to operations on the text. The intention is in the steps: what a person
// did not touch is never written again.
//
// A block costs two positions in ProseMirror and one in Yjs, content costs the same in both:
// y = p - index(block of p).
import type { Fragment, Node as PmNode, ResolvedPos, Slice } from 'prosemirror-model';
import {
  AddMarkStep,
  AddNodeMarkStep,
  AttrStep,
  RemoveMarkStep,
  RemoveNodeMarkStep,
  ReplaceAroundStep,
  ReplaceStep,
  type Step,
} from 'prosemirror-transform';
import { formatValue } from '../schema/marks';
import type { BlockAttributes } from '../schema/schema';
import { commonEnds, cutRuns, lengthOf, runsOf, type Run } from './runs';
import { cutsPair, isHigh, isLow, leftUnit, rightUnit, wellFormed } from './surrogates';

export interface ReplaceOp {
  readonly type: 'replace';
  readonly y: number;
  readonly remove: number;
  readonly insert: readonly Run[];
  /** The index of the first block whose marker is removed or inserted. */
  readonly block: number;
  readonly markersRemoved: number;
  /** Where the place is, for the quick way: content units behind the marker of block - 1. */
  readonly offset: number;
}
export interface AttributesOp {
  readonly type: 'attributes';
  readonly block: number;
  readonly now: BlockAttributes;
}
export interface FormatOp {
  readonly type: 'format';
  readonly y: number;
  readonly length: number;
  readonly key: string;
  readonly value: unknown;
}
export type Op = ReplaceOp | AttributesOp | FormatOp;

/** What ReplaceAroundStep itself calls; declared as internal. */
type Fillable = Slice & { insertAt(position: number, content: Fragment): Slice | null };

/** The operations of one step, to be carried out in order; null for an unknown kind of step. */
export function opsOfStep(step: Step, before: PmNode): Op[] | null {
  if (step instanceof ReplaceStep) {
    const runs = runsOf(step.slice.content, step.slice.openStart);
    return replaceOps(before, step.from, step.to, runs);
  }
  if (step instanceof ReplaceAroundStep) {
    const gap = before.slice(step.gapFrom, step.gapTo);
    const slice = (step.slice as Fillable).insertAt(step.insert, gap.content);
    if (slice === null) return null;
    return replaceOps(before, step.from, step.to, runsOf(slice.content, slice.openStart));
  }
  if (step instanceof AddMarkStep) {
    return formatOps(before, step.from, step.to, step.mark.type.name, formatValue(step.mark));
  }
  if (step instanceof RemoveMarkStep) {
    return formatOps(before, step.from, step.to, step.mark.type.name, null);
  }
  if (step instanceof AddNodeMarkStep) {
    const { pos, mark } = step;
    return formatOps(before, pos, pos + 1, mark.type.name, formatValue(mark));
  }
  if (step instanceof RemoveNodeMarkStep) {
    return formatOps(before, step.pos, step.pos + 1, step.mark.type.name, null);
  }
  return step instanceof AttrStep ? attributeOps(step, before) : null;
}

function attributeOps(step: AttrStep, before: PmNode): Op[] | null {
  const node = before.nodeAt(step.pos);
  if (node?.type.name !== 'block') return null;
  const now = { ...node.attrs, [step.attr]: step.value as unknown } as BlockAttributes;
  return [{ type: 'attributes', block: before.resolve(step.pos).index(0), now }];
}

function yOf(place: ResolvedPos): number {
  return Math.max(place.pos - place.index(0), 0);
}

function replaceOps(doc: PmNode, from: number, to: number, now: Run[]): Op[] {
  const start = doc.resolve(from);
  const slice = doc.slice(from, to);
  const runs = runsOf(slice.content, slice.openStart);
  const firstMarker = start.depth === 0 ? start.index(0) : start.index(0) + 1;
  const { front, back, pairs } = commonEnds(runs, now);
  const change = widened({ start, end: doc.resolve(to), old: runs, now, front, back });
  const ops: Op[] = [];
  if (change.old.length > 0 || change.now.length > 0) {
    const kept = cutRuns(runs, 0, front).filter((run) => run.type === 'marker').length;
    ops.push({
      type: 'replace',
      y: yOf(start) + change.shift,
      remove: lengthOf(change.old),
      insert: wellFormed(change.now),
      block: firstMarker + kept,
      markersRemoved: change.old.filter((run) => run.type === 'marker').length,
      offset: start.depth === 0 || kept > 0 ? -1 : start.parentOffset + change.shift,
    });
  }
  for (const pair of pairs) {
    ops.push({ type: 'attributes', block: firstMarker + pair.ordinal, now: pair.now });
  }
  return ops;
}

interface Cut {
  readonly start: ResolvedPos;
  readonly end: ResolvedPos;
  readonly old: readonly Run[];
  readonly now: readonly Run[];
  readonly front: number;
  readonly back: number;
}

/** What is left after trimming, widened by a unit where an end would cut a surrogate pair. */
function widened(cut: Cut): { old: Run[]; now: Run[]; shift: number } {
  const oldEnd = lengthOf(cut.old) - cut.back;
  const nowEnd = lengthOf(cut.now) - cut.back;
  let old = cutRuns(cut.old, cut.front, oldEnd);
  let now = cutRuns(cut.now, cut.front, nowEnd);
  if (old.length === 0 && now.length === 0) return { old, now, shift: cut.front };
  const left = cut.front > 0 ? cutRuns(cut.old, cut.front - 1, cut.front)[0] : leftUnit(cut.start);
  const right = cut.back > 0 ? cutRuns(cut.old, oldEnd, oldEnd + 1)[0] : rightUnit(cut.end);
  const cutsLeft = cutsPair(left, old[0] ?? right);
  const cutsRight = cutsPair(old[old.length - 1] ?? left, right);
  if (cutsLeft && isHigh(left))
    [old, now] = [
      [left, ...old],
      [left, ...now],
    ];
  if (cutsRight && isLow(right))
    [old, now] = [
      [...old, right],
      [...now, right],
    ];
  return { old, now, shift: cut.front - (cutsLeft ? 1 : 0) };
}

/** One format for each block, over its content only, never beyond its end. */
function formatOps(doc: PmNode, from: number, to: number, key: string, value: unknown): Op[] {
  const ops: Op[] = [];
  let position = 0;
  doc.forEach((block, _offset, index) => {
    const first = position + 1;
    const last = first + block.content.size;
    position += block.nodeSize;
    let start = Math.max(from, first);
    let end = Math.min(to, last);
    if (start >= end) return;
    const startPlace = doc.resolve(start);
    const endPlace = doc.resolve(end);
    if (cutsPair(leftUnit(startPlace), rightUnit(startPlace))) start--;
    if (cutsPair(leftUnit(endPlace), rightUnit(endPlace))) end++;
    ops.push({ type: 'format', y: start - index, length: end - start, key, value });
  });
  return ops;
}
