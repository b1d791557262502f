// SPDX-License-Identifier: EUPL-1.2
// Finding words in the text and in the cells of its tables, and replacing them by normal edits.
import type { Node as PmNode } from 'prosemirror-model';
import * as Y from 'yjs';
import type { Binding } from '../binding/binding';
import { readTable } from '../binding/tables';
import { isKind } from '../schema/schema';

export interface Wanted {
  readonly words: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
}

/** One finding: in the text (positions of ProseMirror) or in a cell (units of its text). */
export interface Finding {
  readonly from: number;
  readonly to: number;
  readonly cell: CellPlace | null;
}
export interface CellPlace {
  readonly uid: string;
  readonly row: number;
  readonly column: number;
  readonly text: Y.Text;
}

export const findingsMax = 10_000;

/** The expression that finds; null for nothing wanted. */
export function expressionOf({ words, matchCase, wholeWords }: Wanted): RegExp | null {
  if (words === '') return null;
  const exact = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const edges = ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'];
  const source = wholeWords ? `${edges[0]}(?:${exact})${edges[1]}` : exact;
  return new RegExp(source, matchCase ? 'gu' : 'giu');
}

/** Each atom is one unit that no word matches. */
function wordsOf(block: PmNode): string {
  return block.textBetween(0, block.content.size, undefined, '\uFFFC');
}

function plain(text: Y.Text): string {
  let words = '';
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { content, length } = item;
    words += content instanceof Y.ContentString ? content.str : '\uFFFC'.repeat(length);
  }
  return words;
}

/** All findings in reading order: a table's cells come behind its caption. */
export function findAll(doc: PmNode, map: Y.Map<unknown>, wanted: Wanted): Finding[] {
  const expression = expressionOf(wanted);
  const found: Finding[] = [];
  if (expression === null) return found;
  const take = (words: string, base: number, cell: CellPlace | null): void => {
    for (const match of words.matchAll(expression)) {
      if (found.length === findingsMax) return;
      const from = base + match.index;
      found.push({ from, to: from + match[0].length, cell });
    }
  };
  doc.forEach((block, offset) => {
    take(wordsOf(block), offset + 1, null);
    if (!isKind(block, 'table')) return;
    const uid = String(block.attrs.uid);
    readTable(map, uid)?.rows.forEach((cells, row) =>
      cells.forEach((text, column) => {
        if (text !== null) take(plain(text), 0, { uid, row, column, text });
      }),
    );
  });
  return found;
}

/** Puts words in the place of a finding in a cell; they get the formats of its first character. */
function replaceInCell(text: Y.Text, { from, to }: Finding, words: string): void {
  let formats: Record<string, unknown> = {};
  let at = 0;
  for (const { insert, attributes } of text.toDelta() as Y.YTextEvent['delta']) {
    const length = typeof insert === 'string' ? insert.length : 1;
    if (from < at + length) {
      formats = attributes ?? {};
      break;
    }
    at += length;
  }
  text.delete(from, to - from);
  if (words !== '') text.insert(from, words, formats);
}

/** Replaces findings, the last first so that the others stay where they are. One step of undo. */
export function replaceAll(binding: Binding, findings: readonly Finding[], words: string): void {
  const { host } = binding;
  if (host === null || findings.length === 0) return;
  binding.onStructure();
  const { tr, doc } = host.state;
  for (const { from, to, cell } of [...findings].reverse()) {
    if (cell !== null) continue;
    const marks = doc.resolve(from + 1).marks();
    if (words === '') tr.delete(from, to);
    else tr.replaceWith(from, to, doc.type.schema.text(words, marks));
  }
  binding.doc.transact(() => {
    for (const finding of [...findings].reverse()) {
      if (finding.cell) replaceInCell(finding.cell.text, finding, words);
    }
  }, binding);
  if (tr.docChanged) binding.dispatch(tr);
  binding.onStructure();
}
