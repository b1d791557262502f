// SPDX-License-Identifier: EUPL-1.2
// People in tables: a cell's editor without a browser, and what tables say by Yjs' own reading.
import assert from 'node:assert/strict';
import { EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import { CellBinding, cellDocument, projectCell } from '../../binding/cell';
import { readTable, TableEdit } from '../../binding/tables';
import type { Host } from '../../binding/binding';
import { emptyCells } from '../../schema/cells';
import { schema } from '../../schema/schema';
import { blockStart } from '../../binding/patch';
import type { Peer } from './peer';

/** One person with the cursor in a cell. */
export class CellPeer implements Host {
  readonly binding: CellBinding;
  state: EditorState;

  constructor(
    peer: Peer,
    readonly text: Y.Text,
  ) {
    this.binding = new CellBinding(text, peer.binding);
    this.state = EditorState.create({ schema, doc: cellDocument(text) });
    this.binding.attach(this);
  }

  update(state: EditorState): void {
    this.state = state;
  }

  apply(make: (tr: Transaction) => Transaction): void {
    this.binding.dispatch(make(this.state.tr));
    this.check();
  }

  type(words: string, at?: number): void {
    this.apply((tr) => (at === undefined ? tr.insertText(words) : tr.insertText(words, 1 + at)));
  }

  select(anchor: number, head = anchor): void {
    this.apply((tr) => tr.setSelection(TextSelection.create(tr.doc, 1 + anchor, 1 + head)));
  }

  check(): void {
    assert.equal(this.state.doc.childCount, 1);
    const shown = this.state.doc.child(0).content;
    assert.ok(shown.eq(projectCell(this.text)), `${shown.toString()} is not what the cell says`);
  }

  destroy(): void {
    this.binding.destroy();
  }
}

/** The uids of the tables a person sees. */
export function tablesOf(peer: Peer): string[] {
  return peer.state.doc.content.content
    .filter((block) => block.attrs.kind === 'table')
    .map((block) => String(block.attrs.uid));
}

export function insertTable(peer: Peer, index: number, rows = 2, columns = 2): string {
  const before = new Set(tablesOf(peer));
  const attributes = { kind: 'table', cells: emptyCells(rows, columns) };
  const block = schema.node('block', attributes, schema.text('Titel'));
  peer.apply(peer.state.tr.insert(blockStart(peer.state.doc, index), block));
  return tablesOf(peer).find((uid) => !before.has(uid))!;
}

export function edit(peer: Peer, uid: string): TableEdit {
  return new TableEdit(peer.binding, uid);
}

/** The words of a table: "a|b / c|d". */
export function rowsOf(peer: Peer, uid: string): string {
  const table = readTable(peer.binding.map, uid);
  if (table === null) return 'no table';
  const words = (cell: Y.Text | null): string => cell?.toString() ?? '';
  return table.rows.map((row) => row.map(words).join('|')).join(' / ');
}

export function cellOf(peer: Peer, uid: string, row: number, column: number): CellPeer {
  return new CellPeer(peer, edit(peer, uid).cell(row, column)!);
}

/** All texts of the root map, alive, by the id of their item. */
export function livingCells(doc: Y.Doc): Map<string, Y.Text> {
  const found = new Map<string, Y.Text>();
  const visit = (value: unknown): void => {
    if (value instanceof Y.Array) value.forEach(visit);
    if (!(value instanceof Y.Text) || value._item === null) return;
    found.set(`${value._item.id.client}.${value._item.id.clock}`, value);
  };
  doc.getMap('b').forEach(visit);
  return found;
}

/** Everything that stands in the root map, in one order. */
export function describeMap(doc: Y.Doc): string {
  const show = (value: unknown): unknown => {
    if (value instanceof Y.Text) return value.toDelta();
    return value instanceof Y.Array ? value.map(show) : value;
  };
  const entries = [...doc.getMap('b').entries()].map(([key, value]) => [key, show(value)]);
  return JSON.stringify(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}
