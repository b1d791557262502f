// SPDX-License-Identifier: EUPL-1.2
// The rows of a table in the root map, read and changed.
//
//   b["<uid>/rows"]          := Y.Array of rows; row := Y.Array of cells; cell := Y.Text
//   b["<uid>/header_row"]    := bool, true if absent
//   b["<uid>/header_column"] := bool, false if absent
//
// Reading is total: a row that is no array has no cells, a cell that is no text is an empty one,
// and every row is as long as the longest.
import * as Y from 'yjs';
import { hasCells, rowsKey } from '../schema/blocks';
import type { Binding } from './binding';
import { columnsMax, rowsMax, type Cell, type Cells } from '../schema/cells';

export interface TableShape {
  /** Null where there is no text (yet). */
  readonly rows: readonly (readonly (Y.Text | null)[])[];
  readonly columns: number;
  readonly headerRow: boolean;
  readonly headerColumn: boolean;
}

export type HeaderName = 'header_row' | 'header_column';

export function readTable(map: Y.Map<unknown>, uid: string): TableShape | null {
  const rows = map.get(rowsKey(uid));
  if (!hasCells(rows)) return null;
  const found: (Y.Text | null)[][] = [];
  let columns = 0;
  for (const row of rows) {
    if (found.length === rowsMax) break;
    const cells: (Y.Text | null)[] = [];
    if (row instanceof Y.Array) {
      for (const cell of row) {
        if (cells.length === columnsMax) break;
        cells.push(cell instanceof Y.Text ? cell : null);
      }
    }
    columns = Math.max(columns, cells.length);
    found.push(cells);
  }
  for (const row of found) while (row.length < columns) row.push(null);
  const is = (name: HeaderName, otherwise: boolean): boolean => {
    const value = map.get(`${uid}/${name}`);
    return typeof value === 'boolean' ? value : otherwise;
  };
  const headerRow = is('header_row', true);
  return { rows: found, columns, headerRow, headerColumn: is('header_column', false) };
}

/** Writes the rows that a block brings with it. Inside a transaction. */
export function writeTable(map: Y.Map<unknown>, uid: string, cells: Cells): void {
  const columns = cells.rows.reduce((most, row) => Math.max(most, row.length), 0);
  const rows = cells.rows.slice(0, rowsMax).map((row) => {
    const texts = Array.from({ length: Math.min(columns, columnsMax) }, (_, c) =>
      textOf(row[c] ?? []),
    );
    return Y.Array.from(texts);
  });
  map.set(rowsKey(uid), Y.Array.from(rows));
  if (!cells.headerRow) map.set(`${uid}/header_row`, false);
  if (cells.headerColumn) map.set(`${uid}/header_column`, true);
}

function textOf(cell: Cell): Y.Text {
  const text = new Y.Text();
  fill(text, cell);
  return text;
}

function fill(text: Y.Text, cell: Cell): void {
  const delta = cell.map(({ text: words, embed, formats }) => ({
    insert: words ?? embed,
    ...(Object.keys(formats).length > 0 ? { attributes: formats } : {}),
  }));
  if (delta.length > 0) text.applyDelta(delta, { sanitize: false });
}

/** Changes of one table by one person, each a step of its own for undo. */
export class TableEdit {
  constructor(
    private readonly binding: Binding,
    private readonly uid: string,
  ) {}

  get shape(): TableShape | null {
    return readTable(this.binding.map, this.uid);
  }

  /** False, and nothing done, when the table has its full size. */
  addRow(at: number): boolean {
    return this.change((rows, { columns, rows: { length } }) => {
      if (length >= rowsMax || at > rows.length) return false;
      rows.insert(at, [Y.Array.from(Array.from({ length: columns }, () => new Y.Text()))]);
      return true;
    });
  }

  addColumn(at: number): boolean {
    return this.change((rows, { columns }) => {
      if (columns >= columnsMax) return false;
      for (const row of rows) {
        if (!(row instanceof Y.Array)) continue;
        pad(row, at);
        row.insert(at, [new Y.Text()]);
      }
      return true;
    });
  }

  /** The last row stays: a table goes as a whole, with its block. */
  removeRow(at: number): boolean {
    return this.change((rows, { rows: { length } }) => {
      if (length < 2 || at >= rows.length) return false;
      rows.delete(at, 1);
      return true;
    });
  }

  removeColumn(at: number): boolean {
    return this.change((rows, { columns }) => {
      if (columns < 2) return false;
      for (const row of rows) if (row instanceof Y.Array && row.length > at) row.delete(at, 1);
      return true;
    });
  }

  setHeader(name: HeaderName, on: boolean): void {
    this.own(() => this.binding.map.set(`${this.uid}/${name}`, on));
  }

  /** The text of a cell, made where a short row has none. */
  cell(row: number, column: number): Y.Text | null {
    const found = this.shape?.rows[row]?.[column];
    if (found !== undefined && found !== null) return found;
    this.change((rows) => {
      if (row >= rows.length) return false;
      if (!(rows.get(row) instanceof Y.Array)) {
        rows.delete(row, 1);
        rows.insert(row, [new Y.Array()]);
      }
      const cells = rows.get(row) as Y.Array<unknown>;
      pad(cells, column);
      if (column < cells.length) cells.delete(column, 1);
      cells.insert(column, [new Y.Text()]);
      return true;
    });
    return this.shape?.rows[row]?.[column] ?? null;
  }

  /**
   * Puts cells in place of those from here on; the table grows where it must. False, and nothing
   * done, when it would be too large.
   */
  putCells(row: number, column: number, cells: Cells['rows']): boolean {
    const wide = cells.reduce((most, { length }) => Math.max(most, length), 0);
    return this.change((rows) => {
      if (row + cells.length > rowsMax || column + wide > columnsMax) return false;
      const columns = Math.max(this.shape?.columns ?? 0, column + wide);
      while (rows.length < row + cells.length) rows.push([new Y.Array()]);
      for (const line of rows) if (line instanceof Y.Array) pad(line, columns);
      cells.forEach((brought, r) => {
        brought.forEach((cell, c) => {
          const text = this.cell(row + r, column + c);
          if (text === null) return;
          text.delete(0, text.length);
          fill(text, cell);
        });
      });
      return true;
    });
  }

  private change(run: (rows: Y.Array<unknown>, shape: TableShape) => boolean): boolean {
    const { shape } = this;
    const rows = this.binding.map.get(rowsKey(this.uid));
    if (shape === null || !(rows instanceof Y.Array)) return false;
    return this.own(() => run(rows as Y.Array<unknown>, shape));
  }

  private own<T>(run: () => T): T {
    const { binding } = this;
    binding.onStructure();
    const result = binding.doc.transact(run, binding);
    binding.onStructure();
    return result;
  }
}

function pad(row: Y.Array<unknown>, to: number): void {
  const missing = to - row.length;
  if (missing > 0) row.insert(row.length, Array.from({ length: missing }, () => new Y.Text()));
}
