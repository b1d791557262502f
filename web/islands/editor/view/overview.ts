// SPDX-License-Identifier: EUPL-1.2
// Below the text: how many words there are, and the notes in order. Looked at when nobody writes.
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Node as PmNode } from 'prosemirror-model';
import type * as Y from 'yjs';
import { readTable } from '../binding/tables';
import { asNote } from '../schema/atoms';
import { isKind } from '../schema/schema';
import { say, type Texts } from '../texts';
import { make } from './dom';

const calmMs = 600;

export function countWords(words: string): number {
  return words.match(/\S+/g)?.length ?? 0;
}

/** The words of the text with its tables; as the server counts them. */
export function wordsIn(doc: PmNode, map: Y.Map<unknown>): number {
  let count = 0;
  doc.forEach((block) => {
    count += countWords(block.textContent);
    if (!isKind(block, 'table')) return;
    for (const row of readTable(map, String(block.attrs.uid))?.rows ?? []) {
      for (const cell of row) count += countWords(cell?.toString() ?? '');
    }
  });
  return count;
}

export class Overview {
  readonly element: HTMLElement;
  private readonly words = make('p', { class: 'dk-overview__words' });
  private readonly list = make('ol');
  private readonly notes: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private counted: { doc: PmNode; words: number } | null = null;

  constructor(
    private readonly texts: Texts,
    private readonly map: Y.Map<unknown>,
    private readonly view: () => EditorView,
  ) {
    this.notes = make('details', {}, make('summary', {}, texts.notes), this.list);
    this.element = make('div', { class: 'dk-overview' }, this.words, this.notes);
  }

  refresh(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), calmMs);
  }

  destroy(): void {
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private draw(): void {
    const view = this.view();
    if (view.isDestroyed) return;
    const { doc, selection } = view.state;
    if (this.counted?.doc !== doc) {
      this.counted = { doc, words: wordsIn(doc, this.map) };
      this.drawNotes(doc);
    }
    const count = this.counted.words;
    const selected = countWords(doc.textBetween(selection.from, selection.to, ' ', ' '));
    this.words.textContent = selection.empty
      ? say(this.texts, 'words_count', { count })
      : say(this.texts, 'words_selected', { count, selected });
  }

  private drawNotes(doc: PmNode): void {
    const items: HTMLElement[] = [];
    doc.descendants((node, position) => {
      const note = node.type.name === 'atom' ? asNote(node.attrs.data) : null;
      if (note === null) return;
      const jump = make('button', { type: 'button', class: 'dk-outline__jump' }, note.text);
      jump.addEventListener('click', () => this.jump(position));
      items.push(make('li', {}, jump));
    });
    this.notes.hidden = items.length === 0;
    this.list.replaceChildren(...items);
  }

  private jump(position: number): void {
    const view = this.view();
    const { doc, tr } = view.state;
    const at = Math.min(position + 1, doc.content.size);
    view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(at))).scrollIntoView());
    view.focus();
  }
}
