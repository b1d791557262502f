// SPDX-License-Identifier: EUPL-1.2
// One person's editor without a browser: the real binding, schema and undo on pure states.
import assert from 'node:assert/strict';
import type { Node as PmNode } from 'prosemirror-model';
import { EditorState, TextSelection, type Command, type Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import { Binding, fromText, type Host } from '../../binding/binding';
import { undoFor } from '../../binding/undo';
import { schema } from '../../schema/schema';
import { describeDocument, describeText, livingUnits } from './oracle';
import type { Random } from './random';

export interface PeerOptions {
  readonly client: number;
  readonly random: Random;
  readonly fast?: boolean;
  /** The time undo sees, in ms. */
  readonly captureTimeout?: number;
}

export class Peer implements Host {
  readonly doc = new Y.Doc();
  readonly binding: Binding;
  readonly undo: Y.UndoManager;
  state: EditorState;
  /** ProseMirror's own result of the change that is going on, before the text answered. */
  private ownResult: EditorState | null = null;
  /** Units that this person's changes covered, typed ones with their characters. */
  readonly typed = new Map<string, string>();
  readonly covered = new Set<string>();

  constructor(options: PeerOptions) {
    this.doc.clientID = options.client;
    this.binding = new Binding(this.doc, {
      newUid: () => options.random.uid(),
      fast: options.fast ?? true,
    });
    this.undo = undoFor(this.binding, options.captureTimeout ?? 0);
    this.state = EditorState.create({ schema, doc: this.binding.document() });
    this.binding.attach(this);
  }

  get client(): number {
    return this.doc.clientID;
  }

  update(state: EditorState): void {
    this.ownResult ??= state;
    this.state = state;
  }

  /** Applies a change of this person and checks all that must hold after one. */
  apply(tr: Transaction): void {
    const before = livingUnits(this.binding.text);
    const may = this.coveredBy(tr);
    this.ownResult = null;
    this.binding.dispatch(tr);
    // Two living markers of one uid share their attributes until the server has repaired them.
    const hasTwins = (doc: PmNode): boolean =>
      doc.content.content.some((block) => String(block.attrs.uid).includes('~'));
    const shared = hasTwins(tr.before) || hasTwins(this.state.doc);
    const own = (doc: PmNode): string => {
      const lines = describeDocument(doc, false);
      return shared ? lines.replace(/^ \{[^}]*\}/gm, '') : lines;
    };
    assert.equal(own(this.state.doc), own(this.ownResult!.doc), 'own result was changed');
    const after = livingUnits(this.binding.text);
    for (const [id] of before) {
      if (after.has(id)) continue;
      assert.ok(may.has(id), `unit ${id} was deleted outside the covered ranges`);
      this.covered.add(id);
    }
    for (const [id, char] of after) {
      if (!before.has(id) && char !== '\uFFFC') this.typed.set(id, char);
    }
    this.check();
  }

  /** Runs a command; false when it does not apply here. */
  run(command: Command): boolean {
    return command(this.state, (tr) => this.apply(tr));
  }

  /** Undo and redo may delete what this person wrote, nothing else. */
  undoOrRedo(which: 'undo' | 'redo'): void {
    const before = livingUnits(this.binding.text);
    this.undo[which]();
    const after = livingUnits(this.binding.text);
    for (const [id] of before) {
      if (after.has(id)) continue;
      assert.equal(
        Number(id.split('.')[0]),
        this.client,
        `${which} deleted the foreign unit ${id}`,
      );
      this.covered.add(id);
    }
    for (const [id, char] of after) {
      if (!before.has(id) && char !== '\uFFFC') this.typed.set(id, char);
    }
    this.check();
  }

  /** Everything a foreign update may not do to this editor. */
  receive(apply: () => void): void {
    const behind = this.unitBehindCursor();
    apply();
    this.check();
    if (behind !== null && livingUnits(this.binding.text).has(behind)) {
      assert.equal(this.unitBehindCursor(), behind, 'the cursor left its character');
    }
  }

  check(): void {
    assert.equal(describeDocument(this.state.doc), describeText(this.doc));
    this.state.doc.check();
    const uids = new Set<string>();
    this.state.doc.forEach((block) => {
      assert.ok(!uids.has(block.attrs.uid), `the uid ${block.attrs.uid} is shown twice`);
      uids.add(block.attrs.uid);
    });
  }

  select(anchor: number, head: number = anchor): void {
    const selection = TextSelection.between(
      this.state.doc.resolve(anchor),
      this.state.doc.resolve(head),
    );
    this.binding.dispatch(this.state.tr.setSelection(selection));
  }

  /** The unit on the left of the cursor, by its id. */
  unitBehindCursor(): string | null {
    const anchor = this.binding.anchorAt(this.state.selection.head);
    return anchor === null ? null : `${anchor.client}.${anchor.clock}`;
  }

  /** The units in the ranges that a change replaces, by their ids in the text before. */
  private coveredBy(tr: Transaction): Set<string> {
    const ids = [...livingUnits(this.binding.text).keys()];
    const virtual = this.binding.line.virtual ? 1 : 0;
    const covered = new Set<string>();
    const y = (position: number): number => {
      const place = tr.before.resolve(position);
      return Math.max(position - place.index(0) - virtual, 0);
    };
    tr.mapping.maps.forEach((map, i) => {
      const back = (position: number, side: number): number =>
        tr.mapping.maps
          .slice(0, i)
          .reduceRight((at, done) => done.invert().map(at, side), position);
      map.forEach((from, to) => {
        for (let at = y(back(from, -1)); at < y(back(to, 1)); at++) {
          if (ids[at] !== undefined) covered.add(ids[at]!);
        }
      });
    });
    return covered;
  }
}

export function isFromText(tr: Transaction): boolean {
  return tr.getMeta(fromText) !== undefined;
}
