// SPDX-License-Identifier: EUPL-1.2
// A stretch of a ProseMirror document as units of the one text: the opening of a block is a marker,
// its closing is nothing, every UTF-16 unit and every atom is one.
import { Mark, type Fragment } from 'prosemirror-model';
import { sameValue } from '../schema/marks';
import type { BlockAttributes } from '../schema/schema';

export interface TextRun {
  readonly type: 'text';
  readonly text: string;
  readonly marks: readonly Mark[];
}
export interface AtomRun {
  readonly type: 'atom';
  readonly data: unknown;
  readonly marks: readonly Mark[];
}
export interface MarkerRun {
  readonly type: 'marker';
  readonly attributes: BlockAttributes;
}
export type Run = TextRun | AtomRun | MarkerRun;

export function runLength(run: Run): number {
  return run.type === 'text' ? run.text.length : 1;
}

export function lengthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + runLength(run), 0);
}

/** The runs of a slice: with `openStart` its first block continues one that is already there. */
export function runsOf(content: Fragment, openStart: number): Run[] {
  const runs: Run[] = [];
  content.forEach((node, _offset, index) => {
    if (node.isText) {
      runs.push({ type: 'text', text: node.text ?? '', marks: node.marks });
    } else if (node.type.name === 'block') {
      if (index > 0 || openStart === 0) {
        runs.push({ type: 'marker', attributes: node.attrs as BlockAttributes });
      }
      runs.push(...runsOf(node.content, 0));
    } else {
      runs.push({ type: 'atom', data: node.attrs.data, marks: node.marks });
    }
  });
  return runs;
}

/** The runs between two units. */
export function cutRuns(runs: readonly Run[], from: number, to: number): Run[] {
  const cut: Run[] = [];
  let position = 0;
  for (const run of runs) {
    const end = position + runLength(run);
    if (from < to && end > from && position < to) {
      if (run.type === 'text') {
        const text = run.text.slice(Math.max(from - position, 0), to - position);
        cut.push({ ...run, text });
      } else {
        cut.push(run);
      }
    }
    position = end;
  }
  return cut;
}

/** Two markers with one uid that stand for one another although attributes may differ. */
export interface MarkerPair {
  readonly old: BlockAttributes;
  readonly now: BlockAttributes;
  /** How many markers stand before this one in the new runs. */
  readonly ordinal: number;
}

export interface Common {
  readonly front: number;
  readonly back: number;
  readonly pairs: readonly MarkerPair[];
}

/** The common beginning and end of two lists of runs. */
export function commonEnds(old: readonly Run[], now: readonly Run[]): Common {
  if (old.length === 0 || now.length === 0) return { front: 0, back: 0, pairs: [] };
  const front = commonFront(old, now);
  const most = Math.min(lengthOf(old), lengthOf(now)) - front.length;
  const back = commonFront(mirrored(old), mirrored(now), most);
  const markers = now.filter((run) => run.type === 'marker').length;
  const pairs = [
    ...front.pairs,
    ...back.pairs.map((pair) => ({ ...pair, ordinal: markers - 1 - pair.ordinal })).reverse(),
  ];
  return { front: front.length, back: back.length, pairs };
}

function mirrored(runs: readonly Run[]): Run[] {
  return runs
    .map((run) => (run.type === 'text' ? { ...run, text: reversed(run.text) } : run))
    .reverse();
}

/** Reverses UTF-16 units, not characters: only lengths and equality matter here. */
function reversed(text: string): string {
  let back = '';
  for (let i = text.length - 1; i >= 0; i--) back += text.charAt(i);
  return back;
}

function commonFront(
  old: readonly Run[],
  now: readonly Run[],
  most: number = Number.MAX_SAFE_INTEGER,
): { length: number; pairs: MarkerPair[] } {
  const pairs: MarkerPair[] = [];
  let [i, j, oldAt, nowAt, length] = [0, 0, 0, 0, 0];
  while (i < old.length && j < now.length && length < most) {
    const a = old[i]!;
    const b = now[j]!;
    if (a.type === 'text' && b.type === 'text' && Mark.sameSet(a.marks, b.marks)) {
      const limit = Math.min(a.text.length - oldAt, b.text.length - nowAt, most - length);
      let same = 0;
      while (same < limit && a.text[oldAt + same] === b.text[nowAt + same]) same++;
      if (same === 0 && limit > 0) break;
      length += same;
      oldAt += same;
      nowAt += same;
      const ended = oldAt === a.text.length || nowAt === b.text.length;
      if (same < limit || !ended) break;
    } else if (oldAt === 0 && nowAt === 0 && sameUnit(a, b)) {
      if (a.type === 'marker' && b.type === 'marker') {
        pairs.push({ old: a.attributes, now: b.attributes, ordinal: pairs.length });
      }
      length++;
      i++;
      j++;
      continue;
    } else {
      break;
    }
    if (oldAt === runLength(a)) [i, oldAt] = [i + 1, 0];
    if (nowAt === runLength(b)) [j, nowAt] = [j + 1, 0];
  }
  return { length, pairs };
}

function sameUnit(a: Run, b: Run): boolean {
  if (a.type === 'marker' && b.type === 'marker') return a.attributes.uid === b.attributes.uid;
  if (a.type === 'atom' && b.type === 'atom') {
    return Mark.sameSet(a.marks, b.marks) && sameValue(a.data, b.data);
  }
  return false;
}
