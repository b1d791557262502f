// SPDX-License-Identifier: EUPL-1.2
// Tells others where this person is, and this person who comes, goes and writes beside them.
import type { EditorView } from 'prosemirror-view';
import type * as Y from 'yjs';
import type { Awareness } from 'y-protocols/awareness';
import type { Binding } from '../binding/binding';
import { placeOf } from '../binding/walk';
import { say, type Texts } from '../texts';
import type { Announcer } from './announcer';
import { someoneMoved } from './decorations/cursors';
import { distinct, othersHere, placeToJson, type Person } from './people';

const tellMs = 80;
const lookMs = 60;

export interface PresenceOptions {
  readonly awareness: Awareness;
  readonly binding: Binding;
  readonly view: EditorView;
  readonly texts: Texts;
  readonly announcer: Announcer;
  readonly onPeople: (people: readonly Person[]) => void;
  /** The cell that has the cursor. */
  readonly cell: () => Y.Text | null;
  readonly onMoved: (people: readonly Person[]) => void;
}

export class Presence {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private known = new Map<string, Person>();
  private beside = new Set<string>();
  private first = true;
  private told = 'null';
  private looking: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly options: PresenceOptions) {
    options.awareness.on('change', this.onChange);
    this.look();
    this.first = false;
  }

  /** The cursor went somewhere; others learn of it in a moment. */
  moved(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.tell();
    }, tellMs);
  }

  destroy(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.looking !== null) clearTimeout(this.looking);
    this.options.awareness.off('change', this.onChange);
  }

  private tell(): void {
    const { view, binding, awareness } = this.options;
    if (view.isDestroyed) return;
    const cell = this.options.cell()?._item?.id;
    const { anchor, head } = view.state.selection;
    const here = view.hasFocus() && view.editable;
    const inCell = cell && { anchor: placeToJson(cell), head: placeToJson(cell) };
    const cursor = inCell && view.editable ? inCell : here
      ? {
          anchor: placeToJson(binding.anchorAt(anchor)),
          head: placeToJson(binding.anchorAt(head)),
        }
      : null;
    // Words of others move nobody's cursor: telling it again would be one message for each of them.
    const told = JSON.stringify(cursor);
    if (told === this.told) return;
    this.told = told;
    awareness.setLocalStateField('cursor', cursor);
  }

  /** Many may move at once; they are drawn together. */
  private readonly onChange = (): void => {
    this.looking ??= setTimeout(() => {
      this.looking = null;
      this.look();
    }, lookMs);
  };

  private look(): void {
    const { awareness, view, onPeople } = this.options;
    const others = othersHere(awareness);
    const people = distinct(others);
    onPeople(people);
    this.announce(people);
    this.announceBeside(others);
    this.options.onMoved(others);
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(someoneMoved, true));
  }

  private announce(people: readonly Person[]): void {
    const now = new Map(people.map((person) => [`${person.name}\n${person.authority}`, person]));
    const came = [...now].filter(([key]) => !this.known.has(key)).map(([, person]) => person);
    const went = [...this.known].filter(([key]) => !now.has(key)).map(([, person]) => person);
    this.known = now;
    if (this.first) return;
    this.sayOf('joined', came);
    this.sayOf('left', went);
  }

  private sayOf(what: 'joined' | 'left', people: readonly Person[]): void {
    const { texts, announcer } = this.options;
    const [only] = people;
    if (only === undefined) return;
    const name = say(texts, 'person', { name: only.name, authority: only.authority });
    const words =
      people.length === 1
        ? say(texts, what, { name })
        : say(texts, `${what}_many`, { count: people.length });
    announcer.say(what, words);
  }

  /** Said once when somebody enters the paragraph this person writes in. */
  private announceBeside(people: readonly Person[]): void {
    const { view, binding, texts, announcer } = this.options;
    if (view.isDestroyed || !view.hasFocus()) return;
    const index = view.state.selection.$head.index(0);
    const marker = binding.line.markers[index] ?? null;
    const beside = new Set<string>();
    for (const { name, cursor } of people) {
      if (cursor === null || placeOf(binding.text, cursor.head)?.marker !== marker) continue;
      beside.add(name);
      if (!this.beside.has(name)) announcer.say('beside', say(texts, 'writes_here', { name }));
    }
    this.beside = beside;
  }
}
