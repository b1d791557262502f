// SPDX-License-Identifier: EUPL-1.2
// The sources of a paragraph are one value: whoever writes it writes all of them. What a colleague
// changed while the dialog was open is therefore brought together with what was typed in it.
import type { Source } from './sources';

/** One line of the dialog: what it showed (nothing: it was added), what it says (nothing: gone). */
export interface Row {
  readonly shown: Source | null;
  readonly typed: Source | null;
}

const same = (one: Source, other: Source): boolean =>
  one.title === other.title &&
  one.link === other.link &&
  one.file_number === other.file_number &&
  one.looked_up === other.looked_up;

/** `now` with what the rows changed. What both changed stands there twice: nothing is lost. */
export function mergeSources(rows: readonly Row[], now: readonly Source[]): Source[] {
  const merged = [...now];
  for (const { shown, typed } of rows) {
    if (shown !== null && typed !== null && same(shown, typed)) continue;
    const at = shown === null ? -1 : merged.findIndex((one) => same(one, shown));
    if (typed === null) {
      if (at >= 0) merged.splice(at, 1);
    } else if (at >= 0) {
      merged[at] = typed;
    } else if (!merged.some((one) => same(one, typed))) {
      merged.push(typed);
    }
  }
  return merged;
}
