// SPDX-License-Identifier: EUPL-1.2
// What is pasted into a cell. Cells go into the cells from here on, as in a spreadsheet; a table
// among other words becomes lines, for a cell holds no table.
import { Fragment, Slice, type Node as PmNode } from 'prosemirror-model';
import type { TableEdit } from '../../binding/tables';
import type { Cell, Cells } from '../../schema/cells';
import { marksOf } from '../../schema/marks';
import { isKind, schema } from '../../schema/schema';

export interface Target {
  readonly edit: TableEdit;
  readonly place: readonly [row: number, column: number];
}

export type Put = 'put' | 'no_room' | 'words';

/** Puts the cells of a slice into a table; 'words' where the slice is not a table alone. */
export function putCells({ edit, place: [row, column] }: Target, slice: Slice): Put {
  const rows = rowsOf(slice);
  if (rows === null) return 'words';
  return edit.putCells(row, column, rows) ? 'put' : 'no_room';
}

/** The rows of a slice that holds one table and nothing else; a single cell counts as words. */
function rowsOf({ content }: Slice): Cells['rows'] | null {
  let rows: Cells['rows'] | null = null;
  for (const node of content.content) {
    const cells = cellsIn(node);
    const hasMore = node.isInline || node.content.size > 0;
    if (hasMore || (cells !== null && rows !== null)) return null;
    rows = cells?.rows ?? rows;
  }
  const count = rows?.reduce((sum, row) => sum + row.length, 0) ?? 0;
  return count > 1 ? rows : null;
}

/** The same slice, each row of a table in it a block of words. */
export function withRowsAsLines(slice: Slice): Slice {
  if (!slice.content.content.some((node) => cellsIn(node) !== null)) return slice;
  const nodes = slice.content.content.flatMap((node): PmNode[] => {
    const cells = cellsIn(node);
    if (cells === null) return [node];
    const lines = cells.rows.map((row) => schema.node('block', null, lineOf(row)));
    return node.content.size > 0 ? [schema.node('block', null, node.content), ...lines] : lines;
  });
  return new Slice(Fragment.fromArray(nodes), slice.openStart, slice.openEnd);
}

function lineOf(row: readonly Cell[]): PmNode[] {
  const filled = row.filter((cell) => cell.length > 0);
  return filled.flatMap((cell, at) => [
    ...(at > 0 ? [schema.text(' | ')] : []),
    ...cell.map(({ text, embed, formats }) => {
      const node = text === undefined ? schema.node('atom', { data: embed }) : schema.text(text);
      return node.mark(marksOf(schema, new Map(Object.entries(formats))));
    }),
  ]);
}

function cellsIn(node: PmNode): Cells | null {
  if (node.type.name !== 'block' || !isKind(node, 'table')) return null;
  return (node.attrs.cells as Cells | null) ?? null;
}
