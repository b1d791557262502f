// SPDX-License-Identifier: EUPL-1.2
// Yjs turns both halves of a cut surrogate pair into U+FFFD, and peers would differ from the
// editor. So no end of a change may lie inside a pair.
import type { ResolvedPos } from 'prosemirror-model';
import type { Run, TextRun } from './runs';

export function isHigh(run: Run | undefined): run is TextRun {
  return run?.type === 'text' && /[\uD800-\uDBFF]$/.test(run.text);
}

export function isLow(run: Run | undefined): run is TextRun {
  return run?.type === 'text' && /^[\uDC00-\uDFFF]/.test(run.text);
}

/** Whether the border between two neighbours lies inside a pair. */
export function cutsPair(left: Run | undefined, right: Run | undefined): boolean {
  return isHigh(left) && isLow(right);
}

/** The unit on the left of a place within its block. */
export function leftUnit(place: ResolvedPos): TextRun | undefined {
  const node = place.depth === 0 ? null : place.nodeBefore;
  if (!node?.isText || !node.text) return undefined;
  return { type: 'text', text: node.text.slice(-1), marks: node.marks };
}

/** The unit on the right of a place within its block. */
export function rightUnit(place: ResolvedPos): TextRun | undefined {
  const node = place.depth === 0 ? null : place.nodeAfter;
  if (!node?.isText || !node.text) return undefined;
  return { type: 'text', text: node.text.slice(0, 1), marks: node.marks };
}

const loneHalf = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Joins neighbours of the same marks and replaces lone halves, as Yjs would on the wire. */
export function wellFormed(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined[joined.length - 1];
    if (run.type === 'text' && last?.type === 'text' && sameMarks(last, run)) {
      joined[joined.length - 1] = { ...last, text: last.text + run.text };
    } else {
      joined.push(run);
    }
  }
  return joined.map((run) =>
    run.type === 'text' ? { ...run, text: run.text.replace(loneHalf, '\uFFFD') } : run,
  );
}

function sameMarks(a: TextRun, b: TextRun): boolean {
  return a.marks.length === b.marks.length && a.marks.every((mark, i) => mark.eq(b.marks[i]!));
}
