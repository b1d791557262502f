// SPDX-License-Identifier: EUPL-1.2
// Carries planned operations out on the text, inside one Yjs transaction.
import type * as Y from 'yjs';
import {
  attributeKey,
  attributeNames,
  newMarker,
  readAttributes,
  type Marker,
} from '../schema/blocks';
import { formatsOf } from '../schema/marks';
import type { BlockAttributes } from '../schema/schema';
import { insertText, insertMany } from './insert';
import { writeTable } from './tables';
import type { Line } from './line';
import type { Planned, PlannedAttributes, PlannedReplace, Slot } from './plan';
import type { Run } from './runs';
import { markerOf } from './walk';

/** Above this many runs the public calls, each walking from the first item, are too slow. */
const publicRunsMax = 20;

export class Writer {
  private first = true;

  constructor(
    private readonly text: Y.Text,
    private readonly map: Y.Map<unknown>,
    private readonly line: Line,
    private readonly fast: boolean,
  ) {}

  write(transaction: Y.Transaction, planned: readonly Planned[]): void {
    for (const op of planned) {
      if (op.type === 'replace') this.replace(transaction, op);
      else if (op.type === 'attributes') this.attributes(op);
      else this.format(op.y, op.length, op.key, op.value);
      this.first = false;
    }
  }

  private replace(transaction: Y.Transaction, op: PlannedReplace): void {
    if (op.remove > 0) this.text.delete(op.y, op.remove);
    if (op.insert.length === 0) return;
    const slots = op.slots[Symbol.iterator]();
    const contents = op.insert.map((run) => this.content(run, slots));
    if (!this.fast || !this.quickly(transaction, op, contents)) this.plainly(op.y, contents);
    const moved = op.slots.map((slot) => slot.moved !== null)[Symbol.iterator]();
    for (const [at, run] of op.insert.entries()) {
      if (run.type !== 'marker') continue;
      const embed = contents[at]!.embed as Marker;
      const isMove = moved.next().value === true;
      const { cells } = run.attributes;
      if (!isMove && cells !== null) writeTable(this.map, embed.b, cells);
      this.settle(embed, run.attributes);
    }
  }

  /** The quick ways: one run of text behind a known marker, or very many runs. */
  private quickly(transaction: Y.Transaction, op: PlannedReplace, contents: Content[]): boolean {
    if (contents.length > publicRunsMax) {
      insertMany(transaction, this.text, op.y, contents);
      return true;
    }
    const [only] = contents;
    const marker = this.line.markers[op.block - 1];
    if (!this.first || contents.length !== 1 || op.remove > 0 || op.offset < 0) return false;
    if (only?.text === undefined || !marker || marker.deleted) return false;
    const start = this.line.starts[op.block - 1]!;
    const place = { marker, start, offset: op.offset };
    return insertText(transaction, this.text, place, only.text, only.formats);
  }

  private plainly(y: number, contents: readonly Content[]): void {
    let at = y;
    for (const { text, embed, formats } of contents) {
      if (text !== undefined) this.text.insert(at, text, { ...formats });
      else this.text.insertEmbed(at, embed as object, { ...formats });
      at += text?.length ?? 1;
    }
  }

  private content(run: Run, slots: Iterator<Slot>): Content {
    if (run.type === 'text') return { text: run.text, formats: formatsOf(run.marks) };
    if (run.type === 'atom') return { embed: run.data, formats: formatsOf(run.marks) };
    const slot = slots.next().value as Slot;
    // A move carries the embed as it was, with all that this program does not know.
    slot.written = slot.moved ?? newMarker(slot.uid, run.attributes);
    return { embed: { ...slot.written }, formats: {} };
  }

  private attributes(op: PlannedAttributes): void {
    const marker = 'wanted' in op.target ? null : markerOf(op.target);
    const slot = 'wanted' in op.target ? op.target : null;
    const embed = marker ?? slot?.written ?? { b: slot?.uid ?? '' };
    this.settle(embed, op.now);
  }

  /** Sets what is shown otherwise than wanted. */
  private settle(embed: Marker, wanted: BlockAttributes): void {
    const shown = readAttributes(embed, (key) => this.map.get(key));
    for (const name of attributeNames) {
      if (shown[name] !== wanted[name]) this.map.set(attributeKey(embed.b, name), wanted[name]);
    }
  }

  /** Yjs inserts line feeds when a format goes beyond the end. */
  private format(y: number, length: number, key: string, value: unknown): void {
    const most = this.text.length - y;
    if (most > 0) this.text.format(y, Math.min(length, most), { [key]: value });
  }
}

/** One run as it is written: text or an embed, with all its formatting. */
export interface Content {
  readonly text?: string;
  readonly embed?: unknown;
  readonly formats: Record<string, unknown>;
}
