// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import test from 'node:test';
import { columnsMax, rowsMax } from '../schema/cells';
import { isTableCut } from '../schema/paste';

const table = (rows: number, columns: number): string =>
  `<table>${`<tr>${'<td>x</td>'.repeat(columns)}</tr>`.repeat(rows)}</table>`;

test('a table that does not come along whole is told of', () => {
  assert.equal(isTableCut(`<p>x</p>${table(10, columnsMax)}${table(rowsMax, 2)}`), false);
  assert.equal(isTableCut(table(rowsMax + 1, 1)), true);
  assert.equal(isTableCut(table(1, columnsMax + 1)), true);
  assert.equal(isTableCut(table(500, 41)), true, 'too many cells');
  assert.equal(isTableCut('<tr>'.repeat(rowsMax + 1)), false, 'no table');
});
