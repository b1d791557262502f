// SPDX-License-Identifier: EUPL-1.2
// Dragging the block of the cursor by the button left of its line. Keys: Alt and arrow.
import type { EditorView } from 'prosemirror-view';
import { moveBlocks } from '../commands/blocks';
import { make } from './dom';

/** Less is a click. */
const dragPixels = 6;
const scrollEdge = 60;
const scrollStep = 14;

export class BlockDrag {
  private readonly line = make('div', { class: 'dk-drop', hidden: '', 'aria-hidden': 'true' });
  private from: { index: number; y: number } | null = null;
  private target = -1;

  constructor(private readonly view: () => EditorView) {}

  attach(handle: HTMLElement): void {
    handle.after(this.line);
    handle.addEventListener('pointerdown', (event) => {
      const view = this.view();
      if (event.button !== 0 || !view.editable) return;
      this.from = { index: view.state.selection.$head.index(0), y: event.clientY };
      this.target = -1;
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener('pointermove', (event) => this.moved(event));
    handle.addEventListener('pointerup', () => this.drop(handle));
    handle.addEventListener('pointercancel', () => this.end());
    handle.addEventListener('keydown', (event) => event.key === 'Escape' && this.end());
  }

  private moved(event: PointerEvent): void {
    const { from } = this;
    if (from === null) return;
    if (this.target < 0 && Math.abs(event.clientY - from.y) < dragPixels) return;
    const view = this.view();
    const blocks = [...view.dom.children] as HTMLElement[];
    const frame = this.line.parentElement!.getBoundingClientRect();
    this.target = blocks.findIndex((block) => {
      const { top, height } = block.getBoundingClientRect();
      return event.clientY < top + height / 2;
    });
    if (this.target < 0) this.target = blocks.length;
    const below = blocks[this.target];
    const y = below
      ? below.getBoundingClientRect().top
      : blocks[blocks.length - 1]!.getBoundingClientRect().bottom;
    this.line.style.top = `${y - frame.top}px`;
    this.line.hidden = false;
    if (event.clientY < scrollEdge * 2) window.scrollBy(0, -scrollStep);
    else if (event.clientY > window.innerHeight - scrollEdge) window.scrollBy(0, scrollStep);
  }

  private drop(handle: HTMLElement): void {
    const { from, target } = this;
    this.end();
    if (from === null || target < 0) return;
    // What follows is no click on the button.
    const swallow = (event: Event): void => event.stopImmediatePropagation();
    handle.addEventListener('click', swallow, true);
    setTimeout(() => handle.removeEventListener('click', swallow, true));
    const view = this.view();
    const count = view.state.doc.childCount;
    const move = { from: from.index, to: from.index + 1, before: Math.min(target, count) };
    const tr = from.index < count ? moveBlocks(view.state, move) : null;
    if (tr !== null) view.dispatch(tr.scrollIntoView());
    view.focus();
  }

  private end(): void {
    this.from = null;
    this.line.hidden = true;
  }
}
