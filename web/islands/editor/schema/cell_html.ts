// SPDX-License-Identifier: EUPL-1.2
// Tables of HTML, wherever they come from, as rows of cells. Merged cells come apart: the words
// stand in the first of them.
import { asImage, asNote } from './atoms';
import { cellsMax, columnsMax, rowsMax, type Cell, type CellRun, type Cells } from './cells';
import { isSafeAddress } from './marks';

type Formats = Record<string, unknown>;

const blocks = /^(P|DIV|LI|UL|OL|H[1-6]|BLOCKQUOTE|PRE|DT|DD|TR|TABLE)$/;
const silent = /^(SCRIPT|STYLE|TEMPLATE|COLGROUP)$/;

/** The runs of one cell; paragraphs become lines. */
class Reader {
  private readonly runs: CellRun[] = [];
  private line = false;

  read(cell: Node): Cell {
    this.children(cell, {});
    const last = this.runs[this.runs.length - 1];
    if (last?.text !== undefined) {
      this.runs[this.runs.length - 1] = { ...last, text: last.text.trimEnd() };
    }
    return this.runs.filter(({ text, embed }) => embed !== undefined || text !== '');
  }

  private children(node: Node, formats: Formats): void {
    node.childNodes.forEach((child) => this.node(child, formats));
  }

  private node(node: Node, formats: Formats): void {
    if (node.nodeType === 3) {
      this.text((node.nodeValue ?? '').replace(/[ \t\r\n\f]+/g, ' '), formats);
      return;
    }
    if (node.nodeType !== 1) return;
    const element = node as HTMLElement;
    if (silent.test(element.tagName)) return;
    const embed = atomOf(element);
    if (embed !== null) this.runs.push({ embed, formats });
    else if (element.tagName === 'BR') this.line = this.runs.length > 0;
    else {
      const isBlock = blocks.test(element.tagName);
      if (isBlock && this.runs.length > 0) this.line = true;
      this.children(element, { ...formats, ...formatOf(element) });
      if (isBlock && this.runs.length > 0) this.line = true;
    }
  }

  private text(words: string, formats: Formats): void {
    const last = this.runs[this.runs.length - 1];
    const starts = last === undefined || this.line || (last.text?.endsWith(' ') ?? false);
    const text = starts ? words.trimStart() : words;
    if (text === '') return;
    if (this.line && last !== undefined) this.runs.push({ text: '\n', formats: {} });
    this.line = false;
    this.runs.push({ text, formats });
  }
}

function formatOf(element: HTMLElement): Formats {
  switch (element.tagName) {
    case 'B':
    case 'STRONG':
      return { strong: true };
    case 'I':
    case 'EM':
      return { em: true };
    case 'CODE':
      return { code: true };
    case 'A': {
      const link = element.getAttribute('href') ?? '';
      return isSafeAddress(link) && !link.startsWith('#') ? { link } : {};
    }
    case 'ABBR': {
      const term = (element.getAttribute('title') ?? '').trim();
      return term === '' ? {} : { term };
    }
    default:
      return {};
  }
}

function atomOf(element: HTMLElement): object | null {
  const written = element.getAttribute('data-is');
  if (written === null) return null;
  try {
    const data: unknown = JSON.parse(written);
    return asNote(data) ?? asImage(data);
  } catch {
    return null;
  }
}

/** The rows of a table; null for one that only places things on a page. */
export function cellsOfTable(table: HTMLElement): Cells | null {
  if (table.querySelector('table') !== null) return null;
  const rows: Cell[][] = [];
  /** How many rows further down a merged cell reaches, by column. */
  const reaches: number[] = [];
  let heads = 0;
  let count = 0;
  for (const tr of table.querySelectorAll('tr')) {
    if (rows.length === rowsMax || count > cellsMax) break;
    const row: Cell[] = [];
    const cells = [...tr.children].filter(({ tagName }) => /^T[DH]$/.test(tagName));
    if (rows.length === 0) heads = cells.filter(({ tagName }) => tagName === 'TH').length;
    const free = (): void => {
      while ((reaches[row.length] ?? 0) > 0) {
        reaches[row.length]!--;
        row.push([]);
      }
    };
    for (const cell of cells as HTMLTableCellElement[]) {
      free();
      const [wide, high] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')];
      for (let i = 0; i < wide && row.length < columnsMax; i++) {
        reaches[row.length] = high - 1;
        row.push(i === 0 ? new Reader().read(cell) : []);
      }
    }
    free();
    count += row.length;
    rows.push(row);
  }
  if (count < 2) return null;
  const headerColumn =
    rows.length > 1 && [...table.querySelectorAll('tr')].slice(1).every((tr) => {
      const [first, second] = [...tr.children];
      return first?.tagName === 'TH' && second?.tagName !== 'TH';
    });
  const isOwn = table.dataset.kind === 'table';
  return { headerRow: !isOwn || heads > 1, headerColumn, rows };
}

function spanOf(cell: HTMLElement, name: string): number {
  const span = Number(cell.getAttribute(name) ?? 1);
  return Number.isInteger(span) ? Math.min(Math.max(span, 1), columnsMax) : 1;
}
