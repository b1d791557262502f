// SPDX-License-Identifier: EUPL-1.2
// What word processors put on the clipboard beside the words: footnotes at the end with references
// in the text, comments, bookmarks, conditional comments. Footnotes become notes, the rest goes.
import { noteUnitsMax } from './atoms';
import { styleAttribute } from './marks';

/** References in the text, and which element holds what they refer to. */
const references = [
  { from: 'a[href^="#_ftn"]:not([href^="#_ftnref"])', holder: /^#_(ftn\d+)$/ },
  { from: 'a[href^="#_edn"]:not([href^="#_ednref"])', holder: /^#_(edn\d+)$/ },
  { from: 'a.sdfootnoteanc', holder: /^#(sdfootnote\d+)sym$/ },
  { from: 'a.sdendnoteanc', holder: /^#(sdendnote\d+)sym$/ },
] as const;
const backReferences =
  'a[href^="#_ftnref"], a[href^="#_ednref"], a.sdfootnotesym, a.sdendnotesym';
const rubbish = [
  'style, script, meta, link, title, xml',
  'a.msocomanchor',
  `[${styleAttribute}*="mso-element:comment"]`,
  `[${styleAttribute}*="mso-hide:all"]`,
  `[${styleAttribute}*="mso-element:footnote-list"] > hr`,
].join(', ');

/** Our own copies are whole already. */
function isOwn(html: string): boolean {
  return html.includes('data-pm-slice');
}

/** Needs a browser. `html` has its styles by another name (paste.ts). */
export function withoutRubbish(html: string): string {
  if (isOwn(html)) return html;
  const page = new DOMParser().parseFromString(html, 'text/html');
  page.querySelectorAll(rubbish).forEach((element) => element.remove());
  const used = new Set<Element>();
  for (const { from, holder } of references) {
    for (const anchor of page.querySelectorAll(from)) {
      const name = holder.exec(anchor.getAttribute('href') ?? '')?.[1];
      const held = name === undefined ? null : page.getElementById(name);
      const text = held === null ? '' : noteText(held);
      if (held !== null) used.add(held);
      if (text === '') anchor.remove();
      else anchor.replaceWith(note(page, text));
    }
  }
  for (const element of used) element.remove();
  page.querySelectorAll(backReferences).forEach((element) => element.remove());
  removeEmptyNotes(page);
  return page.body.innerHTML;
}

function noteText(holder: Element): string {
  const copy = holder.cloneNode(true) as Element;
  copy.querySelectorAll(backReferences).forEach((element) => element.remove());
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, noteUnitsMax);
}

function note(page: Document, text: string): Element {
  const element = page.createElement('span');
  element.setAttribute('data-atom', 'note');
  element.setAttribute('data-is', JSON.stringify({ t: 'note', text }));
  element.textContent = '*';
  return element;
}

function removeEmptyNotes(page: Document): void {
  const lists = ['footnote', 'endnote']
    .map((what) => `[${styleAttribute}*="mso-element:${what}"]`)
    .join(', ');
  page.querySelectorAll(lists).forEach((element) => {
    if ((element.textContent ?? '').trim() === '') element.remove();
  });
}
