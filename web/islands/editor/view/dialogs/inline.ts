// SPDX-License-Identifier: EUPL-1.2
// Notes, pictures and explained terms: made and changed in dialogs.
import { NodeSelection, type EditorState, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import {
  altUnitsMax, asImage, asNote, noteUnitsMax, type Image, type Note,
} from '../../schema/atoms';
import { schema } from '../../schema/schema';
import type { Texts } from '../../texts';
import { area, field, focusBack, openForm, takesWords } from './parts';
import { make } from '../dom';
import { markAt, withMark } from '../marked';

export interface InlineOptions {
  readonly texts: Texts;
  /** The editor with the cursor: of the text or of a cell. */
  readonly view: () => EditorView;
  readonly upload: (file: File) => Promise<Uploaded>;
  /** A new picture, where it is known before the dialog opens. */
  readonly picture?: File | undefined;
}

/** What the server says of a picture it has taken in, or why it did not. */
export type Uploaded = Omit<Image, 't' | 'alt'> | { readonly error: string };

/** The atom that is selected or stands before the cursor, where `as` knows it. */
function atomAt<T>(state: EditorState, as: (data: unknown) => T | null): AtomAt<T> | null {
  const { selection } = state;
  const found =
    selection instanceof NodeSelection
      ? { node: selection.node, at: selection.from }
      : { node: selection.$from.nodeBefore, at: selection.from - 1 };
  if (found.node?.type.name !== 'atom') return null;
  const value = as(found.node.attrs.data);
  return value === null ? null : { value, at: found.at };
}

interface AtomAt<T> {
  readonly value: T;
  readonly at: number;
}

/**
 * Puts an atom at the cursor, or in the place of the old one if that still stands there. False when
 * nothing can be written now: what was typed must stay where it is.
 */
function put(view: EditorView, data: Note | Image | null, old: AtomAt<unknown> | null): boolean {
  if (!takesWords(view)) return false;
  const { state } = view;
  const node = data === null ? null : schema.node('atom', { data });
  const there = old === null ? null : state.doc.nodeAt(old.at);
  const same = there?.type.name === 'atom' && sameData(there.attrs.data, old?.value);
  let tr: Transaction;
  if (old !== null && same) {
    const end = old.at + 1;
    tr = node === null ? state.tr.delete(old.at, end) : state.tr.replaceWith(old.at, end, node);
  } else if (node !== null) {
    tr = state.tr.insert(state.selection.to, node);
  } else return true;
  view.dispatch(tr.scrollIntoView());
  return true;
}

function sameData(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function openNote({ texts, view }: InlineOptions): void {
  const target = view();
  const old = atomAt(target.state, asNote);
  const words = area(texts.note_text, texts.note_hint, {
    rows: '4',
    maxlength: String(noteUnitsMax),
  });
  words.input.value = old?.value.text ?? '';
  openForm({
    title: texts.note,
    texts,
    fields: [words.element],
    set: texts.apply,
    closed: () => focusBack(target),
    submit: () => {
      const text = words.input.value.trim();
      if (text === '') {
        words.showError(texts.note_error);
        return false;
      }
      const isPut = put(target, { t: 'note', text }, old);
      if (!isPut) words.showError(texts.not_now);
      return isPut;
    },
    other: old && { words: texts.note_remove, run: () => put(target, null, old) },
  });
}

function openImage({ texts, view, upload, picture }: InlineOptions): void {
  const target = view();
  const old = picture === undefined ? atomAt(target.state, asImage) : null;
  const file = field(texts.image_file, texts.image_hint, {
    type: 'file',
    accept: 'image/png,image/jpeg',
  });
  const alt = area(texts.image_alt, texts.image_alt_hint, {
    rows: '3',
    maxlength: String(altUnitsMax),
  });
  alt.input.value = old === null || old.value.undescribed === true ? '' : old.value.alt;
  const state = make('p', { class: 'kern-body', role: 'status' });
  const name = make('p', { class: 'kern-body' }, picture?.name ?? '');
  openForm({
    title: texts.image,
    texts,
    fields: [old || picture ? name : file.element, alt.element, state],
    set: texts.apply,
    closed: () => focusBack(target),
    submit: async () => {
      const words = alt.input.value.trim();
      const chosen = picture ?? file.input.files?.[0];
      if (old === null && chosen === undefined) file.showError(texts.image_file_error);
      else if (words === '') alt.showError(texts.image_alt_error);
      else if (old !== null) {
        if (put(target, { t: 'image', ...pick(old.value), alt: words }, old)) return true;
        alt.showError(texts.not_now);
      } else {
        state.textContent = texts.image_sending;
        const answer = await upload(chosen!);
        state.textContent = '';
        if (!('error' in answer)) {
          if (put(target, { t: 'image', ...pick(answer), alt: words }, null)) return true;
          alt.showError(texts.not_now);
          return false;
        }
        const failed = picture === undefined ? file : alt;
        failed.showError(answer.error === '' ? texts.image_failed : answer.error);
      }
      return false;
    },
    other: old && { words: texts.image_remove, run: () => put(target, null, old) },
  });
}

type Stored = Omit<Image, 't' | 'alt'>;

function pick({ hash, type, width, height }: Stored): Stored {
  return { hash, type, width, height };
}

/** Sends a picture; every failure is a sentence, an empty one where the server said none. */
export async function sendImage(url: string, csrf: string, file: File): Promise<Uploaded> {
  const form = new FormData();
  form.append('csrf', csrf);
  form.append('file', file);
  try {
    const answer = await fetch(url, { method: 'POST', body: form });
    const json = (await answer.json()) as Partial<Record<string, unknown>>;
    if (!answer.ok) return { error: typeof json.error === 'string' ? json.error : '' };
    const image = asImage({ t: 'image', alt: '-', ...json });
    return image ?? { error: '' };
  } catch {
    return { error: '' };
  }
}

function openTerm({ texts, view }: InlineOptions): void {
  const target = view();
  const old = markAt(target.state, 'term');
  const word = field(texts.term_word, null, { type: 'text', autocomplete: 'off' });
  const means = area(texts.term_means, texts.term_hint, {
    rows: '3',
    maxlength: String(noteUnitsMax),
  });
  means.input.value = String(old?.mark.attrs.means ?? '');
  const needsWord = old === null && target.state.selection.empty;
  const change = (means: string | null, words = ''): boolean => {
    // Others may have written meanwhile: the cursor went along, places of then did not.
    const tr = withMark(target.state, 'term', means === null ? null : { means }, words);
    if (tr !== null) target.dispatch(tr.scrollIntoView());
    return tr !== null;
  };
  openForm({
    title: texts.term,
    texts,
    fields: [...(needsWord ? [word.element] : []), means.element],
    set: texts.apply,
    closed: () => focusBack(target),
    submit: () => {
      const meaning = means.input.value.trim();
      const words = word.element.isConnected ? word.input.value.trim() : null;
      if (words === '') word.showError(texts.term_word_error);
      else if (meaning === '') means.showError(texts.term_error);
      else if (!takesWords(target)) means.showError(texts.not_now);
      else if (change(meaning, words ?? '')) return true;
      else {
        // Somebody deleted the words that were to be explained.
        means.element.before(word.element);
        word.showError(texts.term_word_error);
      }
      return false;
    },
    other: old && { words: texts.term_remove, run: () => takesWords(target) && change(null) },
  });
}

export function openInline(name: 'note' | 'image' | 'term', options: InlineOptions): void {
  ({ note: openNote, image: openImage, term: openTerm })[name](options);
}

/** For dblclick, in the text and in cells: a note or a picture is opened. */
export function openedTwice(open: (name: 'note' | 'image') => void) {
  return (view: EditorView, event: MouseEvent): boolean => {
    const drawn = (event.target as Element).closest('[data-atom]');
    // The text hears of double clicks in its tables' cells too.
    if (!view.editable || drawn?.closest('.ProseMirror') !== view.dom) return false;
    const at = view.posAtDOM(drawn, 0, -1);
    const data: unknown = view.state.doc.nodeAt(at)?.attrs.data;
    const name = asNote(data) !== null ? 'note' : asImage(data) !== null ? 'image' : null;
    if (name === null) return false;
    event.preventDefault();
    view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)));
    open(name);
    return true;
  };
}
