// SPDX-License-Identifier: EUPL-1.2
// What dialogs are made of: KERN's dialog element, its buttons and fields.
import type { EditorView } from 'prosemirror-view';
import type { Texts } from '../../texts';
import { icon, make, newId } from '../dom';

export interface Frame {
  readonly dialog: HTMLDialogElement;
  readonly body: HTMLElement;
  readonly footer: HTMLElement;
}

export function frame(title: string, texts: Texts): Frame {
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

export function button(words: string, kind: 'primary' | 'secondary' | 'tertiary'): HTMLButtonElement {
  return make(
    'button',
    { type: 'button', class: `kern-btn kern-btn--${kind}` },
    make('span', { class: 'kern-label' }, words),
  );
}

export interface Field<Input extends HTMLElement> {
  readonly element: HTMLElement;
  readonly input: Input;
  readonly showError: (words: string) => void;
}

export function field(
  label: string,
  hint: string | null,
  attributes: Record<string, string>,
): Field<HTMLInputElement> {
  const id = newId('field');
  const input = make('input', { id, class: 'kern-form-input__input', ...attributes });
  return around(label, hint, input);
}

/** A field of several lines. */
export function area(
  label: string,
  hint: string | null,
  attributes: Record<string, string>,
): Field<HTMLTextAreaElement> {
  const id = newId('field');
  const input = make('textarea', { id, class: 'kern-form-input__input dk-area', ...attributes });
  return around(label, hint, input);
}

function around<Input extends HTMLInputElement | HTMLTextAreaElement>(
  label: string,
  hint: string | null,
  input: Input,
): Field<Input> {
  const { id } = input;
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

/** Whether an editor takes words now; while it does not, what was typed must stay in its dialog. */
export function takesWords(view: EditorView): boolean {
  return !view.isDestroyed && view.editable;
}

/** The cursor goes back to an editor that is still there. */
export function focusBack(view: EditorView): void {
  if (!view.isDestroyed) view.focus();
}

/** A dialog with a form: `submit` answers whether it may close. */
export interface FormOptions {
  readonly title: string;
  readonly texts: Texts;
  readonly fields: readonly HTMLElement[];
  readonly set: string;
  readonly submit: () => boolean | Promise<boolean>;
  /** A second thing that can be done, such as removing what is edited. */
  readonly other?: { readonly words: string; readonly run: () => void } | null;
  /** Where the cursor goes; the text cannot take it while the dialog is open. */
  readonly closed?: () => void;
}

export function openForm(options: FormOptions): Frame {
  const { texts, submit } = options;
  const parts = frame(options.title, texts);
  const close = (): void => {
    parts.dialog.close();
    options.closed?.();
  };
  const form = make('form', { id: newId('form'), novalidate: '' }, ...options.fields);
  const set = button(options.set, 'primary');
  set.type = 'submit';
  set.setAttribute('form', form.id);
  const cancel = button(texts.cancel, 'secondary');
  parts.body.append(form);
  parts.footer.append(set, cancel);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    set.disabled = true;
    void Promise.resolve(submit()).then((done) => {
      set.disabled = false;
      if (done) close();
    });
  });
  cancel.addEventListener('click', close);
  if (options.other) {
    const { words, run } = options.other;
    const other = button(words, 'tertiary');
    other.addEventListener('click', () => {
      run();
      close();
    });
    parts.footer.append(other);
  }
  document.body.append(parts.dialog);
  parts.dialog.showModal();
  form.querySelector<HTMLElement>('input, textarea')?.focus();
  return parts;
}
