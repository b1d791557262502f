// SPDX-License-Identifier: EUPL-1.2
// The menu of kinds and structure: opened by a slash in an empty line, by the button left of the
// line, by the toolbar or by a key. A search field with a list, as ARIA's combobox describes it.
import type { EditorView } from 'prosemirror-view';
import type { Texts } from '../texts';
import type { Action } from './actions';
import { make, newId } from './dom';

/** What the menu offers, in this order. */
const groups = ['kind', 'insert', 'list', 'move'] as const;

export interface MenuOptions {
  readonly actions: readonly Action[];
  readonly texts: Texts;
  readonly view: () => EditorView;
  /** Where it is said how the paragraph of the cursor came to be; null: nowhere. */
  readonly origin: () => string | null;
}

export class Menu {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private readonly empty: HTMLElement;
  private readonly origin: HTMLAnchorElement;
  private found: Action[] = [];
  private chosen = 0;
  private bySlash = false;

  constructor(private readonly options: MenuOptions) {
    const { texts } = options;
    const id = newId('menu');
    this.list = make('ul', {
      id,
      role: 'listbox',
      class: 'dk-menu__list',
      'aria-label': texts.menu_label,
    });
    this.input = make('input', {
      type: 'text',
      class: 'dk-menu__search',
      role: 'combobox',
      autocomplete: 'off',
      'aria-label': texts.menu_label,
      'aria-controls': id,
      'aria-expanded': 'true',
      'aria-autocomplete': 'list',
      placeholder: texts.menu_label,
    });
    this.empty = make('p', { class: 'dk-menu__empty', role: 'status' });
    this.origin = make('a', { class: 'dk-menu__origin' }, texts.origin);
    this.element = make(
      'div',
      { class: 'dk-menu', role: 'dialog', 'aria-label': texts.menu_label, hidden: '' },
      this.input,
      this.list,
      this.empty,
      this.origin,
    );
    this.input.addEventListener('input', () => this.draw());
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.origin.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      this.close();
    });
    this.element.addEventListener('focusout', (event) => {
      if (!this.element.contains(event.relatedTarget as Node | null)) this.hide();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Opens under the block of the cursor. */
  open(bySlash = false): void {
    const view = this.options.view();
    if (!view.editable) return;
    this.bySlash = bySlash;
    this.input.value = '';
    const origin = this.options.origin();
    this.origin.hidden = origin === null;
    if (origin !== null) this.origin.href = origin;
    this.element.hidden = false;
    this.place(view);
    this.draw();
    this.input.focus();
  }

  close(): void {
    if (!this.isOpen) return;
    this.hide();
    this.options.view().focus();
  }

  private hide(): void {
    this.element.hidden = true;
  }

  private place(view: EditorView): void {
    const frame = this.element.parentElement!.getBoundingClientRect();
    const cursor = view.coordsAtPos(view.state.selection.head);
    const width = this.element.offsetWidth;
    const left = Math.max(0, Math.min(cursor.left - frame.left, frame.width - width));
    this.element.style.top = `${cursor.bottom - frame.top + 4}px`;
    this.element.style.left = `${left}px`;
  }

  private draw(): void {
    const { actions, texts, view } = this.options;
    const wanted = this.input.value.trim().toLocaleLowerCase();
    const state = view().state;
    this.found = groups.flatMap((group) =>
      actions.filter(
        (action) =>
          action.group === group && texts[action.label].toLocaleLowerCase().includes(wanted),
      ),
    );
    this.chosen = 0;
    this.list.replaceChildren(
      ...this.found.map((action, i) => {
        const item = make(
          'li',
          {
            id: `${this.list.id}-${i}`,
            role: 'option',
            class: 'dk-menu__item',
            'data-active': String(action.active?.(state) ?? false),
          },
          texts[action.label],
        );
        item.addEventListener('mousedown', (event) => event.preventDefault());
        item.addEventListener('click', () => this.take(action));
        return item;
      }),
    );
    this.list.hidden = this.found.length === 0;
    this.empty.textContent = this.found.length === 0 ? texts.menu_empty : '';
    this.mark();
  }

  private mark(): void {
    [...this.list.children].forEach((item, i) => {
      item.setAttribute('aria-selected', String(i === this.chosen));
      if (i === this.chosen) {
        this.input.setAttribute('aria-activedescendant', item.id);
        item.scrollIntoView({ block: 'nearest' });
      }
    });
    if (this.found.length === 0) this.input.removeAttribute('aria-activedescendant');
  }

  private key(event: KeyboardEvent): void {
    const count = this.found.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && count > 0) {
      this.chosen = (this.chosen + step + count) % count;
      this.mark();
    } else if (event.key === 'Enter') {
      const action = this.found[this.chosen];
      if (action) this.take(action);
    } else if (event.key === 'Tab' && !event.shiftKey && !this.origin.hidden) {
      this.origin.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      this.close();
    } else if (event.key === '/' && this.bySlash && this.input.value === '') {
      this.close();
      const view = this.options.view();
      view.dispatch(view.state.tr.insertText('/'));
    } else if (event.key === 'Backspace' && this.input.value === '') {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private take(action: Action): void {
    this.close();
    const view = this.options.view();
    action.run(view.state, view.dispatch, view);
  }
}
