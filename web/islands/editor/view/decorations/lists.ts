// SPDX-License-Identifier: EUPL-1.2
// Lists for those who hear the text. The document is flat and every item is drawn with a list tag
// of its own; to assistive technology the first item's list owns the items that follow, each says
// how deep it stands and which of how many it is, and the lists of the others vanish.
import type { Node as PmNode } from 'prosemirror-model';
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView, type NodeView } from 'prosemirror-view';
import { newId } from '../dom';

/** What an item says of itself. */
export interface Item {
  readonly level: number;
  readonly position: number;
  readonly size: number;
  /** Of the outermost list it belongs to: the index of the block that begins it. */
  readonly first: number;
}

interface Growing {
  readonly style: string;
  readonly indent: number;
  readonly members: number[];
}

/** The item that each block is, null for one that is none; nested as the published page is. */
export function itemsOf(doc: PmNode): (Item | null)[] {
  const items: (Item | null)[] = [];
  const found: { level: number; list: Growing; position: number; first: number }[] = [];
  let open: Growing[] = [];
  let first = 0;
  doc.forEach((block, _offset, index) => {
    const style = String(block.attrs.list);
    items.push(null);
    if (style === '') {
      open = [];
      return;
    }
    const indent = Number(block.attrs.indent);
    while (open.length > 0 && open[open.length - 1]!.indent > indent) open.pop();
    const same = open[open.length - 1];
    if (same?.indent === indent && same.style !== style) open.pop();
    if (open.length === 0) first = index;
    let list = open[open.length - 1];
    if (list === undefined || list.indent < indent) {
      list = { style, indent, members: [] };
      open.push(list);
    }
    list.members.push(index);
    found.push({ level: open.length, list, position: list.members.length, first });
  });
  for (const { level, list, position, first: start } of found) {
    const index = list.members[position - 1]!;
    items[index] = { level, position, size: list.members.length, first: start };
  }
  return items;
}

const key = new PluginKey<DecorationSet>('lists');

/** One id for each place in the document; they are drawn anew when a list changes. */
const stem = newId('item');

function decorate(doc: PmNode): DecorationSet {
  const items = itemsOf(doc);
  const owned = new Map<number, string[]>();
  items.forEach((item, index) => {
    if (item === null || item.first === index) return;
    const ids = owned.get(item.first) ?? [];
    if (ids.push(`${stem}-${index}`) === 1) owned.set(item.first, ids);
  });
  const decorations: Decoration[] = [];
  doc.forEach((block, offset, index) => {
    const item = items[index];
    if (!item) return;
    const isFirst = item.first === index;
    const ids = (owned.get(index) ?? []).join(' ');
    const owning: Record<string, string> = ids === '' ? {} : { 'aria-owns': ids };
    const attributes = isFirst ? owning : { id: `${stem}-${index}`, role: 'none' };
    decorations.push(Decoration.node(offset, offset + block.nodeSize, attributes, { item }));
  });
  return DecorationSet.create(doc, decorations);
}

/** Whether only the words of single blocks changed, not which blocks are items of which lists. */
function sameLists(before: PmNode, after: PmNode): boolean {
  if (before.childCount !== after.childCount) return false;
  let isSame = true;
  after.forEach((block, _offset, index) => {
    const old = before.child(index);
    if (old === block) return;
    const { list, indent } = old.attrs;
    if (list !== block.attrs.list || indent !== block.attrs.indent) isSame = false;
  });
  return isSame;
}

function apply(tr: Transaction, old: DecorationSet, before: EditorState): DecorationSet {
  if (!tr.docChanged) return old;
  if (!sameLists(before.doc, tr.doc)) return decorate(tr.doc);
  let isWhole = true;
  const mapped = old.map(tr.mapping, tr.doc, { onRemove: () => (isWhole = false) });
  return isWhole ? mapped : decorate(tr.doc);
}

export function lists(): Plugin {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => decorate(state.doc),
      apply: (tr, old, before) => apply(tr, old, before),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** An item as it is drawn: the list carries what the decoration says, the item what it is. */
export class ListItemView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM = document.createElement('li');

  constructor(
    private node: PmNode,
    decorations: readonly Decoration[],
  ) {
    this.dom = document.createElement(node.attrs.list === 'number' ? 'ol' : 'ul');
    this.dom.append(this.contentDOM);
    this.contentDOM.setAttribute('role', 'listitem');
    this.draw(decorations);
  }

  update(node: PmNode, decorations: readonly Decoration[]): boolean {
    if (node.type !== this.node.type || node.attrs.list !== this.node.attrs.list) return false;
    this.node = node;
    this.draw(decorations);
    return true;
  }

  private draw(decorations: readonly Decoration[]): void {
    const { uid, kind, indent, list } = this.node.attrs;
    this.dom.classList.add('dk-block');
    Object.assign(this.dom.dataset, { uid, kind, indent: String(indent), list });
    const spec = decorations.map((one) => one.spec as { item?: Item }).find(({ item }) => item);
    if (spec?.item === undefined) return;
    const { level, position, size } = spec.item;
    this.contentDOM.setAttribute('aria-level', String(level));
    this.contentDOM.setAttribute('aria-posinset', String(position));
    this.contentDOM.setAttribute('aria-setsize', String(size));
  }
}

/** For ProseMirror's nodeViews; `otherwise` draws what is no item. */
export function withItems(
  otherwise: (node: PmNode, view: EditorView, getPos: () => number | undefined) => NodeView,
) {
  return (
    node: PmNode,
    view: EditorView,
    getPos: () => number | undefined,
    decorations: readonly Decoration[],
  ): NodeView =>
    node.attrs.list === '' ? otherwise(node, view, getPos) : new ListItemView(node, decorations);
}
