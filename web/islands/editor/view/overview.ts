// SPDX-License-Identifier: EUPL-1.2
// Below the text: how many words there are, the notes in order and the terms with what they mean,
// those of table cells too. Looked at when nobody writes.
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Fragment, Node as PmNode } from 'prosemirror-model';
import type * as Y from 'yjs';
import { projectCell } from '../binding/cell';
import { readTable } from '../binding/tables';
import { asNote } from '../schema/atoms';
import { isKind } from '../schema/schema';
import { say, type Texts } from '../texts';
import { make } from './dom';

const calmMs = 600;

export interface OverviewOptions {
  readonly texts: Texts;
  readonly map: Y.Map<unknown>;
  readonly view: () => EditorView;
  /** Puts the cursor into a cell. */
  readonly enterCell: (uid: string, row: number, column: number) => boolean;
}

export function countWords(words: string): number {
  return words.match(/\S+/g)?.length ?? 0;
}

type Jump = () => void;

/** What the text says besides its words. */
interface Found {
  words: number;
  readonly notes: { readonly text: string; readonly jump: Jump }[];
  readonly terms: Map<string, { word: string; means: string; readonly jump: Jump }>;
}

export class Overview {
  readonly element: HTMLElement;
  private readonly words = make('p', { class: 'dk-overview__words' });
  private readonly noteList = make('ol');
  private readonly termList = make('dl', { class: 'dk-overview__terms' });
  private readonly notes: HTMLElement;
  private readonly terms: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private counted: { doc: PmNode; words: number } | null = null;

  constructor(private readonly options: OverviewOptions) {
    const { texts, map } = options;
    this.notes = make('details', {}, make('summary', {}, texts.notes), this.noteList);
    this.terms = make('details', {}, make('summary', {}, texts.terms), this.termList);
    this.element = make('div', { class: 'dk-overview' }, this.words, this.notes, this.terms);
    map.observeDeep(this.cellsChanged);
  }

  refresh(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), calmMs);
  }

  destroy(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.options.map.unobserveDeep(this.cellsChanged);
  }

  private readonly cellsChanged = (): void => {
    this.counted = null;
    this.refresh();
  };

  private draw(): void {
    const { texts } = this.options;
    const view = this.options.view();
    if (view.isDestroyed) return;
    const { doc, selection } = view.state;
    if (this.counted?.doc !== doc) {
      const found = this.look(doc);
      this.counted = { doc, words: found.words };
      this.drawLists(found);
    }
    const count = this.counted.words;
    const selected = countWords(doc.textBetween(selection.from, selection.to, ' ', ' '));
    this.words.textContent = selection.empty
      ? say(texts, 'words_count', { count })
      : say(texts, 'words_selected', { count, selected });
  }

  private look(doc: PmNode): Found {
    const found: Found = { words: 0, notes: [], terms: new Map() };
    doc.forEach((block, offset) => {
      found.words += countWords(block.textContent);
      gather(found, block.content, (inner) => () => this.jump(offset + 1 + inner));
      if (!isKind(block, 'table')) return;
      const uid = String(block.attrs.uid);
      readTable(this.options.map, uid)?.rows.forEach((cells, row) =>
        cells.forEach((cell, column) => {
          if (cell === null) return;
          found.words += countWords(cell.toString());
          const jump: Jump = () => void this.options.enterCell(uid, row, column);
          gather(found, projectCell(cell), () => jump);
        }),
      );
    });
    return found;
  }

  private drawLists({ notes, terms }: Found): void {
    this.notes.hidden = notes.length === 0;
    this.noteList.replaceChildren(
      ...notes.map(({ text, jump }) => make('li', {}, jumper(text, jump))),
    );
    this.terms.hidden = terms.size === 0;
    this.termList.replaceChildren(
      ...[...terms.values()].flatMap(({ word, means, jump }) => [
        make('dt', {}, jumper(word, jump)),
        make('dd', {}, means),
      ]),
    );
  }

  private jump(position: number): void {
    const view = this.options.view();
    const { doc, tr } = view.state;
    const at = Math.min(position + 1, doc.content.size);
    view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(at))).scrollIntoView());
    view.focus();
  }
}

/** The notes and terms in the content of one block; stretches of one term belong together. */
function gather(found: Found, content: Fragment, jumpTo: (offset: number) => Jump): void {
  let open: { means: string; word: string; at: number } | null = null;
  const close = (): void => {
    if (open === null) return;
    const { word, means, at } = open;
    const key = `${word}\n${means}`;
    if (!found.terms.has(key)) found.terms.set(key, { word, means, jump: jumpTo(at) });
    open = null;
  };
  content.forEach((node, offset) => {
    const note = node.type.name === 'atom' ? asNote(node.attrs.data) : null;
    if (note !== null) found.notes.push({ text: note.text, jump: jumpTo(offset) });
    const mark = node.marks.find(({ type }) => type.name === 'term');
    const means = mark === undefined ? null : String(mark.attrs.means);
    if (open !== null && open.means !== means) close();
    if (means === null) return;
    open ??= { means, word: '', at: offset };
    open.word += node.textContent;
  });
  close();
}

function jumper(words: string, jump: Jump): HTMLElement {
  const button = make('button', { type: 'button', class: 'dk-outline__jump' }, words);
  button.addEventListener('click', jump);
  return button;
}
