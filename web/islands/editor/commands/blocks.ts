// SPDX-License-Identifier: EUPL-1.2
// Changing what blocks are and where they stand.
import { Fragment, type Node as PmNode } from 'prosemirror-model';
import type { Command, EditorState, Transaction } from 'prosemirror-state';
import { attributeNames, type Attributes } from '../schema/blocks';
import { headingLevel, isKind } from '../schema/schema';
import { blockAt, cursorInto, forSelected } from './structure';

/** Sets attributes of every block the selection touches. */
export function setAttributes(wanted: Partial<Attributes>): Command {
  return (state, dispatch) => {
    const tr = state.tr;
    forSelected(state, (node, position) => {
      if (isKind(node, 'table')) return;
      for (const name of attributeNames) {
        const value = wanted[name];
        if (value !== undefined && value !== node.attrs[name]) {
          tr.setNodeAttribute(position, name, value);
        }
      }
    });
    if (tr.docChanged) dispatch?.(tr);
    return true;
  };
}

/** A kind leaves lists; choosing the kind a block has already makes it a plain paragraph. */
export function toggleKind(kind: Attributes['kind'], level = 0): Command {
  return (state, dispatch) => {
    const { node } = blockAt(state.doc, state.selection.from);
    const same = node.attrs.kind === kind && (kind !== 'h' || node.attrs.level === level);
    const wanted = same ? { kind: 'p' as const, level: 0 } : { kind, level };
    return setAttributes({ ...wanted, ...(kind === 'h' ? { list: '', indent: 0 } : {}) })(
      state,
      dispatch,
    );
  };
}

export function toggleList(list: 'bullet' | 'number'): Command {
  return (state, dispatch) => {
    const { node } = blockAt(state.doc, state.selection.from);
    const same = node.attrs.list === list;
    const kind = node.attrs.kind === 'h' ? { kind: 'p' as const, level: 0 } : {};
    return setAttributes({ ...kind, list: same ? '' : list, ...(same ? { indent: 0 } : {}) })(
      state,
      dispatch,
    );
  };
}

/** Where a stretch of blocks goes: the stretch [from, to) is put before the block `before`. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly before: number;
}

/** Moves blocks by deleting and inserting them in one change: they keep their uids. */
export function moveBlocks(state: EditorState, move: Move): Transaction | null {
  const { doc, selection } = state;
  const { from, to, before } = move;
  if (from >= to || to > doc.childCount || (before >= from && before <= to)) return null;
  const held = blockAt(doc, selection.head).index;
  const offset = selection.$head.parentOffset;
  const blocks: PmNode[] = [];
  for (let i = from; i < to; i++) blocks.push(doc.child(i));
  const tr = state.tr;
  const target = before > to ? before - (to - from) : before;
  const [start, end] = [startOf(doc, from), startOf(doc, to)];
  if (blocks.length === doc.childCount) return null;
  tr.delete(start, end);
  tr.insert(startOf(tr.doc, target), Fragment.fromArray(blocks));
  if (held >= from && held < to) cursorInto(tr, target + held - from, offset);
  return tr;
}

function startOf(doc: PmNode, index: number): number {
  let position = 0;
  for (let i = 0; i < index; i++) position += doc.child(i).nodeSize;
  return position;
}

/**
 * Moves the block at the cursor past its neighbour. What is moved is written anew, so of the two
 * the one is moved in which nobody else is writing.
 */
export function moveBlock(
  direction: -1 | 1,
  isOccupied: (index: number) => boolean = () => false,
): Command {
  return (state, dispatch) => {
    const { index } = blockAt(state.doc, state.selection.head);
    const other = index + direction;
    if (other < 0 || other >= state.doc.childCount) return false;
    if (dispatch === undefined) return true;
    const upper = Math.min(index, other);
    const moveOther = isOccupied(index) && !isOccupied(other);
    const mover = moveOther ? other : index;
    const move =
      mover === upper
        ? { from: upper, to: upper + 1, before: upper + 2 }
        : { from: upper + 1, to: upper + 2, before: upper };
    const tr = moveBlocks(state, move);
    if (tr === null) return false;
    dispatch(tr.scrollIntoView());
    return true;
  };
}

/** The end of the section that a heading begins: the next heading of its level or a higher one. */
export function sectionEnd(doc: PmNode, index: number): number {
  const level = headingLevel(doc.child(index).attrs.level as number);
  let end = index + 1;
  while (end < doc.childCount) {
    const { kind, level: other } = doc.child(end).attrs as Attributes;
    if (kind === 'h' && headingLevel(other) <= level) break;
    end++;
  }
  return end;
}

/** Moves the section of a heading before the section above it, or behind the one below. */
export function moveSection(
  state: EditorState,
  index: number,
  direction: -1 | 1,
): Transaction | null {
  const { doc } = state;
  const end = sectionEnd(doc, index);
  const level = headingLevel(doc.child(index).attrs.level as number);
  if (direction === 1) {
    if (end >= doc.childCount) return null;
    const next = doc.child(end).attrs as Attributes;
    if (headingLevel(next.level) < level) return null;
    return moveBlocks(state, { from: index, to: end, before: sectionEnd(doc, end) });
  }
  for (let above = index - 1; above >= 0; above--) {
    const { kind, level: other } = doc.child(above).attrs as Attributes;
    if (kind !== 'h' || headingLevel(other) > level) continue;
    if (headingLevel(other) < level) return null;
    return moveBlocks(state, { from: index, to: end, before: above });
  }
  return null;
}
