// SPDX-License-Identifier: EUPL-1.2
import type { Attrs, Mark } from 'prosemirror-model';
import type { EditorState, Transaction } from 'prosemirror-state';
import { schema } from '../schema/schema';

export interface Marked {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
}

/** The stretch at the cursor that carries a mark, or the part of it that is selected. */
export function markAt(state: EditorState, name: string): Marked | null {
  const { $from, from, to, empty } = state.selection;
  const type = schema.marks[name]!;
  const mark =
    $from.marks().find((found) => found.type === type) ??
    $from.nodeAfter?.marks.find((found) => found.type === type);
  if (mark === undefined) return null;
  if (!empty) return { from, to, mark };
  let [start, end] = [from, from];
  $from.parent.forEach((node, offset) => {
    const begin = $from.start() + offset;
    const covers = begin <= from && begin + node.nodeSize >= from;
    if (covers && mark.isInSet(node.marks)) [start, end] = [begin, begin + node.nodeSize];
  });
  return { from: start, to: end, mark };
}

/**
 * Puts new words with a mark at the cursor. Without words the mark goes on the stretch at the cursor
 * that carries one, else on what is selected; null where there is neither. No `attrs`: the mark goes.
 */
export function withMark(
  state: EditorState,
  name: string,
  attrs: Attrs | null,
  words = '',
): Transaction | null {
  const { tr, selection } = state;
  const type = schema.marks[name]!;
  if (attrs !== null && words !== '') {
    return tr.insert(selection.to, schema.text(words, [type.create(attrs)]));
  }
  const { from, to } = markAt(state, name) ?? selection;
  if (from === to) return null;
  return attrs === null ? tr.removeMark(from, to, type) : tr.addMark(from, to, type.create(attrs));
}
