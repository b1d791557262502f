// SPDX-License-Identifier: EUPL-1.2
// All tables of a document: which cell has the cursor, and in which ones others are.
import type { Node as PmNode } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import type { EditorView, NodeView } from 'prosemirror-view';
import * as Y from 'yjs';
import type { Binding } from '../../binding/binding';
import { emptyCells } from '../../schema/cells';
import { isKind, schema } from '../../schema/schema';
import { blockAt } from '../../commands/structure';
import type { TextKey, Texts } from '../../texts';
import type { Announcer } from '../announcer';
import type { ForeignImageOptions } from '../foreign_images';
import type { Person } from '../people';
import { TableView } from './table_view';

export interface TableContext {
  readonly binding: Binding;
  readonly texts: Texts;
  readonly open: Set<TableView>;
  readonly editable: () => boolean;
  readonly cellKeys: () => Readonly<Record<string, Command>>;
  readonly leaveCell: () => void;
  readonly changed: () => void;
  readonly openAtom: (name: 'note' | 'image') => void;
  readonly pictures: ForeignImageOptions;
  /** More was pasted than fits. */
  readonly tooLarge: () => void;
  /** The cell with the cursor was deleted by somebody. */
  readonly cellGone: () => void;
  readonly say: (key: TextKey) => void;
}

export interface TablesOptions {
  readonly binding: Binding;
  readonly texts: Texts;
  readonly announcer: Announcer;
  readonly editable: () => boolean;
  readonly cellKeys: () => Readonly<Record<string, Command>>;
  readonly changed: () => void;
  readonly tooLarge: () => void;
  readonly openAtom: (name: 'note' | 'image') => void;
  readonly pictures: ForeignImageOptions;
}

export class Tables {
  private readonly context: TableContext;

  constructor({ announcer, ...options }: TablesOptions) {
    const say = (key: TextKey): void => announcer.answer(options.texts[key]);
    this.context = {
      ...options,
      open: new Set(),
      leaveCell: () => this.leaveCell(),
      cellGone: () => say('cell_gone'),
      say,
    };
  }

  /** For ProseMirror's nodeViews; other blocks are drawn as the schema says. */
  readonly nodeView = (
    node: PmNode,
    view: EditorView,
    getPos: () => number | undefined,
  ): NodeView => {
    if (!isKind(node, 'table')) return undefined as unknown as NodeView;
    return new TableView(node, view, getPos, this.context);
  };

  get activeView(): EditorView | null {
    for (const table of this.context.open) if (table.activeView) return table.activeView;
    return null;
  }

  get activeText(): Y.Text | null {
    for (const table of this.context.open) if (table.activeText) return table.activeText;
    return null;
  }

  leaveCell(): void {
    for (const table of this.context.open) table.deactivate();
  }

  enter(uid: string, row = 0, column = 0): boolean {
    for (const table of this.context.open) {
      if (table.uid === uid) return table.activate(row, column, 'start');
    }
    return false;
  }

  elementOf(uid: string, row: number, column: number): Element | null {
    for (const { uid: found, dom } of this.context.open) {
      if (found === uid) return dom.querySelectorAll('tr')[row]?.children[column] ?? null;
    }
    return null;
  }

  /** Others' places in cells, told as the item that holds the cell. */
  showOthers(people: readonly Person[]): void {
    const { store } = this.context.binding.doc;
    const places = new Map<Y.Text, { name: string; line: number }>();
    for (const { cursor, name, line } of people) {
      const id = cursor?.head;
      if (!id || id.clock >= Y.getState(store, id.client)) continue;
      const item: unknown = Y.getItem(store, id);
      if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentType)) continue;
      if (item.content.type instanceof Y.Text) places.set(item.content.type, { name, line });
    }
    for (const table of this.context.open) table.showOthers(places);
  }

  /** From the caption into the first cell. */
  readonly intoCells: Command = (state, dispatch) => {
    const { node } = blockAt(state.doc, state.selection.head);
    if (!isKind(node, 'table')) return false;
    return dispatch === undefined || this.enter(String(node.attrs.uid));
  };
}

const firstRows = 3;
const firstColumns = 3;

/** A table behind the block of the cursor; in place of it where that is empty. */
export function insertTable(enter: (uid: string) => void): Command {
  return (state, dispatch, view) => {
    if (dispatch === undefined) return true;
    const { node, start, index } = blockAt(state.doc, state.selection.head);
    const isEmpty = node.content.size === 0 && !isKind(node, 'table');
    const end = start + node.nodeSize;
    const attrs = { kind: 'table', cells: emptyCells(firstRows, firstColumns) };
    const { tr } = state;
    tr.insert(end, schema.node('block', attrs));
    if (index === state.doc.childCount - 1) {
      tr.insert(tr.doc.content.size, schema.node('block'));
    }
    if (isEmpty) tr.delete(start, end);
    dispatch(tr);
    const now: EditorState | undefined = view?.state;
    const made = now?.doc.maybeChild(isEmpty ? index : index + 1);
    if (made && isKind(made, 'table')) enter(String(made.attrs.uid));
    return true;
  };
}
