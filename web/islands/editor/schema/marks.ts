// SPDX-License-Identifier: EUPL-1.2
// Marks and the formatting attributes of the text that stand for them: `strong`, `em`, `code` are
// true, `link` is the address and `term` the meaning as a string, off is null. Anything
// else is kept and not shown.
import { Mark, type MarkSpec, type Schema, type TagParseRule } from 'prosemirror-model';

export type Formats = ReadonlyMap<string, unknown>;
export const noFormats: Formats = new Map();

/**
 * The style attribute of pasted HTML, by another name: the page's policy does not let a style
 * attribute work, not even in a document that is never shown.
 */
export const styleAttribute = 'data-style';

export function styleOf(element: HTMLElement): string {
  return element.getAttribute(styleAttribute) ?? '';
}

function styled(form: RegExp): TagParseRule {
  return {
    tag: `[${styleAttribute}]`,
    consuming: false,
    getAttrs: (element) => (form.test(styleOf(element)) ? null : false),
  };
}

/** Addresses that may be followed; everything else is drawn without a target. */
const safeAddress = /^(https?:|mailto:|tel:|\/|#)/i;

export function isSafeAddress(address: string): boolean {
  return safeAddress.test(address.trim());
}

export const marks: Record<'link' | 'term' | 'em' | 'strong' | 'code', MarkSpec> = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (element) => {
          const href = element.getAttribute('href') ?? '';
          return isSafeAddress(href) ? { href } : false;
        },
      },
    ],
    toDOM: (mark) => {
      const href = String(mark.attrs.href);
      return ['a', isSafeAddress(href) ? { href, rel: 'noopener noreferrer' } : {}, 0];
    },
  },
  // An abbreviation or a word of the field, with what it means.
  term: {
    attrs: { means: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: 'abbr[title], dfn[title]',
        getAttrs: (element) => {
          const means = (element.getAttribute('title') ?? '').trim();
          return means === '' ? false : { means };
        },
      },
    ],
    toDOM: (mark) => ['abbr', { title: String(mark.attrs.means), class: 'dk-term' }, 0],
  },
  em: {
    parseDOM: [{ tag: 'i' }, { tag: 'em' }, styled(/font-style:\s*italic/)],
    toDOM: () => ['em', 0],
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // Word processors wrap whole documents in <b style="font-weight: normal">.
      {
        tag: 'b',
        getAttrs: (element) => !/font-weight:\s*(normal|400)/.test(styleOf(element)) && null,
      },
      styled(/font-weight:\s*(bold|[6-9]00)/),
    ],
    toDOM: () => ['strong', 0],
  },
  code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
};

/** The marks that a state of formatting shows. */
export function marksOf(schema: Schema, formats: Formats): readonly Mark[] {
  if (formats.size === 0) return Mark.none;
  const found: Mark[] = [];
  for (const name of ['strong', 'em', 'code']) {
    if (formats.get(name) === true) found.push(schema.mark(name));
  }
  const link = formats.get('link');
  if (typeof link === 'string') found.push(schema.mark('link', { href: link }));
  const term = formats.get('term');
  if (typeof term === 'string') found.push(schema.mark('term', { means: term }));
  return Mark.setFrom(found);
}

/** The formatting attributes that a set of marks is written as, complete. */
export function formatsOf(set: readonly Mark[]): Record<string, unknown> {
  const formats: Record<string, unknown> = {};
  for (const mark of set) formats[mark.type.name] = formatValue(mark);
  return formats;
}

export function formatValue(mark: Mark): unknown {
  if (mark.type.name === 'link') return String(mark.attrs.href);
  return mark.type.name === 'term' ? String(mark.attrs.means) : true;
}

/** The formatting after a format item; the same object when nothing changed. */
export function withFormat(formats: Formats, key: string, value: unknown): Formats {
  const old = formats.get(key) ?? null;
  if (sameValue(old, value)) return formats;
  const next = new Map(formats);
  if (value === null) next.delete(key);
  else next.set(key, value);
  return next.size === 0 ? noFormats : next;
}

export function sameFormats(a: Formats, b: Formats): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    if (!b.has(key) || !sameValue(value, b.get(key))) return false;
  }
  return true;
}

/** Equality of JSON values as they stand in formats and atoms. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
