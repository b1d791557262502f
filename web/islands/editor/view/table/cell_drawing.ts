// SPDX-License-Identifier: EUPL-1.2
// Cells that nobody here writes in, as they are drawn.
import { DOMSerializer } from 'prosemirror-model';
import type * as Y from 'yjs';
import { projectCell } from '../../binding/cell';
import type { TableShape } from '../../binding/tables';
import { schema } from '../../schema/schema';
import { say, type Texts } from '../../texts';
import { make } from '../dom';

const serializer = DOMSerializer.fromSchema(schema);

export interface DrawnCell {
  readonly element: HTMLElement;
  readonly text: Y.Text | null;
}

export function drawRow(table: TableShape, cells: readonly DrawnCell[], r: number): HTMLElement {
  return make(
    'tr',
    {},
    ...cells.map(({ element }, c) => {
      const isTop = table.headerRow && r === 0;
      if (!isTop && !(table.headerColumn && c === 0)) return make('td', {}, element);
      return make('th', { scope: isTop ? 'col' : 'row' }, element);
    }),
  );
}

/** A cell is named by its place and by the heads of its column and row. */
export function describe(
  element: HTMLElement,
  { table, r, c }: { table: TableShape; r: number; c: number },
  texts: Texts,
): void {
  const heads = [
    table.headerRow && r > 0 ? table.rows[0]?.[c] : null,
    table.headerColumn && c > 0 ? table.rows[r]?.[0] : null,
  ].map((head) => head?.toString().trim() ?? '');
  const label = say(texts, 'cell_label', { row: r + 1, column: c + 1 });
  element.setAttribute('role', 'textbox');
  element.setAttribute('aria-multiline', 'true');
  element.setAttribute('aria-label', [label, ...heads.filter((head) => head !== '')].join(', '));
  element.tabIndex = r === 0 && c === 0 ? 0 : -1;
}

export function fill(element: HTMLElement, text: Y.Text | null): void {
  element.className = 'dk-cell';
  element.removeAttribute('contenteditable');
  element.replaceChildren();
  if (text === null) return;
  element.append(serializer.serializeFragment(projectCell(text)));
  if (element.textContent?.endsWith('\n')) element.append(make('br'));
}
