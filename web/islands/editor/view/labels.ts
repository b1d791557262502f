// SPDX-License-Identifier: EUPL-1.2
import { paragraphKinds } from '../schema/paste';
import type { Texts } from '../texts';

/**
 * The kind of a paragraph stands above it as generated content: no part of the text, so no cursor
 * can enter it and nobody copies it. The words come to the style as custom properties.
 */
export function setLabels(element: HTMLElement, texts: Texts): void {
  for (const kind of paragraphKinds) {
    if (kind !== 'p')
      element.style.setProperty(`--dk-label-${kind}`, quoted(texts[`kind_${kind}`]));
  }
  element.style.setProperty('--dk-label-atom', quoted(texts.unknown_inline));
}

function quoted(words: string): string {
  return `"${words.replace(/["\\\n]/g, '\\$&')}"`;
}
