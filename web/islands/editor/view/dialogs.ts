// SPDX-License-Identifier: EUPL-1.2
// The link dialog and the keyboard help, as KERN's dialog element.
import type { EditorState, Transaction } from 'prosemirror-state';
import { isSafeAddress } from '../schema/marks';
import { schema } from '../schema/schema';
import type { Texts } from '../texts';
import type { Action } from './actions';
import { icon, make, newId } from './dom';
import { keyInWords } from './keys';

interface Frame {
  readonly dialog: HTMLDialogElement;
  readonly body: HTMLElement;
  readonly footer: HTMLElement;
}

function frame(title: string, texts: Texts): Frame {
  const heading = make('h2', { class: 'kern-title kern-title--large', id: newId('dialog') }, title);
  const close = make(
    'button',
    { type: 'button', class: 'kern-btn kern-btn--tertiary' },
    icon('close'),
    make('span', { class: 'kern-sr-only' }, texts.close),
  );
  const body = make('section', { class: 'kern-dialog__body' });
  const footer = make('footer', { class: 'kern-dialog__footer' });
  const dialog = make(
    'dialog',
    { class: 'kern-dialog dk-dialog', 'aria-labelledby': heading.id },
    make('header', { class: 'kern-dialog__header' }, heading, close),
    body,
    footer,
  );
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  return { dialog, body, footer };
}

function button(words: string, kind: 'primary' | 'secondary' | 'tertiary'): HTMLButtonElement {
  return make(
    'button',
    { type: 'button', class: `kern-btn kern-btn--${kind}` },
    make('span', { class: 'kern-label' }, words),
  );
}

interface Field {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly showError: (words: string) => void;
}

function field(label: string, hint: string | null, attributes: Record<string, string>): Field {
  const id = newId('field');
  const input = make('input', { id, class: 'kern-form-input__input', ...attributes });
  const error = make('p', { class: 'kern-error', id: `${id}-error`, role: 'alert', hidden: '' });
  const about = hint === null ? null : make('div', { class: 'kern-hint', id: `${id}-hint` }, hint);
  const describe = (...ids: string[]): void =>
    input.setAttribute('aria-describedby', ids.join(' '));
  if (about !== null) describe(about.id);
  const element = make(
    'div',
    { class: 'kern-form-input' },
    make('label', { class: 'kern-label', for: id }, label),
    about,
    input,
    error,
  );
  const showError = (words: string): void => {
    error.replaceChildren(icon('danger'), make('span', { class: 'kern-body' }, words));
    error.hidden = false;
    element.classList.add('kern-form-input--error');
    input.setAttribute('aria-invalid', 'true');
    describe(...(about === null ? [] : [about.id]), error.id);
    input.focus();
  };
  return { element, input, showError };
}

/** The link at the cursor: its range and address. */
export function linkAt(state: EditorState): { from: number; to: number; href: string } | null {
  const { $from, from, to, empty } = state.selection;
  const type = schema.marks.link!;
  const mark =
    $from.marks().find((found) => found.type === type) ??
    $from.nodeAfter?.marks.find((found) => found.type === type);
  if (mark === undefined) return null;
  if (!empty) return { from, to, href: String(mark.attrs.href) };
  let [start, end] = [from, from];
  $from.parent.forEach((node, offset) => {
    const begin = $from.start() + offset;
    const covers = begin <= from && begin + node.nodeSize >= from;
    if (covers && mark.isInSet(node.marks)) [start, end] = [begin, begin + node.nodeSize];
  });
  return { from: start, to: end, href: String(mark.attrs.href) };
}

export interface LinkDialogOptions {
  readonly texts: Texts;
  readonly state: EditorState;
  /** The change wanted, made from the state at that moment. */
  readonly done: (change: (state: EditorState) => Transaction) => void;
}

export function openLinkDialog({ texts, state, done }: LinkDialogOptions): void {
  const { dialog, body, footer } = frame(texts.link_title, texts);
  const old = linkAt(state);
  const needsWords = old === null && state.selection.empty;
  const address = field(texts.link_address, texts.link_hint, {
    type: 'url',
    inputmode: 'url',
    autocomplete: 'url',
  });
  const label = field(texts.link_text, null, { type: 'text', autocomplete: 'off' });
  address.input.value = old?.href ?? '';
  const form = make(
    'form',
    { id: newId('form'), novalidate: '' },
    address.element,
    needsWords ? label.element : null,
  );
  const set = button(texts.link_set, 'primary');
  set.type = 'submit';
  set.setAttribute('form', form.id);
  const cancel = button(texts.cancel, 'secondary');
  body.append(form);
  footer.append(set, cancel);
  const finish = (href: string | null): void => {
    dialog.close();
    done((now) => withLink(now, old, href, label.input.value.trim()));
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const href = address.input.value.trim();
    if (href === '' || !isSafeAddress(href)) address.showError(texts.link_error);
    else finish(href);
  });
  cancel.addEventListener('click', () => dialog.close());
  if (old !== null) {
    const remove = button(texts.link_remove, 'tertiary');
    remove.addEventListener('click', () => finish(null));
    footer.append(remove);
  }
  document.body.append(dialog);
  dialog.showModal();
  address.input.focus();
}

function withLink(
  state: EditorState,
  old: { from: number; to: number } | null,
  href: string | null,
  words: string,
): Transaction {
  const { tr } = state;
  const type = schema.marks.link!;
  const { from, to, empty } = state.selection;
  const range = old ?? { from, to };
  if (href === null) return tr.removeMark(range.from, range.to, type);
  const mark = type.create({ href });
  if (old === null && empty) {
    return tr.insert(from, schema.text(words === '' ? href : words, [mark]));
  }
  return tr.addMark(range.from, range.to, mark);
}

export function openHelp(texts: Texts, actions: readonly Action[], after: () => void): void {
  const { dialog, body, footer } = frame(texts.help_title, texts);
  const rows: [string, string][] = [
    ['/', texts.help_slash],
    [keyInWords('Mod-Enter', texts), texts.help_menu],
    ...actions
      .filter(({ keys, group }) => keys.length > 0 && group !== 'kind')
      .map(({ keys, label }): [string, string] => [keyInWords(keys[0]!, texts), texts[label]]),
    [`${keyInWords('Mod-Alt', texts)} + 1 … 4, 0`, texts.help_headings],
    [texts.help_leave_keys, texts.help_leave],
    [keyInWords('Alt-F10', texts), texts.help_toolbar],
    [keyInWords('Mod-/', texts), texts.help_help],
  ];
  const head = make(
    'tr',
    { class: 'kern-table__row' },
    make('th', { scope: 'col', class: 'kern-table__header' }, texts.help_key),
    make('th', { scope: 'col', class: 'kern-table__header' }, texts.help_action),
  );
  const lines = rows.map(([key, words]) =>
    make(
      'tr',
      { class: 'kern-table__row' },
      make('td', { class: 'kern-table__cell' }, make('kbd', {}, key)),
      make('td', { class: 'kern-table__cell' }, words),
    ),
  );
  body.append(
    make('p', { class: 'kern-body' }, texts.help_text),
    make(
      'table',
      { class: 'kern-table kern-table--small dk-help' },
      make('thead', {}, head),
      make('tbody', {}, ...lines),
    ),
  );
  const close = button(texts.close, 'primary');
  close.addEventListener('click', () => dialog.close());
  footer.append(close);
  dialog.addEventListener('close', after);
  document.body.append(dialog);
  dialog.showModal();
}
