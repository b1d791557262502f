// SPDX-License-Identifier: EUPL-1.2
// What a paragraph rests on: b["<uid>/sources"], an array of {title, link?, file_number?,
// looked_up?}. Reading is total; what is no source is left out.
import type { EditorView } from 'prosemirror-view';
import type { Binding } from '../../binding/binding';
import { isSafeAddress } from '../../schema/marks';
import type { TextKey, Texts } from '../../texts';
import { mergeSources } from './merge_sources';
import { field, focusBack, openForm, takesWords, type Field } from './parts';
import { icon, make } from '../dom';

const names = ['title', 'link', 'file_number', 'looked_up'] as const;
type Name = (typeof names)[number];
export type Source = Partial<Record<Name, string>>;

export const sourcesMax = 50;
const unitsMax = 500;

export function readSources(value: unknown): Source[] {
  if (!Array.isArray(value)) return [];
  const found: Source[] = [];
  for (const item of value.slice(0, sourcesMax) as unknown[]) {
    if (typeof item !== 'object' || item === null) continue;
    const source: Source = {};
    for (const name of names) {
      const words = (item as Record<string, unknown>)[name];
      if (typeof words === 'string' && words !== '') source[name] = words;
    }
    if (Object.keys(source).length > 0) found.push(source);
  }
  return found;
}

/** One source: its fields, and a button that takes it away. */
class SourceFields {
  readonly element: HTMLElement;
  readonly fields: Record<Name, Field<HTMLInputElement>>;

  /** `shown`: what stood there when the dialog was opened; nothing: a line that is added. */
  constructor(
    readonly shown: Source | null,
    texts: Texts,
  ) {
    const source = shown ?? {};
    const one = (name: Name, type: string): Field<HTMLInputElement> => {
      const made = field(texts[`source_${name}` as TextKey], null, {
        type,
        maxlength: String(unitsMax),
        autocomplete: 'off',
      });
      made.input.value = source[name] ?? '';
      return made;
    };
    this.fields = {
      title: one('title', 'text'),
      link: one('link', 'url'),
      file_number: one('file_number', 'text'),
      looked_up: one('looked_up', 'date'),
    };
    const remove = make('button', { type: 'button', class: 'dk-table__tool' }, texts.source_remove);
    remove.addEventListener('click', () => this.element.remove());
    this.element = make(
      'fieldset',
      { class: 'dk-source' },
      make('legend', { class: 'kern-label' }, texts.source),
      ...names.map((name) => this.fields[name].element),
      remove,
    );
  }

  read(): Source {
    const source: Source = {};
    for (const name of names) {
      const words = this.fields[name].input.value.trim();
      if (words !== '') source[name] = words;
    }
    return source;
  }

  /** Whether it can stand so; otherwise says why not. */
  check(texts: Texts): boolean {
    const source = this.read();
    if (Object.keys(source).length === 0) return true;
    if (source.title === undefined) this.fields.title.showError(texts.source_title_error);
    else if (source.link !== undefined && !isSafeAddress(source.link)) {
      this.fields.link.showError(texts.link_error);
    } else return true;
    return false;
  }
}

export interface SourcesOptions {
  readonly texts: Texts;
  readonly binding: Binding;
  /** The paragraph. */
  readonly uid: string;
  readonly view: EditorView;
}

export function openSources({ texts, binding, uid, view }: SourcesOptions): void {
  const key = `${uid}/sources`;
  const all: SourceFields[] = [];
  const list = make('div');
  const add = (shown: Source | null): void => {
    const fields = new SourceFields(shown, texts);
    all.push(fields);
    list.append(fields.element);
  };
  readSources(binding.map.get(key)).forEach(add);
  if (all.length === 0) add(null);
  const more = make('button', { type: 'button', class: 'dk-table__tool' }, texts.source_add);
  more.addEventListener('click', () => {
    if (list.childElementCount >= sourcesMax) return;
    add(null);
    all[all.length - 1]!.fields.title.input.focus();
  });
  const stopped = make('div', { role: 'alert' });
  openForm({
    title: texts.sources,
    texts,
    fields: [list, more, stopped],
    set: texts.apply,
    closed: () => focusBack(view),
    submit: () => {
      const kept = all.filter(({ element }) => element.isConnected);
      if (!kept.every((fields) => fields.check(texts))) return false;
      if (!takesWords(view)) {
        const words = make('span', { class: 'kern-body' }, texts.not_now);
        stopped.replaceChildren(make('p', { class: 'kern-error' }, icon('danger'), words));
        return false;
      }
      const rows = all.map((fields) => {
        const typed = fields.element.isConnected ? fields.read() : null;
        return { shown: fields.shown, typed: typed?.title === undefined ? null : typed };
      });
      const sources = mergeSources(rows, readSources(binding.map.get(key)));
      binding.onStructure();
      binding.doc.transact(() => {
        if (sources.length > 0) binding.map.set(key, sources);
        else binding.map.delete(key);
      }, binding);
      binding.onStructure();
      return true;
    },
  });
}
