// SPDX-License-Identifier: EUPL-1.2
import type source from './texts.json';

/** The keys of texts.json, whose values are the German source. */
export type TextKey = keyof typeof source;
export type Texts = Readonly<Record<TextKey, string>>;

/** A text with its places filled: say(texts, 'joined', { name: 'Ada' }). */
export function say(
  texts: Texts,
  key: TextKey,
  values: Record<string, string | number> = {},
): string {
  return texts[key].replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}
