// SPDX-License-Identifier: EUPL-1.2
// One cell of a table: its Y.Text and a ProseMirror document of one block, kept equal. The steps
// are read as in the one text; a cell has no markers, so a border between blocks is a line break.
import { Fragment, type Node as PmNode } from 'prosemirror-model';
import { TextSelection, type Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import { markerUid } from '../schema/blocks';
import { formatsOf, marksOf, noFormats, withFormat } from '../schema/marks';
import { schema } from '../schema/schema';
import { fromText, type Binding, type Host } from './binding';
import { patchBlock } from './patch';
import { nodesOfItem } from './project';
import type { Run } from './runs';
import { opsOfStep, type Op, type ReplaceOp } from './steps';
import { unitsOf } from './walk';

/** What a cell's text says, as the content of a block. */
export function projectCell(text: Y.Text): Fragment {
  const nodes: PmNode[] = [];
  let formats = noFormats;
  for (let item = text._start; item !== null; item = item.right) {
    const { content } = item;
    if (!item.deleted && content instanceof Y.ContentFormat) {
      formats = withFormat(formats, content.key as string, content.value);
    } else if (unitsOf(item) > 0) {
      const isMarker = content instanceof Y.ContentEmbed && markerUid(content.embed) !== null;
      const found = isMarker ? [schema.text('\n')] : nodesOfItem(item);
      const marks = marksOf(schema, isMarker ? noFormats : formats);
      for (const node of found) nodes.push(node.mark(marks));
    }
  }
  return Fragment.fromArray(nodes);
}

export function cellDocument(text: Y.Text): PmNode {
  return schema.node('doc', null, [schema.node('block', null, projectCell(text))]);
}

interface SavedSelection {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

export class CellBinding {
  private host: Host | null = null;
  private saved: SavedSelection | null = null;

  constructor(
    readonly text: Y.Text,
    private readonly origin: Binding,
  ) {
    this.doc.on('beforeTransaction', this.before);
    text.observe(this.after);
  }

  private get doc(): Y.Doc {
    return this.text.doc!;
  }

  attach(host: Host): void {
    this.host = host;
  }

  destroy(): void {
    this.text.doc?.off('beforeTransaction', this.before);
    this.text.unobserve(this.after);
    this.host = null;
  }

  dispatch(tr: Transaction): void {
    if (this.host === null) return;
    const { state, transactions } = this.host.state.applyTransaction(tr);
    this.host.update(state);
    for (const applied of transactions) {
      if (applied.docChanged && applied.getMeta(fromText) === undefined) this.write(applied);
    }
  }

  private write(tr: Transaction): void {
    const ops: Op[] = tr.steps.flatMap((step, i) => opsOfStep(step, tr.docs[i]!) ?? []);
    this.doc.transact(() => {
      for (const op of ops) {
        if (op.type === 'replace') this.replace(op);
        else if (op.type === 'format') this.format(op.y - 1, op.length, op.key, op.value);
      }
    }, this.origin);
    this.follow(null);
  }

  /** The one block costs a unit in the one text and none here. */
  private replace(op: ReplaceOp): void {
    let [at, remove, insert] = [op.y - 1, op.remove, op.insert];
    if (at < 0) {
      // The block's own beginning was written anew.
      at = 0;
      remove -= 1;
      if (insert[0]?.type === 'marker') insert = insert.slice(1);
    }
    const length = Math.min(remove, this.text.length - at);
    if (length > 0) this.text.delete(at, length);
    for (const run of insert) at += this.put(at, run);
  }

  private put(at: number, run: Run): number {
    if (run.type === 'atom') {
      this.text.insertEmbed(at, run.data as object, formatsOf(run.marks));
      return 1;
    }
    const words = run.type === 'marker' ? '\n' : run.text;
    this.text.insert(at, words, run.type === 'marker' ? {} : formatsOf(run.marks));
    return words.length;
  }

  /** Yjs inserts line feeds when a format goes beyond the end. */
  private format(at: number, length: number, key: string, value: unknown): void {
    const most = Math.min(length, this.text.length - at);
    if (most > 0) this.text.format(at, most, { [key]: value });
  }

  private readonly before = (transaction: Y.Transaction): void => {
    const selection = this.host?.state.selection;
    this.saved = null;
    if (transaction.origin === this.origin && transaction.local) return;
    if (!(selection instanceof TextSelection)) return;
    const at = (position: number): Y.RelativePosition =>
      Y.createRelativePositionFromTypeIndex(this.text, Math.max(position - 1, 0), -1);
    this.saved = { anchor: at(selection.anchor), head: at(selection.head) };
  };

  private readonly after = (_event: Y.YTextEvent, transaction: Y.Transaction): void => {
    const own = transaction.origin === this.origin && transaction.local;
    // One's own change is compared when it is written; a replacement from elsewhere at once.
    if (!own || this.host?.state.doc.textContent !== this.text.toString()) this.follow(this.saved);
  };

  /** Shows what the text says, whoever wrote it. */
  private follow(saved: SavedSelection | null): void {
    if (this.host === null) return;
    const { tr } = this.host.state;
    const [first] = cellDocument(this.text).content.content;
    if (tr.doc.childCount > 1) tr.replaceWith(0, tr.doc.content.size, first!);
    else patchBlock(tr, 0, first!);
    if (saved !== null) this.restore(tr, saved);
    if (!tr.docChanged && !tr.selectionSet) return;
    this.host.update(this.host.state.apply(tr.setMeta(fromText, true)));
  }

  private restore(tr: Transaction, { anchor, head }: SavedSelection): void {
    const size = tr.doc.child(0).content.size;
    const at = (place: Y.RelativePosition): number | null => {
      const found = Y.createAbsolutePositionFromRelativePosition(place, this.doc);
      return found?.type === this.text ? Math.min(found.index, size) + 1 : null;
    };
    const [from, to] = [at(anchor), at(head)];
    if (from === null || to === null) return;
    if (tr.selection.anchor === from && tr.selection.head === to) return;
    tr.setSelection(TextSelection.create(tr.doc, from, to));
  }
}
