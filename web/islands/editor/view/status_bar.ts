// SPDX-License-Identifier: EUPL-1.2
// The bar that is always visible: where am I, is it saved, who is here, do I write or read.
import type { Status } from '../sync/client';
import { say, type TextKey, type Texts } from '../texts';
import { icon, make, newId } from './dom';
import type { Person } from './people';

const namesMax = 5;
/** 'Saved' is shown a moment late, never early. */
const calmMs = 400;

export interface StatusBarOptions {
  readonly texts: Texts;
  /** Of the document. */
  readonly title: string;
  readonly mayWrite: boolean;
  readonly onMode: (mode: 'write' | 'read') => void;
  readonly onHelp: () => void;
}

/** What the connection is called, in the words a person reads. */
export function statusText(status: Status, kept: boolean, reading: boolean): TextKey {
  if (status.ending !== null) return status.ending;
  if (status.connection === 'open' && status.synced) {
    if (reading) return 'current';
    return status.saved ? 'saved' : 'saving';
  }
  if (status.waitsFor === 'crowded') return 'crowded';
  if (!status.synced && status.connection !== 'waiting') return 'connecting';
  if (status.waitsFor === 'restart') return 'restart';
  if (reading) return 'offline_reading';
  return kept ? 'offline' : 'offline_not_kept';
}

export class StatusBar {
  readonly element: HTMLElement;
  private readonly state = make('p', { class: 'dk-bar__state' });
  private readonly people = make('ul', { class: 'dk-people' });
  private readonly folded: HTMLDetailsElement;
  private readonly count = make('summary', { class: 'kern-label' });
  private readonly foldedPeople = make('ul', { class: 'dk-people' });
  private readonly modes = make('div', { class: 'dk-modes' });
  private shown: TextKey | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly options: StatusBarOptions) {
    const { texts, title } = options;
    this.people.setAttribute('aria-label', texts.present_label);
    this.foldedPeople.setAttribute('aria-label', texts.present_label);
    this.folded = make('details', { class: 'dk-people-folded' }, this.count, this.foldedPeople);
    const help = make(
      'button',
      {
        type: 'button',
        class: 'dk-tool dk-bar__help',
        title: texts.help,
        'aria-label': texts.help,
      },
      '?',
    );
    help.addEventListener('click', () => options.onHelp());
    this.drawModes(options.mayWrite);
    this.element = make(
      'section',
      { class: 'dk-bar', 'aria-label': texts.status_label },
      make('p', { class: 'dk-bar__where', title }, title),
      this.state,
      this.people,
      this.folded,
      this.modes,
      help,
    );
    this.showPeople([]);
  }

  /** The right to write was withdrawn, or given. */
  setMayWrite(mayWrite: boolean): void {
    this.modes.replaceChildren();
    this.drawModes(mayWrite);
  }

  /** Who else is here is not known while the line is cut, and then not said. */
  showStatus(key: TextKey, connected: boolean): void {
    this.element.dataset.connected = String(connected);
    if (key === 'saved' && this.shown === 'saving') {
      this.timer ??= setTimeout(() => this.draw(key), calmMs);
      return;
    }
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (key !== this.shown) this.draw(key);
  }

  showPeople(people: readonly Person[]): void {
    const { texts } = this.options;
    const items = people.slice(0, namesMax).map((person) => this.item(person));
    const more = people.length - items.length;
    if (more > 0) {
      const words = make(
        'span',
        { class: 'kern-sr-only' },
        say(texts, 'present_more_label', { count: more }),
      );
      const short = make(
        'span',
        { 'aria-hidden': 'true' },
        say(texts, 'present_more', { count: more }),
      );
      items.push(make('li', {}, short, words));
    }
    if (items.length === 0) items.push(make('li', {}, texts.present_alone));
    this.people.replaceChildren(...items);
    this.foldedPeople.replaceChildren(...items.map((item) => item.cloneNode(true)));
    this.count.textContent =
      people.length === 0
        ? texts.present_alone
        : say(texts, 'people_count', { count: people.length + 1 });
  }

  destroy(): void {
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private item({ name, authority, line }: Person): HTMLElement {
    const sign = make('span', {
      class: 'dk-sign',
      'data-line': String(line),
      'aria-hidden': 'true',
    });
    return make('li', {}, sign, say(this.options.texts, 'person', { name, authority }));
  }

  private draw(key: TextKey): void {
    this.timer = null;
    this.shown = key;
    const icons: Partial<Record<TextKey, string>> = {
      saved: 'success',
      current: 'success',
      saving: 'autorenew',
      connecting: 'autorenew',
    };
    this.state.dataset.state = key;
    this.state.replaceChildren(icon(icons[key] ?? 'warning'), this.options.texts[key]);
  }

  /** Whoever may write can choose to read only; a reader sees the word. */
  private drawModes(mayWrite: boolean): void {
    const { texts, onMode } = this.options;
    if (!mayWrite) {
      this.modes.removeAttribute('role');
      this.modes.removeAttribute('aria-label');
      this.modes.append(make('span', { class: 'dk-modes__only' }, texts.mode_read));
      return;
    }
    this.modes.setAttribute('role', 'radiogroup');
    this.modes.setAttribute('aria-label', texts.mode_label);
    const name = newId('mode');
    for (const mode of ['write', 'read'] as const) {
      const input = make('input', { type: 'radio', name, value: mode });
      input.checked = mode === 'write';
      input.addEventListener('change', () => onMode(mode));
      this.modes.append(make('label', {}, input, make('span', {}, texts[`mode_${mode}`])));
    }
  }
}
