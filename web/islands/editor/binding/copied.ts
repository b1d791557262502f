// SPDX-License-Identifier: EUPL-1.2
// What is copied leaves the text, and a table must take its rows along.
import { Fragment, Slice, type Node as PmNode } from 'prosemirror-model';
import * as Y from 'yjs';
import type { Cell, CellRun, Cells } from '../schema/cells';
import { isKind } from '../schema/schema';
import { readTable } from './tables';

function cellOf(text: Y.Text | null): Cell {
  if (text === null) return [];
  return (text.toDelta() as Y.YTextEvent['delta']).flatMap(({ insert, attributes }): CellRun[] => {
    const formats = attributes ?? {};
    if (typeof insert === 'string') return [{ text: insert, formats }];
    return insert instanceof Y.AbstractType ? [] : [{ embed: insert as object, formats }];
  });
}

export function cellsOf(map: Y.Map<unknown>, uid: string): Cells | null {
  const table = readTable(map, uid);
  if (table === null) return null;
  const { rows, headerRow, headerColumn } = table;
  return { headerRow, headerColumn, rows: rows.map((row) => row.map(cellOf)) };
}

/** The same slice, its tables with their rows. */
export function withCells(slice: Slice, map: Y.Map<unknown>): Slice {
  const filled = (node: PmNode): PmNode => {
    if (node.type.name !== 'block' || !isKind(node, 'table')) return node;
    const cells = cellsOf(map, String(node.attrs.uid));
    return node.type.create({ ...node.attrs, cells }, node.content, node.marks);
  };
  const nodes: PmNode[] = [];
  slice.content.forEach((node) => nodes.push(filled(node)));
  return new Slice(Fragment.fromArray(nodes), slice.openStart, slice.openEnd);
}
