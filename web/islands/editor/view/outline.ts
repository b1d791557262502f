// SPDX-License-Identifier: EUPL-1.2
// The headings at the left: jump to a section, move it with Alt and arrow keys or the buttons.
import type { Node as PmNode } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { blockStart } from '../binding/patch';
import { moveBlocks, moveSection, sectionEnd } from '../commands/blocks';
import { headingLevel } from '../schema/schema';
import { say, type Texts } from '../texts';
import type { Announcer } from './announcer';
import { icon, make, newId } from './dom';

export interface Heading {
  readonly index: number;
  readonly level: number;
  readonly title: string;
  readonly uid: string;
}

export function headingsOf(doc: PmNode): Heading[] {
  const found: Heading[] = [];
  doc.forEach((block, _offset, index) => {
    if (block.attrs.kind !== 'h' || block.attrs.list !== '') return;
    const level = headingLevel(block.attrs.level as number);
    found.push({ index, level, title: block.textContent.trim(), uid: block.attrs.uid as string });
  });
  return found;
}

export interface OutlineOptions {
  readonly texts: Texts;
  readonly announcer: Announcer;
  readonly view: () => EditorView;
}

export class Outline {
  readonly element: HTMLElement;
  private readonly list = make('ol', { class: 'dk-outline__list' });
  private readonly empty: HTMLElement;
  private dragged: string | null = null;
  private shown = '';
  private frame = 0;

  constructor(private readonly options: OutlineOptions) {
    const { texts } = options;
    const title = make(
      'h2',
      { class: 'kern-title kern-title--small', id: newId('outline') },
      texts.outline,
    );
    this.empty = make('p', { class: 'kern-body kern-body--small' }, texts.outline_empty);
    const hint = make('p', { class: 'kern-sr-only', id: newId('hint') }, texts.outline_hint);
    this.list.setAttribute('aria-describedby', hint.id);
    const fold = make(
      'details',
      { class: 'dk-outline__fold' },
      make('summary', { class: 'dk-outline__summary' }, title),
      hint,
      this.empty,
      this.list,
    );
    fold.open = window.matchMedia('(min-width: 62rem)').matches;
    this.element = make('nav', { class: 'dk-outline', 'aria-labelledby': title.id }, fold);
    this.list.addEventListener('keydown', (event) => this.key(event));
  }

  /** Looks again, at most once for each picture drawn. */
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
    const view = this.options.view();
    if (view.isDestroyed) return;
    const headings = headingsOf(view.state.doc);
    const form = JSON.stringify([headings, view.editable]);
    if (form === this.shown) return;
    this.shown = form;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.heading;
    this.list.replaceChildren(...headings.map((heading) => this.item(heading, view.editable)));
    this.empty.hidden = headings.length > 0;
    if (focused !== undefined) {
      this.list.querySelector<HTMLElement>(`[data-heading="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  private item(heading: Heading, movable: boolean): HTMLElement {
    const { texts } = this.options;
    const title = heading.title === '' ? texts.untitled : heading.title;
    const jump = make(
      'button',
      {
        type: 'button',
        class: 'dk-outline__jump',
        'data-heading': heading.uid,
      },
      title,
    );
    jump.addEventListener('click', () => this.jump(heading));
    const mover = (direction: -1 | 1): HTMLElement => {
      const up = direction === -1;
      const label = say(texts, up ? 'section_up' : 'section_down', { title });
      const button = make(
        'button',
        {
          type: 'button',
          class: 'dk-outline__move',
          'aria-label': label,
          title: label,
          'data-heading': `${heading.uid} ${direction}`,
        },
        icon(up ? 'arrow-up' : 'arrow-down'),
      );
      button.addEventListener('click', () => this.move(heading, direction));
      return button;
    };
    const item = make(
      'li',
      { 'data-level': String(heading.level), draggable: movable && 'true' },
      jump,
      movable ? mover(-1) : null,
      movable ? mover(1) : null,
    );
    item.addEventListener('dragstart', (event) => {
      this.dragged = heading.uid;
      event.dataTransfer?.setData('text/plain', title);
    });
    item.addEventListener('dragend', () => (this.dragged = null));
    item.addEventListener('dragover', (event) => {
      if (this.dragged !== null && this.dragged !== heading.uid) event.preventDefault();
    });
    item.addEventListener('drop', (event) => {
      event.preventDefault();
      this.drop(heading, event.offsetY > item.offsetHeight / 2);
    });
    return item;
  }

  /** A section is put before the one it is dropped on, or behind it in its lower half. */
  private drop(onto: Heading, behind: boolean): void {
    const view = this.options.view();
    const [section, target] = [this.current(this.dragged ?? ''), this.current(onto.uid)];
    this.dragged = null;
    if (section === undefined || target === undefined || !view.editable) return;
    const { doc } = view.state;
    const before = behind ? sectionEnd(doc, target.index) : target.index;
    const to = sectionEnd(doc, section.index);
    const tr = moveBlocks(view.state, { from: section.index, to, before });
    if (tr === null) return;
    view.dispatch(tr);
    this.said(section);
  }

  private current(uid: string): Heading | undefined {
    return headingsOf(this.options.view().state.doc).find((heading) => heading.uid === uid);
  }

  private jump({ uid }: Heading): void {
    const view = this.options.view();
    const heading = this.current(uid);
    if (heading === undefined) return;
    const position = blockStart(view.state.doc, heading.index) + 1;
    const tr = view.state.tr;
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, position)));
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const { node } = view.domAtPos(position);
    const element = node instanceof Element ? node : node.parentElement;
    element?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'start' });
    view.dom.focus({ preventScroll: true });
  }

  private move({ uid }: Heading, direction: -1 | 1): void {
    const view = this.options.view();
    const heading = this.current(uid);
    if (heading === undefined || !view.editable) return;
    const tr = moveSection(view.state, heading.index, direction);
    if (tr === null) return;
    view.dispatch(tr);
    this.said(heading);
  }

  private said({ title }: Heading): void {
    const { texts, announcer } = this.options;
    announcer.answer(say(texts, 'section_moved', { title: title || texts.untitled }));
  }

  private key(event: KeyboardEvent): void {
    const direction = { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key];
    const uid = (event.target as HTMLElement).dataset.heading?.split(' ')[0];
    if (!event.altKey || direction === undefined || uid === undefined) return;
    event.preventDefault();
    const heading = this.current(uid);
    if (heading) this.move(heading, direction);
  }
}
