// SPDX-License-Identifier: EUPL-1.2
// The link dialog and the keyboard help, as KERN's dialog element.
import type { EditorView } from 'prosemirror-view';
import { isSafeAddress } from '../../schema/marks';
import type { Texts } from '../../texts';
import type { Action } from '../actions';
import { button, field, focusBack, frame, openForm, takesWords } from './parts';
import { make } from '../dom';
import { keyInWords } from '../keys';
import { markAt, withMark } from '../marked';
import { tableKeys } from '../table/table_tools';

export interface LinkDialogOptions {
  readonly texts: Texts;
  /** The editor with the cursor: of the text or of a cell. */
  readonly view: EditorView;
}

export function openLinkDialog({ texts, view }: LinkDialogOptions): void {
  const old = markAt(view.state, 'link');
  const needsWords = old === null && view.state.selection.empty;
  const address = field(texts.link_address, texts.link_hint, {
    type: 'url',
    inputmode: 'url',
    autocomplete: 'url',
  });
  const label = field(texts.link_text, null, { type: 'text', autocomplete: 'off' });
  address.input.value = String(old?.mark.attrs.href ?? '');
  openForm({
    title: texts.link_title,
    texts,
    fields: [address.element, ...(needsWords ? [label.element] : [])],
    set: texts.link_set,
    closed: () => focusBack(view),
    submit: () => {
      const href = address.input.value.trim();
      if (href === '' || !isSafeAddress(href)) address.showError(texts.link_error);
      else if (!takesWords(view)) address.showError(texts.not_now);
      else {
        setLink(view, href, needsWords ? label.input.value.trim() || href : '');
        return true;
      }
      return false;
    },
    other: old && { words: texts.link_remove, run: () => removeLink(view) },
  });
}

/** Where the words of the link were deleted meanwhile, the address stands for them. */
function setLink(view: EditorView, href: string, words: string): void {
  const { state } = view;
  const tr = withMark(state, 'link', { href }, words) ?? withMark(state, 'link', { href }, href);
  view.dispatch(tr!);
}

function removeLink(view: EditorView): void {
  const tr = takesWords(view) ? withMark(view.state, 'link', null) : null;
  if (tr !== null) view.dispatch(tr);
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
