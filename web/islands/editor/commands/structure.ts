// SPDX-License-Identifier: EUPL-1.2
// What Enter, Backspace, Delete and Tab do to blocks, so that words keep their uid.
import { Slice, type Node as PmNode } from 'prosemirror-model';
import { TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import { defaults, indentMax, type Attributes } from '../schema/blocks';
import { isKind, schema } from '../schema/schema';

/** The index, node and beginning of the block that holds a position. */
export function blockAt(
  doc: PmNode,
  position: number,
): { index: number; node: PmNode; start: number } {
  const place = doc.resolve(position);
  const index = Math.min(place.index(0), doc.childCount - 1);
  let start = 0;
  for (let i = 0; i < index; i++) start += doc.child(i).nodeSize;
  return { index, node: doc.child(index), start };
}

/** What a block made by Enter behind another one is. */
function following(node: PmNode): Attributes {
  const { kind, list, indent } = node.attrs as Attributes;
  if (kind === 'h' || kind === 'table') return defaults;
  return { kind, level: 0, list, indent };
}

function insertBlock(tr: Transaction, position: number, attributes: Attributes): Transaction {
  const block = schema.node('block', { ...attributes, uid: '' });
  return tr.insert(position, block);
}

/**
 * Enter. At the start of a block with words an empty one is put BEFORE it, so the words keep their
 * uid; in an empty list item or kind the block becomes a plain paragraph.
 */
export const enter: Command = (state, dispatch) => {
  const { $from, $to, empty } = state.selection;
  if ($from.depth === 0 || $to.depth === 0) return false;
  const block = $from.parent;
  if (empty && block.content.size === 0 && isSpecial(block)) return toPlain(state, dispatch);
  const tr = state.tr;
  if (!empty) tr.delete($from.pos, $to.pos);
  const { node, start, index } = blockAt(tr.doc, tr.mapping.map($from.pos));
  if (isKind(node, 'table')) {
    // A caption is one line; what is written next stands below the table.
    insertBlock(tr, start + node.nodeSize, defaults);
    dispatch?.(cursorInto(tr, index + 1).scrollIntoView());
    return true;
  }
  const at = tr.mapping.map($from.pos) - start - 1;
  if (at === 0 && node.content.size > 0) {
    insertBlock(tr, start, node.attrs.kind === 'h' ? defaults : (node.attrs as Attributes));
  } else {
    tr.split(start + 1 + at, 1, [
      { type: schema.nodes.block, attrs: { ...following(node), uid: '' } },
    ]);
  }
  dispatch?.(tr.scrollIntoView());
  return true;
};

function isSpecial(node: PmNode): boolean {
  const { kind, list, indent } = node.attrs as Attributes;
  return list !== '' || indent > 0 || (kind !== 'p' && kind !== 'table');
}

function toPlain(state: EditorState, dispatch?: (tr: Transaction) => void): boolean {
  const { start, node } = blockAt(state.doc, state.selection.from);
  const { indent } = node.attrs as Attributes;
  const tr = state.tr;
  if (indent > 0) tr.setNodeAttribute(start, 'indent', indent - 1);
  else {
    if (node.attrs.list !== '') tr.setNodeAttribute(start, 'list', '');
    else tr.setNodeAttribute(start, 'kind', 'p');
  }
  dispatch?.(tr.scrollIntoView());
  return true;
}

/**
 * Backspace at the start of a block. First a list item loses its sign, then the border goes; behind
 * an empty block that block goes instead, so the words keep their uid.
 */
export const backspace: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth === 0 || $from.parentOffset > 0) return false;
  const { index, node, start } = blockAt(state.doc, $from.pos);
  if (node.attrs.list !== '' || (node.attrs.indent as number) > 0) return toPlain(state, dispatch);
  if (isKind(node, 'table') && (index === 0 || state.doc.child(index - 1).content.size > 0)) {
    return true;
  }
  if (index === 0) return isSpecial(node) ? toPlain(state, dispatch) : false;
  if (staysApart(state.doc.child(index - 1), node)) return true;
  dispatch?.(joinAt(state, start).scrollIntoView());
  return true;
};

/** Delete at the end of a block: the next one is joined; an empty one is what goes. */
export const deleteForward: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth === 0 || $from.parentOffset < $from.parent.content.size) return false;
  const { index, node, start } = blockAt(state.doc, $from.pos);
  if (index + 1 >= state.doc.childCount) return false;
  if (staysApart(node, state.doc.child(index + 1))) return true;
  dispatch?.(joinAt(state, start + node.nodeSize).scrollIntoView());
  return true;
};

/** Nothing is joined with a table: its caption is no paragraph, its rows would be out of sight. */
function staysApart(before: PmNode, behind: PmNode): boolean {
  if (isKind(before, 'table')) return true;
  return isKind(behind, 'table') && before.content.size > 0;
}

/** Removes the border at a position between two blocks. */
function joinAt(state: EditorState, position: number): Transaction {
  const tr = state.tr;
  const before = tr.doc.resolve(position).nodeBefore;
  if (before !== null && before.content.size === 0) {
    return tr.delete(position - before.nodeSize, position);
  }
  return tr.step(new ReplaceStep(position - 1, position + 1, Slice.empty));
}

/** Tab and Shift-Tab in lists; elsewhere false, so the key keeps its meaning. */
export function indentBy(change: 1 | -1): Command {
  return (state, dispatch) => {
    const tr = state.tr;
    forSelected(state, (node, position) => {
      if (node.attrs.list === '') return;
      const indent = Math.min(Math.max((node.attrs.indent as number) + change, 0), indentMax);
      if (indent !== node.attrs.indent) tr.setNodeAttribute(position, 'indent', indent);
    });
    const inList = blockAt(state.doc, state.selection.from).node.attrs.list !== '';
    if (tr.docChanged) dispatch?.(tr);
    return inList;
  };
}

/** Calls back for every block the selection touches. */
export function forSelected(
  state: EditorState,
  visit: (node: PmNode, position: number, index: number) => void,
): void {
  const { from, to } = state.selection;
  let position = 0;
  state.doc.forEach((node, _offset, index) => {
    const end = position + node.nodeSize;
    if (position <= to && end > from && (from < end || from === to)) {
      if (!(end === from) && !(position >= to && to > from)) visit(node, position, index);
    }
    position = end;
  });
}

/** Puts the cursor into a block. */
export function cursorInto(tr: Transaction, index: number, offset = 0): Transaction {
  let start = 0;
  for (let i = 0; i < index; i++) start += tr.doc.child(i).nodeSize;
  return tr.setSelection(TextSelection.create(tr.doc, start + 1 + offset));
}
