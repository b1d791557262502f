// SPDX-License-Identifier: EUPL-1.2
// Find and replace. The browser's own search keeps its key; this panel can replace.
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Binding } from '../../binding/binding';
import { findAll, findingsMax, replaceAll, type Finding, type Wanted } from '../../commands/find';
import { say, type TextKey, type Texts } from '../../texts';
import { make, newId } from '../dom';
import type { Tables } from '../table/tables';

export interface FindOptions {
  readonly texts: Texts;
  readonly binding: Binding;
  readonly view: () => EditorView;
  readonly tables: () => Tables;
}

export class FindPanel {
  readonly element: HTMLElement;
  private readonly words: HTMLInputElement;
  private readonly by: HTMLInputElement;
  private readonly matchCase = make('input', { type: 'checkbox' });
  private readonly wholeWords = make('input', { type: 'checkbox' });
  private readonly count = make('p', { class: 'dk-find__count', role: 'status' });
  private findings: Finding[] = [];
  private at = -1;

  constructor(private readonly options: FindOptions) {
    const { texts } = options;
    this.words = this.field();
    this.by = this.field();
    const row = (label: TextKey, input: HTMLInputElement): HTMLElement =>
      make('label', { class: 'dk-find__field' }, make('span', {}, texts[label]), input);
    const button = (label: TextKey, run: () => void): HTMLElement => {
      const made = make('button', { type: 'button', class: 'dk-table__tool' }, texts[label]);
      made.addEventListener('click', run);
      return made;
    };
    this.element = make(
      'search',
      { class: 'dk-find', 'aria-label': texts.find, hidden: '', id: newId('find') },
      row('find_words', this.words),
      row('find_by', this.by),
      make('label', {}, this.matchCase, texts.find_case),
      make('label', {}, this.wholeWords, texts.find_whole),
      this.count,
      button('find_previous', () => this.step(-1)),
      button('find_next', () => this.step(1)),
      button('find_replace', () => this.replaceOne()),
      button('find_replace_all', () => this.replaceAll()),
      button('close', () => this.close()),
    );
    for (const input of [this.words, this.matchCase, this.wholeWords]) {
      input.addEventListener('input', () => this.search());
    }
    this.element.addEventListener('keydown', (event) => this.key(event));
  }

  open(): void {
    const { state } = this.options.view();
    const { from, to } = state.selection;
    const selected = state.doc.textBetween(from, to, '\n');
    if (selected !== '' && !selected.includes('\n')) this.words.value = selected;
    this.element.hidden = false;
    this.search();
    this.words.focus();
    this.words.select();
  }

  private field(): HTMLInputElement {
    return make('input', {
      type: 'text',
      class: 'kern-form-input__input',
      autocomplete: 'off',
      spellcheck: 'false',
    });
  }

  private get wanted(): Wanted {
    return {
      words: this.words.value,
      matchCase: this.matchCase.checked,
      wholeWords: this.wholeWords.checked,
    };
  }

  private search(): void {
    const { binding, texts } = this.options;
    this.findings = findAll(this.options.view().state.doc, binding.map, this.wanted);
    this.at = -1;
    const count = this.findings.length;
    const key = count === 0 ? 'find_none' : count === 1 ? 'find_one' : 'find_many';
    const shown = count === findingsMax ? `${count}+` : count;
    this.count.textContent = this.words.value === '' ? '' : say(texts, key, { count: shown });
  }

  /** Goes to the next finding; the text may have changed, so it is searched anew. */
  private step(direction: 1 | -1): void {
    const before = this.at;
    this.search();
    const count = this.findings.length;
    if (count === 0) return;
    this.at = before < 0 ? this.fromCursor(direction) : (before + direction + count) % count;
    this.show();
    const { texts } = this.options;
    this.count.textContent = say(texts, 'find_at', { at: this.at + 1, count });
  }

  private fromCursor(direction: 1 | -1): number {
    const { head } = this.options.view().state.selection;
    const behind = this.findings.findIndex(({ from, cell }) => cell === null && from >= head);
    if (behind < 0) return direction === 1 ? 0 : this.findings.length - 1;
    return direction === 1 ? behind : (behind - 1 + this.findings.length) % this.findings.length;
  }

  private show(): void {
    const finding = this.findings[this.at]!;
    const { cell, from, to } = finding;
    const tables = this.options.tables();
    let view = this.options.view();
    let base = 0;
    if (cell !== null) {
      tables.enter(cell.uid, cell.row, cell.column);
      if (tables.activeView === null) {
        // Who only reads has no cursor in a cell.
        tables.elementOf(cell.uid, cell.row, cell.column)?.scrollIntoView({ block: 'center' });
        return;
      }
      view = tables.activeView;
      base = 1;
    } else tables.leaveCell();
    const { doc, tr } = view.state;
    view.dispatch(tr.setSelection(TextSelection.create(doc, base + from, base + to)));
    view.domAtPos(base + from).node.parentElement?.scrollIntoView({ block: 'center' });
    this.words.focus();
  }

  private replaceOne(): void {
    const { binding, view } = this.options;
    if (!view().editable) return;
    if (this.at < 0) this.step(1);
    const finding = this.findings[this.at];
    if (finding === undefined) return;
    const at = this.at;
    const now = findAll(view().state.doc, binding.map, this.wanted)[at];
    if (now?.from !== finding.from) {
      this.search();
      return;
    }
    replaceAll(binding, [now], this.by.value);
    this.search();
    this.at = at - 1;
    if (this.findings.length > 0) this.step(1);
  }

  private replaceAll(): void {
    const { binding, texts, view } = this.options;
    if (!view().editable) return;
    this.search();
    const count = this.findings.length;
    replaceAll(binding, this.findings, this.by.value);
    this.search();
    this.count.textContent = say(texts, 'find_replaced', { count });
  }

  private close(): void {
    this.element.hidden = true;
    (this.options.tables().activeView ?? this.options.view()).focus();
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && event.target === this.words) {
      this.step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Enter' && event.target === this.by) this.replaceOne();
    else return;
    event.preventDefault();
  }
}
