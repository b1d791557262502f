// SPDX-License-Identifier: EUPL-1.2
// What a person must know and may put away: KERN alerts above the text, polite, never on top of it.
import type { Texts } from '../texts';
import { icon, make } from './dom';

export interface Message {
  /** A newer message of one topic replaces the older one. */
  readonly topic: string;
  readonly words: readonly string[];
  readonly link?: { readonly href: string; readonly words: string };
  readonly button?: { readonly words: string; readonly press: () => void };
  readonly kind: 'info' | 'warning';
}

export class Messages {
  readonly element = make('div', { class: 'dk-messages', role: 'status' });

  constructor(private readonly texts: Texts) {}

  show({ topic, words, link, button, kind }: Message): void {
    this.hide(topic);
    const close = pressable('tertiary', this.texts.close);
    const body = make(
      'div',
      { class: 'kern-alert__body' },
      ...words.map((sentence) => make('p', { class: 'kern-body' }, sentence)),
    );
    if (link) {
      body.append(make('p', {}, make('a', { class: 'kern-link', href: link.href }, link.words)));
    }
    if (button) {
      const wanted = pressable('secondary', button.words);
      wanted.addEventListener('click', button.press);
      body.append(wanted);
    }
    body.append(close);
    const alert = make(
      'div',
      { class: `kern-alert kern-alert--${kind}`, 'data-topic': topic },
      make(
        'div',
        { class: 'kern-alert__header' },
        icon(kind),
        make('span', { class: 'kern-title' }, this.texts[`message_${kind}`]),
      ),
      body,
    );
    close.addEventListener('click', () => alert.remove());
    this.element.append(alert);
  }

  hide(topic: string): void {
    this.element.querySelector(`[data-topic="${CSS.escape(topic)}"]`)?.remove();
  }
}

function pressable(weight: 'secondary' | 'tertiary', words: string): HTMLButtonElement {
  return make(
    'button',
    { type: 'button', class: `kern-btn kern-btn--${weight}` },
    make('span', { class: 'kern-label' }, words),
  );
}
