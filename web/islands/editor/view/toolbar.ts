// SPDX-License-Identifier: EUPL-1.2
import type { EditorView } from 'prosemirror-view';
import type { Texts } from '../texts';
import type { Action } from './actions';
import { drawing, make } from './dom';
import { keyInWords } from './keys';

export interface ToolbarOptions {
  readonly actions: readonly Action[];
  readonly texts: Texts;
  readonly openMenu: () => void;
}

/** A toolbar as ARIA describes it: one stop for Tab, arrow keys within. */
export class Toolbar {
  readonly element: HTMLElement;
  private readonly buttons: { button: HTMLButtonElement; action: Action }[] = [];
  private readonly kind: HTMLButtonElement;
  private viewNow: (() => EditorView) | null = null;
  private frame = 0;

  constructor(private readonly options: ToolbarOptions) {
    const { texts, actions } = options;
    this.element = make('div', {
      class: 'dk-toolbar',
      role: 'toolbar',
      'aria-label': texts.toolbar,
    });
    this.kind = make('button', {
      type: 'button',
      class: 'dk-tool dk-tool--kind',
      'aria-haspopup': 'dialog',
      title: texts.menu_open,
    });
    this.kind.addEventListener('click', () => options.openMenu());
    this.element.append(this.kind);
    let group = '';
    for (const action of actions) {
      if (action.drawing === undefined) continue;
      if (group !== action.group) this.element.append(make('span', { class: 'dk-toolbar__gap' }));
      group = action.group;
      this.element.append(this.button(action));
    }
    this.element.addEventListener('keydown', (event) => this.walk(event));
    this.rove(this.all()[0]);
  }

  /** `view` is the editor with the cursor: of the text or of a cell. */
  attach(view: () => EditorView, isCell: () => boolean): void {
    this.viewNow = view;
    this.isCell = isCell;
    this.refresh();
  }

  private get view(): EditorView | null {
    return this.viewNow?.() ?? null;
  }

  private isCell: () => boolean = () => false;

  focus(): void {
    this.all()
      .find((button) => button.tabIndex === 0)
      ?.focus();
  }

  /** Shows what is in force where the cursor is, at most once for each picture drawn. */
  refresh(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
  }

  private draw(): void {
    const { view } = this;
    if (view === null || view.isDestroyed) return;
    const { state, editable } = view;
    const inCell = this.isCell();
    for (const { button, action } of this.buttons) {
      // Not the attribute: a button that turns it on while focused would lose the focus.
      button.setAttribute(
        'aria-disabled',
        String(!editable || (inCell && action.inCell !== true) || !action.run(state)),
      );
      if (action.active) button.setAttribute('aria-pressed', String(action.active(state)));
    }
    const active = this.options.actions.find(
      (action) => action.group === 'kind' && action.active?.(state),
    );
    const isTable = inCell || view.state.selection.$head.parent.attrs.kind === 'table';
    const words = this.options.texts[isTable ? 'kind_table' : (active?.label ?? 'kind_h')];
    if (this.kind.textContent !== words) {
      this.kind.textContent = words;
      this.kind.setAttribute('aria-label', `${this.options.texts.kind_label}: ${words}`);
    }
    this.kind.setAttribute('aria-disabled', String(!editable));
  }

  private button(action: Action): HTMLButtonElement {
    const { texts } = this.options;
    const label = texts[action.label];
    const keys = action.keys.slice(0, 1).map((key) => keyInWords(key, texts));
    const button = make(
      'button',
      {
        type: 'button',
        class: 'dk-tool',
        'data-name': action.name,
        'aria-label': label,
        title: [label, ...keys].join(' – '),
      },
      drawing(action.drawing ?? ''),
    );
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', () => {
      const { view } = this;
      if (view === null || !view.editable || (this.isCell() && action.inCell !== true)) return;
      action.run(view.state, view.dispatch, view);
      if (action.name !== 'link' && document.activeElement === document.body) view.focus();
      this.refresh();
    });
    this.buttons.push({ button, action });
    return button;
  }

  private all(): HTMLButtonElement[] {
    // Narrow screens leave out what the menu offers too.
    return [...this.element.querySelectorAll('button')].filter(
      (button) => getComputedStyle(button).display !== 'none',
    );
  }

  private walk(event: KeyboardEvent): void {
    const all = this.all();
    const at = all.indexOf(event.target as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape') this.view?.focus();
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    this.rove(next);
    next?.focus();
  }

  private rove(to: HTMLButtonElement | undefined): void {
    for (const button of this.all()) button.tabIndex = button === to ? 0 : -1;
  }
}
