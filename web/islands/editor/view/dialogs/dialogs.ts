// SPDX-License-Identifier: EUPL-1.2
// The link dialog and the keyboard help, as KERN's dialog element.
import type { EditorState, Transaction } from 'prosemirror-state';
import { isSafeAddress } from '../../schema/marks';
import { schema } from '../../schema/schema';
import type { Texts } from '../../texts';
import type { Action } from '../actions';
import { button, field, frame } from './parts';
import { make, newId } from '../dom';
import { keyInWords } from '../keys';
import { markAt } from '../marked';
import { tableKeys } from '../table/table_tools';

/** The link at the cursor: its range and address. */
export function linkAt(state: EditorState): { from: number; to: number; href: string } | null {
  const found = markAt(state, 'link');
  return found && { from: found.from, to: found.to, href: String(found.mark.attrs.href) };
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
    ...tableKeys.map(([key, label]): [string, string] => [keyInWords(key, texts), texts[label]]),
    [keyInWords('Tab', texts), texts.help_cells],
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
