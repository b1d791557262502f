// SPDX-License-Identifier: EUPL-1.2
// Inserting without walking from the first item. Every public call of Y.Text does that walk once a
// text has any formatting; these start at the marker of the block, or go on where they are. They
// use exported but undocumented parts of Yjs: the version is pinned, the public way stays behind
// a switch, and the random test runs with both.
import * as Y from 'yjs';
import { noFormats, sameFormats, sameValue, withFormat, type Formats } from '../schema/marks';
import type { Content } from './write';
import { isLivingMarker, unitsOf } from './walk';

interface Gap {
  left: Y.Item | null;
  right: Y.Item | null;
  formats: Formats;
}

export interface BlockPlace {
  readonly marker: Y.Item;
  /** The formatting in force at the marker. */
  readonly start: Formats;
  readonly offset: number;
}

/**
 * Inserts a string into a block. False, and nothing done, when the formatting in force is another
 * than wanted: then the public call has to write format items.
 */
export function insertText(
  transaction: Y.Transaction,
  text: Y.Text,
  place: BlockPlace,
  string: string,
  formats: Record<string, unknown>,
): boolean {
  const gap: Gap = { left: place.marker, right: place.marker.right, formats: place.start };
  if (!forward(transaction, gap, place.offset)) return false;
  const wanted: Formats = new Map(Object.entries(formats));
  skipAgreeing(gap, wanted);
  if (!sameFormats(gap.formats, wanted)) return false;
  put(transaction, text, gap, new Y.ContentString(string));
  forgetSearch(text);
  return true;
}

/** Inserts many runs at an index: one walk, then each behind the other. */
export function insertMany(
  transaction: Y.Transaction,
  text: Y.Text,
  y: number,
  contents: readonly Content[],
): void {
  const gap: Gap = { left: null, right: text._start, formats: noFormats };
  forward(transaction, gap, y, true);
  const around = gap.formats;
  for (const { text: string, embed, formats } of contents) {
    turn(transaction, text, gap, new Map(Object.entries(formats)));
    const content =
      string === undefined ? new Y.ContentEmbed(embed as object) : new Y.ContentString(string);
    put(transaction, text, gap, content);
  }
  turn(transaction, text, gap, around);
  forgetSearch(text);
}

/** Walks over `units` living units; false when the block ends before. */
function forward(transaction: Y.Transaction, gap: Gap, units: number, across = false): boolean {
  let rest = units;
  while (rest > 0) {
    const item = gap.right;
    if (item === null || (!across && isLivingMarker(item))) return false;
    const length = unitsOf(item);
    if (rest < length) {
      Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + rest));
    }
    rest -= unitsOf(item);
    step(gap, item);
  }
  return true;
}

/** As Yjs does: go right over dead items and formats that say what is wanted anyway. */
function skipAgreeing(gap: Gap, wanted: Formats): void {
  for (let item = gap.right; item !== null; item = gap.right) {
    const content = item.content;
    const agrees =
      content instanceof Y.ContentFormat &&
      sameValue(wanted.get(content.key as string) ?? null, content.value);
    if (!item.deleted && !agrees) return;
    step(gap, item);
  }
}

function step(gap: Gap, item: Y.Item): void {
  if (!item.deleted && item.content instanceof Y.ContentFormat) {
    gap.formats = withFormat(gap.formats, item.content.key as string, item.content.value);
  }
  gap.left = item;
  gap.right = item.right;
}

/** Writes the format items that lead from the formatting in force to the one wanted. */
function turn(transaction: Y.Transaction, text: Y.Text, gap: Gap, wanted: Formats): void {
  if (sameFormats(gap.formats, wanted)) return;
  for (const key of new Set([...gap.formats.keys(), ...wanted.keys()])) {
    const value = wanted.get(key) ?? null;
    if (sameValue(gap.formats.get(key) ?? null, value)) continue;
    put(transaction, text, gap, new Y.ContentFormat(key, value as object));
    gap.formats = withFormat(gap.formats, key, value);
  }
}

function put(transaction: Y.Transaction, text: Y.Text, gap: Gap, content: Y.Item['content']): void {
  const { doc } = transaction;
  const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
  const { left, right } = gap;
  const item = new Y.Item(
    id,
    left,
    left && left.lastId,
    right,
    right && right.id,
    text,
    null,
    content,
  );
  item.integrate(transaction, 0);
  gap.left = item;
  gap.right = item.right;
}

/** Yjs' own search marks count units and know nothing of what was put here. */
function forgetSearch(text: Y.Text): void {
  const marks = (text as unknown as { _searchMarker: unknown[] | null })._searchMarker;
  if (marks) marks.length = 0;
}
