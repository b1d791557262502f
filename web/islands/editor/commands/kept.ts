// SPDX-License-Identifier: EUPL-1.2
// Words that were not taken over, put in again as new text of the person they were kept for.
import { Fragment } from 'prosemirror-model';
import type { EditorState, Transaction } from 'prosemirror-state';
import { defaults } from '../schema/blocks';
import { schema } from '../schema/schema';
import { cursorInto } from './structure';

export interface KeptWords {
  readonly words: string;
  /** Of the paragraph they were typed into; '' where that is not known. */
  readonly uid: string;
}

export interface PutBack {
  readonly tr: Transaction;
  /** Whether they stand behind the paragraph they came from, not at the end of the text. */
  readonly isBehind: boolean;
}

/** The change that puts them in, with the cursor behind them; null when there are no words. */
export function putBack(state: EditorState, { words, uid }: KeptWords): PutBack | null {
  const lines = words.split('\n').map((line) => line.trim()).filter(Boolean);
  if (lines.length === 0) return null;
  let [at, index, isBehind] = [state.doc.content.size, state.doc.childCount, false];
  state.doc.forEach((block, offset, i) => {
    if (uid === '' || block.attrs.uid !== uid) return;
    [at, index, isBehind] = [offset + block.nodeSize, i + 1, true];
  });
  const blocks = lines.map((line) =>
    schema.node('block', { ...defaults, uid: '' }, schema.text(line)),
  );
  const tr = state.tr.insert(at, Fragment.fromArray(blocks));
  cursorInto(tr, index + blocks.length - 1, blocks[blocks.length - 1]!.content.size);
  return { tr: tr.scrollIntoView(), isBehind };
}
