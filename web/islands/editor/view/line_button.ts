// SPDX-License-Identifier: EUPL-1.2
import type { EditorView } from 'prosemirror-view';
import { icon, make } from './dom';

/** The button left of the line the cursor is in; it opens the menu of kinds and structure. */
export class LineButton {
  readonly element: HTMLButtonElement;
  private frame = 0;

  constructor(
    label: string,
    open: () => void,
    private readonly view: () => EditorView,
  ) {
    this.element = make(
      'button',
      {
        type: 'button',
        class: 'dk-line-button',
        'aria-haspopup': 'dialog',
        'aria-label': label,
        title: label,
        hidden: '',
      },
      icon('add'),
    );
    this.element.addEventListener('mousedown', (event) => event.preventDefault());
    this.element.addEventListener('click', open);
  }

  /** Follows the cursor, at most once for each picture drawn. */
  refresh(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.place();
    });
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
  }

  private place(): void {
    const view = this.view();
    if (view.isDestroyed) return;
    this.element.hidden = !view.editable;
    const { $head } = view.state.selection;
    const block = $head.depth > 0 ? view.nodeDOM($head.before(1)) : null;
    if (!(block instanceof HTMLElement)) return;
    const frame = this.element.parentElement!.getBoundingClientRect();
    this.element.style.top = `${block.getBoundingClientRect().top - frame.top}px`;
  }
}
