// SPDX-License-Identifier: EUPL-1.2
// From a table back into the text around it. `start` is where its block begins.
import { Selection, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { schema } from '../../schema/schema';

export function cursorToCaption(view: EditorView, start: number): boolean {
  const { doc, tr } = view.state;
  const end = start + doc.nodeAt(start)!.nodeSize - 1;
  view.dispatch(tr.setSelection(TextSelection.create(doc, end)).scrollIntoView());
  view.focus();
  return true;
}

/** Into the block behind, which is made where the table is the last one. */
export function cursorBehind(view: EditorView, start: number): boolean {
  const { doc, tr } = view.state;
  const end = start + doc.nodeAt(start)!.nodeSize;
  if (end >= doc.content.size) tr.insert(end, schema.node('block'));
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(end + 1))).scrollIntoView());
  view.focus();
  return true;
}

export function removeTable(view: EditorView, start: number): void {
  const { tr, doc } = view.state;
  const { nodeSize } = doc.nodeAt(start)!;
  if (doc.childCount === 1) tr.insert(start + nodeSize, schema.node('block'));
  tr.delete(start, start + nodeSize);
  const near = Math.min(start + 1, tr.doc.content.size);
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(near))));
  view.focus();
}
