// SPDX-License-Identifier: EUPL-1.2
// Keeps ProseMirror's document and the one text equal, in both directions. It shows what others
// write and never repairs: repairs are written by the server alone.
import type { Node as PmNode } from 'prosemirror-model';
import { TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import { newMarker, defaults } from '../schema/blocks';
import { schema } from '../schema/schema';
import { newUid } from '../schema/uid';
import { Line, type Segment } from './line';
import { blockNode, nodesOf, patchBlock, patchOld, replaceDiffering } from './patch';
import { plan, type Planned } from './plan';
import { projectAll } from './project';
import { changedSegments, everything } from './refresh';
import { anchorAt, positionOf, restoreSelection, saveSelection } from './selection';
import type { SavedSelection } from './selection';
import { opsOfStep, type Op } from './steps';
import { changedKeys, markerOf, touchedItems } from './walk';
import type { Anchor } from './walk';
import { Writer } from './write';

/** Where ProseMirror's state lives: an editor view, or a variable in a test. */
export interface Host {
  readonly state: EditorState;
  update(state: EditorState): void;
}

export interface BindingOptions {
  readonly newUid?: () => string;
  /** False: only public calls of Y.Text are used. */
  readonly fast?: boolean;
  /** Told of a bug; the document is then shown anew from the text. Without it, bugs are thrown. */
  readonly onFault?: (error: unknown) => void;
}

/** Set on transactions that bring the text into ProseMirror. */
export const fromText = 'fromText';

/** The origin of a virtual first block made real; undo does not track it. */
const makingReal = { name: 'the virtual first block is made real' };

/** Above this many corrections one replacement is cheaper. */
const patchesMax = 50;

export class Binding {
  readonly text: Y.Text;
  readonly map: Y.Map<unknown>;
  readonly line: Line;
  host: Host | null = null;
  private readonly saved = new WeakMap<Y.Transaction, SavedSelection>();
  private readonly uid: () => string;
  private readonly fast: boolean;
  private readonly onFault: ((error: unknown) => void) | undefined;

  constructor(
    readonly doc: Y.Doc,
    options: BindingOptions = {},
  ) {
    this.text = doc.getText('t');
    this.map = doc.getMap('b');
    this.line = new Line(this.map);
    this.uid = options.newUid ?? newUid;
    this.fast = options.fast ?? true;
    this.onFault = options.onFault;
    this.line.reset(projectAll(this.text));
    doc.on('beforeTransaction', this.before);
    doc.on('afterTransaction', this.after);
  }

  /** The document as ProseMirror's node, to make the first state of. */
  document(): PmNode {
    return schema.node('doc', null, nodesOf(this.line, projectAll(this.text)));
  }

  attach(host: Host): void {
    this.host = host;
  }

  destroy(): void {
    this.doc.off('beforeTransaction', this.before);
    this.doc.off('afterTransaction', this.after);
    this.host = null;
  }

  /** Applies a transaction of the person at this editor to the state and to the text. */
  dispatch(tr: Transaction): void {
    if (this.host === null) return;
    const { state, transactions } = this.host.state.applyTransaction(tr);
    this.host.update(state);
    for (const applied of transactions) {
      if (applied.docChanged && applied.getMeta(fromText) === undefined) this.write(applied);
    }
  }

  private write(tr: Transaction): void {
    const real = this.line.virtual ? this.makeReal() : null;
    const ops: Op[] = [];
    let understood = true;
    tr.steps.forEach((step, i) => {
      const found = opsOfStep(step, tr.docs[i]!);
      if (found === null) understood = false;
      else ops.push(...found);
    });
    const planned = plan(ops, this.line, this.uid);
    this.structural = isStructural(planned) || tr.getMeta('uiEvent') !== undefined;
    if (this.structural) this.onStructure();
    this.also = real === null ? [] : [real];
    this.compareAll = !understood;
    const writer = new Writer(this.text, this.map, this.line, this.fast);
    this.doc.transact((transaction) => writer.write(transaction, planned), this);
    if (this.structural) this.onStructure();
  }

  /** Called before and after a change that is more than typing; undo ends its capture there. */
  onStructure: () => void = () => undefined;
  private structural = false;
  private also: Y.Item[] = [];
  private compareAll = false;

  private makeReal(): Y.Item {
    this.doc.transact(() => {
      this.text.insertEmbed(0, newMarker(this.uid(), defaults), {});
    }, makingReal);
    return this.line.markers[0]!;
  }

  private readonly before = (transaction: Y.Transaction): void => {
    const selection = this.host?.state.selection;
    if (transaction.origin === this || transaction.origin === makingReal) return;
    if (!(selection instanceof TextSelection)) return;
    this.saved.set(transaction, saveSelection(this.text, this.line, selection));
  };

  /** The unit on the left of a position in ProseMirror's document. */
  anchorAt(position: number): Anchor {
    return anchorAt(this.text, this.line, this.host!.state.doc.resolve(position));
  }

  /** Where an anchor stands in ProseMirror's document; null when it is not known (yet). */
  positionOf(anchor: Anchor, doc = this.host!.state.doc): number | null {
    return positionOf(this.text, this.line, anchor, doc);
  }

  private readonly after = (transaction: Y.Transaction): void => {
    try {
      this.follow(transaction);
    } catch (error) {
      if (this.onFault === undefined) throw error;
      this.onFault(error);
      this.rebuild();
    }
  };

  /** Shows the text as if it had just been opened. */
  private rebuild(): void {
    const pieces = projectAll(this.text);
    this.line.reset(pieces);
    if (this.host === null) return;
    const tr = this.host.state.tr;
    replaceDiffering(tr, nodesOf(this.line, pieces));
    this.show(tr);
  }

  private follow(transaction: Y.Transaction): void {
    const own = transaction.origin === this;
    if (!own && !this.concerns(transaction)) return;
    const segments =
      this.compareAll && own
        ? everything(this.line, this.text)
        : changedSegments(this.line, this.text, transaction, own ? this.also : []);
    const old = this.line.markers.slice();
    const moved = this.line.apply(segments);
    for (const uid of this.renamed(transaction)) moved.add(uid);
    if (this.host === null || transaction.origin === makingReal) return;
    const tr = this.host.state.tr;
    if (own) this.correct(tr, segments);
    else patchOld(tr, this.line, old, segments);
    this.patchAttributes(tr, moved, segments);
    if (!own) restoreSelection(tr, this.text, this.line, this.saved.get(transaction));
    this.show(tr);
  }

  private concerns(transaction: Y.Transaction): boolean {
    return (
      transaction.changed.has(this.text as never) ||
      changedKeys(this.map, transaction).length > 0 ||
      touchedItems(this.text, transaction).length > 0
    );
  }

  /** The uids whose attributes were set, or whose rows came or went. */
  private renamed(transaction: Y.Transaction): string[] {
    const keys = changedKeys(this.map, transaction);
    return keys.map((key) => key.slice(0, key.indexOf('/')));
  }

  /** After one's own change ProseMirror is right but for new uids; anything else is put right. */
  private correct(tr: Transaction, segments: readonly Segment[]): void {
    if (tr.doc.childCount !== this.line.markers.length) {
      replaceDiffering(tr, nodesOf(this.line, projectAll(this.text)));
      return;
    }
    const differing: { index: number; node: PmNode }[] = [];
    let shift = 0;
    for (const { from, to, pieces } of segments) {
      nodesOf(this.line, pieces).forEach((node, at) => {
        const index = from + shift + at;
        if (!tr.doc.child(index).eq(node)) differing.push({ index, node });
      });
      shift += pieces.length - (to - from);
    }
    if (differing.length > patchesMax) {
      const nodes = tr.doc.content.content.slice();
      for (const { index, node } of differing) nodes[index] = node;
      const { anchor, head } = tr.selection;
      replaceDiffering(tr, nodes);
      tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)));
    } else {
      for (const { index, node } of differing) patchBlock(tr, index, node);
    }
  }

  /** Blocks whose uid or attributes changed although their stretch of text was not projected. */
  private patchAttributes(tr: Transaction, uids: Set<string>, done: readonly Segment[]): void {
    const projected = new Set(done.flatMap(({ pieces }) => pieces.map((piece) => piece.marker)));
    for (const uid of uids) {
      for (const marker of this.line.withUid(uid)) {
        if (projected.has(marker)) continue;
        const index = this.line.markers.indexOf(marker);
        const { content } = tr.doc.child(index);
        patchBlock(tr, index, blockNode(this.line.attributes(marker), content));
      }
    }
  }

  private show(tr: Transaction): void {
    if (!tr.docChanged && !tr.selectionSet) return;
    const { host } = this;
    if (host === null) return;
    if (host.state.storedMarks && tr.selection.empty) tr.setStoredMarks(host.state.storedMarks);
    tr.setMeta(fromText, true).setMeta('addToHistory', false);
    host.update(host.state.apply(tr));
  }

  /** The shown uid of the block at an index. */
  uidAt(index: number): string {
    return this.line.shownUid(this.line.markers[index] ?? null);
  }

  /** The uid written in the marker at an index; '' for the virtual block. */
  writtenUidAt(index: number): string {
    const marker = this.line.markers[index];
    return marker ? markerOf(marker).b : '';
  }
}

function isStructural(planned: readonly Planned[]): boolean {
  return planned.some(
    (op) => op.type === 'replace' && (op.markersRemoved > 0 || op.slots.length > 0),
  );
}
