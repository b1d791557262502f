// SPDX-License-Identifier: EUPL-1.2
// The rows that a table brings with it on its way into the text: from a paste, from a copy of our
// own, from the command that inserts one. Once it stands there, they are in the root map.
import type { DOMOutputSpec } from 'prosemirror-model';
import { drawAtom } from './atoms';
import { isSafeAddress } from './marks';

/** Words with their formats, or an atom: what one insert into a Y.Text is made of. */
export interface CellRun {
  readonly text?: string;
  readonly embed?: object;
  readonly formats: Record<string, unknown>;
}
export type Cell = readonly CellRun[];

export interface Cells {
  readonly headerRow: boolean;
  readonly headerColumn: boolean;
  readonly rows: readonly (readonly Cell[])[];
}

export const rowsMax = 2000;
export const columnsMax = 100;
/** Of one paste; more is better imported. */
export const cellsMax = 20_000;

export function emptyCells(rows: number, columns: number): Cells {
  const row = Array.from({ length: columns }, () => []);
  return { headerRow: true, headerColumn: false, rows: Array.from({ length: rows }, () => row) };
}

/** Words and atoms, and one for each cell, which is a text of its own. */
export function unitsOfCells({ rows }: Cells): number {
  const ofCell = (cell: Cell): number =>
    cell.reduce((units, { text }) => units + (text?.length ?? 1), 1);
  return rows.reduce((all, row) => row.reduce((units, cell) => units + ofCell(cell), all), 0);
}

export function drawRows(cells: Cells | null): DOMOutputSpec[] {
  if (cells === null) return [];
  return cells.rows.map((row, r) => [
    'tr',
    {},
    ...row.map((cell, c): DOMOutputSpec => {
      const isHead = (cells.headerRow && r === 0) || (cells.headerColumn && c === 0);
      return [isHead ? 'th' : 'td', {}, ...cell.map(drawRun)];
    }),
  ]);
}

function drawRun({ text, embed, formats }: CellRun): DOMOutputSpec {
  let drawn: DOMOutputSpec = embed === undefined ? ['span', {}, text ?? ''] : drawAtom(embed);
  if (formats.strong === true) drawn = ['strong', {}, drawn];
  if (formats.em === true) drawn = ['em', {}, drawn];
  if (formats.code === true) drawn = ['code', {}, drawn];
  const { link, term } = formats;
  if (typeof term === 'string') drawn = ['abbr', { title: term }, drawn];
  if (typeof link === 'string' && isSafeAddress(link)) drawn = ['a', { href: link }, drawn];
  return drawn;
}
