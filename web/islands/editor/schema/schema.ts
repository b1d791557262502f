// SPDX-License-Identifier: EUPL-1.2
// ProseMirror's view of the one text: a flat document of blocks of ONE node type, so that no
// concurrent edit can break the schema. Kinds differ in drawing and commands only.
import { Schema, type DOMOutputSpec, type Node as PmNode } from 'prosemirror-model';
import { defaults, type Attributes, type Kind } from './blocks';
import { marks } from './marks';
import { atomRules, drawAtom } from './atoms';
import { drawRows, type Cells } from './cells';
import { parseRules } from './paste';

export interface BlockAttributes extends Attributes {
  /** '' for the virtual first block and for blocks not yet written; derived ones have a '~'. */
  readonly uid: string;
  /** The rows that a block brings with it when it is made (pasted, inserted); otherwise null. */
  readonly cells: Cells | null;
}

/** The tag a block is drawn with: real headings, lists and quotations for assistive technology. */
function drawBlock(node: PmNode): DOMOutputSpec {
  const { kind, level, list, indent, uid, cells } = node.attrs as BlockAttributes;
  const attributes: Record<string, string> = {
    class: 'dk-block',
    'data-uid': uid,
    'data-kind': kind,
    'data-indent': String(indent),
  };
  if (kind === 'table') {
    // Only in what is copied; on the page tables have a view of their own.
    return ['table', attributes, ['caption', 0], ['tbody', {}, ...drawRows(cells)]];
  }
  if (list !== '') {
    const tag = list === 'number' ? 'ol' : 'ul';
    return [tag, { ...attributes, 'data-list': list }, ['li', 0]];
  }
  if (kind === 'h') return [`h${headingLevel(level) + 1}`, attributes, 0];
  if (kind === 'quote') return ['blockquote', attributes, ['p', 0]];
  return ['p', attributes, 0];
}

/** Headings are stored with any level and drawn with 1 to 4; h1 belongs to the page. */
export function headingLevel(level: number): number {
  return Math.max(1, level);
}

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+', marks: '' },
    block: {
      content: 'inline*',
      attrs: {
        uid: { default: '' },
        kind: { default: defaults.kind },
        level: { default: defaults.level },
        list: { default: defaults.list },
        indent: { default: defaults.indent },
        cells: { default: null },
      },
      defining: true,
      parseDOM: parseRules,
      toDOM: drawBlock,
    },
    text: { group: 'inline' },
    // Anything in the text that is neither words nor a marker: shown as a sign, kept as it is.
    atom: {
      group: 'inline',
      inline: true,
      atom: true,
      attrs: { data: {} },
      parseDOM: atomRules,
      toDOM: (node) => drawAtom(node.attrs.data),
    },
  },
  marks,
});

export function isKind(node: PmNode, kind: Kind): boolean {
  return node.attrs.kind === kind;
}
