// SPDX-License-Identifier: EUPL-1.2
// How foreign HTML becomes blocks: by tag for the open web, by class for Word.
import { Fragment, Slice, type Node as PmNode, type TagParseRule } from 'prosemirror-model';
import { cellsOfTable } from './cell_html';
import { cellsMax, columnsMax, rowsMax, unitsOfCells, type Cells } from './cells';
import { styleAttribute, styleOf } from './marks';
import { withoutRubbish } from './word';
import { indentMax, kinds, levelMax, readValue, type AttributeName } from './blocks';

/** How deep a list item stands among lists. */
function depthOf(element: HTMLElement): number {
  let depth = -1;
  for (let up = element.parentElement; up !== null; up = up.parentElement) {
    if (up.tagName === 'UL' || up.tagName === 'OL') depth++;
  }
  return Math.min(Math.max(depth, 0), indentMax);
}

function holdsBlocks(element: HTMLElement): boolean {
  return element.querySelector(':scope > p, :scope > div, :scope > blockquote') !== null;
}

function listItem(element: HTMLElement): Record<string, unknown> | false {
  if (holdsBlocks(element)) return false;
  const list = element.parentElement?.tagName === 'OL' ? 'number' : 'bullet';
  return { list, indent: depthOf(element) };
}

function paragraphOfItem(element: HTMLElement): Record<string, unknown> | false {
  const item = element.parentElement;
  if (item === null || item.firstElementChild !== element) return false;
  const list = item.parentElement?.tagName === 'OL' ? 'number' : 'bullet';
  return { list, indent: depthOf(item) };
}

function quotation(element: HTMLElement): Record<string, unknown> | false {
  return holdsBlocks(element) ? false : { kind: 'quote' };
}

/** Lists and quotations are drawn with an inner element that holds the words. */
function ownContent(node: globalThis.Node): HTMLElement {
  const element = node as HTMLElement;
  return element.querySelector<HTMLElement>(':scope > li, :scope > p, :scope > caption') ?? element;
}

/** A block that this editor drew itself: all is known but its uid, which a copy never keeps. */
function ownBlock(element: HTMLElement): Record<string, unknown> {
  if (element.tagName === 'TABLE') return foreignTable(element) || { kind: 'p' };
  const value = (name: AttributeName, text: unknown): unknown => readValue(name, text);
  const tag = /^H([2-6])$/.exec(element.tagName);
  return {
    kind: value('kind', element.dataset.kind),
    level: tag === null ? 0 : value('level', Number(tag[1]) - 1),
    list: value('list', element.dataset.list ?? ''),
    indent: value('indent', Number(element.dataset.indent)),
  };
}

/** A table with its rows; one that only places things on a page is read as what it holds. */
function foreignTable(element: HTMLElement): Record<string, unknown> | false {
  const cells = cellsOfTable(element);
  return cells === null ? false : { kind: 'table', cells };
}

function captionOf(node: globalThis.Node): HTMLElement {
  const element = node as HTMLElement;
  const caption = element.querySelector<HTMLElement>(':scope > caption');
  return caption ?? element.ownerDocument.createElement('caption');
}

/** Word marks list paragraphs by a style such as "mso-list: l0 level2 lfo1". */
function wordList(element: HTMLElement): Record<string, unknown> | false {
  const level = /mso-list:[^;]*level(\d)/.exec(styleOf(element));
  if (level === null) return false;
  const signs = element.querySelectorAll(`span[${styleAttribute}*="mso-list"]`);
  const sign = signs[0]?.textContent ?? '';
  signs.forEach((span) => span.remove());
  const list = /^\s*[\dA-Za-z]{1,4}[.)]/.test(sign) ? 'number' : 'bullet';
  return { list, indent: Math.min(Number(level[1]) - 1, indentMax) };
}

