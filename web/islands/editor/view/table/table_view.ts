// SPDX-License-Identifier: EUPL-1.2
// A table as it is drawn: the caption is part of the text, the cells stand beside it. One cell at a
// time is an editor, the others are only drawn, so a large table costs no more than its words.
import type { Node as PmNode } from 'prosemirror-model';
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view';
import * as Y from 'yjs';
import { readTable, TableEdit } from '../../binding/tables';
import { changedKeys } from '../../binding/walk';
import { isKind } from '../../schema/schema';
import { make, newId } from '../dom';
import { bringsFiles } from '../foreign_images';
import { describe, drawRow, fill, type DrawnCell } from './cell_drawing';
import { CellEditor, type Way } from './cell_editor';
import type { TableContext } from './tables';
import { cursorBehind, cursorToCaption, removeTable } from './around';
import { putCells } from './pasted';
import { drawTools, keysOf, toolsOf, type TableTool } from './table_tools';

export class TableView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  readonly uid: string;
  private readonly edit: TableEdit;
  private readonly body = make('tbody');
  private readonly tools: readonly TableTool[];
  private readonly toolbar: { element: HTMLElement; refresh: () => void };
  private cells: DrawnCell[][] = [];
  private active: CellEditor | null = null;
  private place: [number, number] = [0, 0];

  constructor(
    node: PmNode,
    private readonly view: EditorView,
    private readonly getPos: () => number | undefined,
    private readonly context: TableContext,
  ) {
    const { texts, binding } = context;
    this.uid = String(node.attrs.uid);
    this.edit = new TableEdit(binding, this.uid);
    this.tools = toolsOf({
      addRow: (offset) => this.grow('row', offset),
      addColumn: (offset) => this.grow('column', offset),
      removeRow: () => this.shrink('row'),
      removeColumn: () => this.shrink('column'),
      toggle: (name) => this.toggle(name),
      has: (name) => this.has(name),
      remove: () => this.remove(),
    });
    this.toolbar = drawTools(this.tools, texts, () => this.activate(...this.place));
    const caption = newId('caption');
    this.contentDOM = make('p', { class: 'dk-table__caption', id: caption });
    const table = make('table', { 'aria-labelledby': caption }, this.body);
    const scroll = make('div', { class: 'dk-table__scroll' }, table);
    const beside = make('div', { contenteditable: 'false' }, this.toolbar.element, scroll);
    this.dom = make('div', { class: 'dk-block dk-table' }, this.contentDOM, beside);
    Object.assign(this.dom.dataset, { uid: this.uid, kind: 'table', indent: '0' });
    this.contentDOM.dataset.empty = texts.caption_empty;
    this.showEmptiness(node);
    this.body.addEventListener('mousedown', (event) => this.pressed(event));
    this.body.addEventListener('dragover', (event) => bringsFiles(event) && this.pressed(event));
    this.body.addEventListener('focusin', (event) => this.focused(event));
    binding.doc.on('afterTransaction', this.after);
    context.open.add(this);
    this.draw();
  }

  update(node: PmNode): boolean {
    if (!isKind(node, 'table') || node.attrs.uid !== this.uid) return false;
    this.showEmptiness(node);
    return true;
  }

  stopEvent(event: Event): boolean {
    return !this.contentDOM.contains(event.target as globalThis.Node);
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    if (mutation.target === this.dom || mutation.type === 'selection') {
      return mutation.type !== 'selection' || !this.contentDOM.contains(mutation.target);
    }
    return !this.contentDOM.contains(mutation.target);
  }

  destroy(): void {
    this.context.open.delete(this);
    this.context.binding.doc.off('afterTransaction', this.after);
    this.deactivate();
  }

  /** The editor of the cell that had the cursor last. */
  get activeView(): EditorView | null {
    return this.active?.view ?? null;
  }

  get activeText(): Y.Text | null {
    return this.active?.text ?? null;
  }

  deactivate(): void {
    const { active } = this;
    if (active === null) return;
    this.active = null;
    const element = active.view.dom;
    active.destroy();
    fill(element, active.text);
    this.describeAll();
    this.dom.dataset.active = 'false';
    this.context.changed();
  }

  /** Puts the cursor into a cell. */
  activate(row: number, column: number, where?: 'start' | 'end'): boolean {
    const { context } = this;
    if (!context.editable()) return false;
    const text = this.edit.cell(row, column);
    const cell = this.cells[row]?.[column];
    if (text === null || cell === undefined) return false;
    if (this.active?.text !== text) {
      context.leaveCell();
      this.active = new CellEditor({
        binding: context.binding,
        text,
        element: this.cells[row]![column]!.element,
        editable: context.editable,
        keys: { ...context.cellKeys(), ...keysOf(this.tools), 'Alt-F10': () => this.toTools() },
        go: (way, byTab) => this.go(way, byTab),
        leave: () => this.toCaption(),
        putCells: (slice) => putCells({ edit: this.edit, place: this.place }, slice),
        tooLarge: context.tooLarge,
        pictures: context.pictures,
        open: context.openAtom,
        changed: context.changed,
      });
      this.dom.dataset.active = 'true';
    }
    this.place = [row, column];
    this.active.focus(where);
    context.changed();
    return true;
  }

  /** Shows in which cells others are. */
  showOthers(others: ReadonlyMap<Y.Text, { name: string; line: number }>): void {
    for (const { element, text } of this.cells.flat()) {
      const other = text === null ? undefined : others.get(text);
      const holder = element.parentElement!;
      if (other === undefined) {
        delete holder.dataset.other;
        delete holder.dataset.line;
      } else {
        holder.dataset.other = other.name;
        holder.dataset.line = String(other.line);
      }
    }
  }

  private draw(): void {
    const table = readTable(this.context.binding.map, this.uid);
    if (table === null) return;
    const { active } = this;
    const hadFocus = active?.view.hasFocus() ?? false;
    const known = new Map(this.cells.flat().map((cell) => [cell.text, cell]));
    this.cells = table.rows.map((row, r) =>
      row.map((text, c) => {
        const old = text === null ? undefined : known.get(text);
        const cell = old ?? { element: make('div', { class: 'dk-cell' }), text };
        if (old === undefined) fill(cell.element, text);
        describe(cell.element, { table, r, c }, this.context.texts);
        if (text !== null && text === active?.text) this.place = [r, c];
        return cell;
      }),
    );
    this.body.replaceChildren(...this.cells.map((row, r) => drawRow(table, row, r)));
    if (active !== null && !this.cells.flat().some(({ text }) => text === active.text)) {
      this.active = null;
      active.destroy();
      this.context.cellGone();
      this.activateNear(hadFocus);
    } else if (hadFocus) active!.view.focus();
    this.toolbar.refresh();
  }

  private describeAll(): void {
    const table = this.edit.shape;
    if (table === null) return;
    this.cells.forEach((row, r) =>
      row.forEach(({ element }, c) => {
        if (table.rows[r] !== undefined) describe(element, { table, r, c }, this.context.texts);
      }),
    );
  }

  private readonly after = (transaction: Y.Transaction): void => {
    const keys = changedKeys(this.context.binding.map, transaction);
    if (keys.some((key) => key.startsWith(`${this.uid}/`))) this.draw();
    for (const { element, text } of this.cells.flat()) {
      if (text === null || text === this.active?.text) continue;
      if (transaction.changed.has(text as never)) fill(element, text);
    }
  };

  private pressed(event: MouseEvent): void {
    const place = this.placeOf(event.target);
    if (place === null || this.cells[place[0]]![place[1]]!.text === this.activeText) return;
    // The browser then puts the cursor where the mouse is.
    if (event.button === 0) this.activate(...place);
  }

  private focused(event: FocusEvent): void {
    const place = this.placeOf(event.target);
    if (place === null) return;
    const { text } = this.cells[place[0]]![place[1]]!;
    if (text === null || text !== this.activeText) this.activate(...place, 'start');
  }

  private placeOf(target: EventTarget | null): [number, number] | null {
    const holder = (target as HTMLElement | null)?.closest('td, th');
    if (!holder) return null;
    for (const [r, row] of this.cells.entries()) {
      const c = row.findIndex(({ element }) => element.parentElement === holder);
      if (c >= 0) return [r, c];
    }
    return null;
  }

  private go(way: Way, byTab: boolean): boolean {
    const [row, column] = this.place;
    const [rows, columns] = [this.cells.length, this.cells[0]?.length ?? 0];
    const step = { next: 1, previous: -1, up: -columns, down: columns }[way];
    const flat = row * columns + column + step;
    if (flat < 0) return this.toCaption();
    if (flat >= rows * columns) {
      if (byTab) {
        if (!this.edit.addRow(rows)) return false;
      } else return this.toBlockBehind();
    }
    const where = way === 'previous' || way === 'up' ? 'end' : 'start';
    return this.activate(Math.floor(flat / columns), flat % columns, where);
  }

  private toCaption(): boolean {
    const start = this.getPos();
    return start !== undefined && cursorToCaption(this.view, start);
  }

  private toBlockBehind(): boolean {
    const start = this.getPos();
    return start !== undefined && cursorBehind(this.view, start);
  }

  private toTools(): boolean {
    this.toolbar.element.querySelector<HTMLElement>('button[tabindex="0"]')?.focus();
    return true;
  }

  private activateNear(focus: boolean): void {
    const row = Math.min(this.place[0], this.cells.length - 1);
    const column = Math.min(this.place[1], (this.cells[0]?.length ?? 1) - 1);
    if (focus) this.activate(row, column, 'start');
  }

  private grow(what: 'row' | 'column', offset: 0 | 1): void {
    if (!this.context.editable()) return;
    const [row, column] = this.place;
    const done =
      what === 'row' ? this.edit.addRow(row + offset) : this.edit.addColumn(column + offset);
    if (!done) return;
    this.context.say(what === 'row' ? 'row_added' : 'column_added');
    this.activate(row + (what === 'row' ? offset : 0), column + (what === 'row' ? 0 : offset));
  }

  private shrink(what: 'row' | 'column'): void {
    if (!this.context.editable()) return;
    const [row, column] = this.place;
    const done = what === 'row' ? this.edit.removeRow(row) : this.edit.removeColumn(column);
    this.context.say(done ? `${what}_removed` : `${what}_last`);
    this.activateNear(done);
  }

  private has(name: 'header_row' | 'header_column'): boolean {
    const shape = this.edit.shape;
    return (name === 'header_row' ? shape?.headerRow : shape?.headerColumn) ?? false;
  }

  private toggle(name: 'header_row' | 'header_column'): void {
    if (this.context.editable()) this.edit.setHeader(name, !this.has(name));
  }

  private remove(): void {
    const start = this.getPos();
    if (start === undefined || !this.context.editable()) return;
    this.context.leaveCell();
    removeTable(this.view, start);
    this.context.say('table_removed');
  }

  private showEmptiness(node: PmNode): void {
    this.contentDOM.classList.toggle('dk-table__caption--empty', node.content.size === 0);
  }
}