export const parseRules: readonly TagParseRule[] = [
  { tag: 'table.dk-block', getAttrs: ownBlock, contentElement: captionOf, priority: 61 },
  { tag: '.dk-block', getAttrs: ownBlock, contentElement: ownContent, priority: 60 },
  { tag: 'table', getAttrs: foreignTable, contentElement: captionOf, priority: 58 },
  { tag: `p[${styleAttribute}*="mso-list"]`, getAttrs: wordList, priority: 55 },
  ...[1, 2, 3, 4, 5, 6].map((level) => ({
    tag: `h${level}`,
    attrs: { kind: 'h', level: Math.min(level, levelMax) },
  })),
  { tag: 'li > p, li > div', getAttrs: paragraphOfItem, priority: 54 },
  { tag: 'li', getAttrs: listItem },
  { tag: 'blockquote p', attrs: { kind: 'quote' }, priority: 52 },
  { tag: 'blockquote', getAttrs: quotation },
  { tag: 'p' },
  { tag: 'pre', preserveWhitespace: 'full' },
  { tag: 'td, th, dt, dd, figcaption, caption' },
  { tag: 'div' },
];

/** Before pasted HTML is parsed: styles by a name that the page's policy leaves alone. */
export function withoutStyles(html: string): string {
  const words = html.replace(/<style[\s>][\s\S]*?<\/style>/gi, '');
  return words.replace(/(<[a-z][^>]*?)\sstyle=/gi, `$1 ${styleAttribute}=`);
}

/** What of the clipboard is parsed. */
export function cleaned(html: string): string {
  return withoutRubbish(withoutStyles(html));
}

/** Comments hold what Word says to itself, the same pictures among it. */
function withoutComments(html: string): string {
  return html.replace(/<!--[\s\S]*?-->/g, '');
}

/** How many pictures stand in pasted HTML that are none of ours: they do not come along. */
export function foreignImages(html: string): number {
  const tags = withoutComments(html).match(/<img\b[^>]*>/gi) ?? [];
  return tags.filter((tag) => !/\sdata-is\s*=/i.test(tag)).length;
}

/** Whether a table in pasted HTML has more rows or columns than come along. */
export function isTableCut(html: string): boolean {
  const tables = withoutComments(html).match(/<table\b[\s\S]*?<\/table>/gi) ?? [];
  return tables.some((table) => {
    const rows = table.split(/<tr\b/i).slice(1).map((row) => row.match(/<t[dh]\b/gi)?.length ?? 0);
    const cells = rows.reduce((sum, row) => sum + row, 0);
    return rows.length > rowsMax || cells > cellsMax || rows.some((row) => row > columnsMax);
  });
}

/** Whether pasted HTML has no words. */
export function saysNothing(html: string): boolean {
  const head = /<(head|style|script|title)\b[\s\S]*?<\/\1>/gi;
  const words = withoutComments(html).replace(head, '').replace(/<[^>]*>|&nbsp;/g, '');
  return words.trim() === '';
}

/** More is not pasted at once: a frame has a bound. */
export const pasteUnitsMax = 400_000;

/** How much a slice brings, with the cells of its tables. */
export function unitsOfSlice(slice: Slice): number {
  let units = slice.size;
  slice.content.forEach((node) => {
    const cells = (node.attrs.cells as Cells | null | undefined) ?? null;
    if (cells !== null) units += unitsOfCells(cells);
  });
  return units;
}

/** What was pasted or dropped, without uids: a copy is a new block. */
export function withoutUids(slice: Slice): Slice {
  const strip = (node: PmNode): PmNode =>
    node.type.name === 'block' ? node.type.create({ ...node.attrs, uid: '' }, node.content) : node;
  const nodes: PmNode[] = [];
  slice.content.forEach((node) => nodes.push(strip(node)));
  return new Slice(Fragment.fromArray(nodes), slice.openStart, slice.openEnd);
}

export const paragraphKinds = kinds.filter((kind) => kind !== 'h' && kind !== 'quote');
