// SPDX-License-Identifier: EUPL-1.2
// Walking the items of the one text. A place is held as the unit on its left: a Yjs id, which stays
// true whatever others write.
import * as Y from 'yjs';
import { markerUid, type Marker } from '../schema/blocks';

export function isMarker(item: Y.Item): boolean {
  return item.content instanceof Y.ContentEmbed && markerUid(item.content.embed) !== null;
}

export function isLivingMarker(item: Y.Item): boolean {
  return !item.deleted && isMarker(item);
}

/** The embed of an item that is known to be a marker. */
export function markerOf(item: Y.Item): Marker {
  return (item.content as Y.ContentEmbed).embed as Marker;
}

/** The nearest living marker at or left of an item; null before the first one. */
export function headOf(item: Y.Item | null): Y.Item | null {
  let walk = item;
  while (walk !== null && !isLivingMarker(walk)) walk = walk.left;
  return walk;
}

/** The first item of a block's content; of the text when there is no marker. */
export function firstOf(text: Y.Text, marker: Y.Item | null): Y.Item | null {
  return marker === null ? text._start : marker.right;
}

/** Living units of content, as ProseMirror and Yjs both count them. */
export function unitsOf(item: Y.Item): number {
  return item.deleted || !item.countable ? 0 : item.length;
}

/** The unit on the left of a place; null is the beginning of the text. */
export type Anchor = Y.ID | null;

/** A place in the text: after `offset` units of the block that begins with `marker`. */
export interface Place {
  readonly marker: Y.Item | null;
  readonly offset: number;
}

/** The anchor of a place: its left unit, or the marker itself. Clamped to the block. */
export function anchorOf(text: Y.Text, place: Place): Anchor {
  let last: Anchor = place.marker === null ? null : place.marker.id;
  let rest = place.offset;
  let item = firstOf(text, place.marker);
  while (rest > 0 && item !== null && !isLivingMarker(item)) {
    const units = unitsOf(item);
    if (units > 0) {
      const taken = Math.min(units, rest);
      last = Y.createID(item.id.client, item.id.clock + taken - 1);
      rest -= taken;
    }
    item = item.right;
  }
  return last;
}

/**
 * Where an anchor is now. When its unit was deleted, the nearest living unit on its left counts.
 * Null when the store does not know the unit (yet) or it is no part of the text.
 */
export function placeOf(text: Y.Text, anchor: Anchor): Place | null {
  if (anchor === null) return { marker: null, offset: 0 };
  const item = itemAt(text, anchor);
  if (item === null) return null;
  if (isLivingMarker(item)) return { marker: item, offset: 0 };
  let offset = unitsOf(item) === 0 ? 0 : anchor.clock - item.id.clock + 1;
  let walk = item.left;
  while (walk !== null && !isLivingMarker(walk)) {
    offset += unitsOf(walk);
    walk = walk.left;
  }
  return { marker: walk, offset };
}

/** Whether the unit of an anchor is still there. */
export function isAlive(text: Y.Text, anchor: Anchor): boolean {
  const item = anchor === null ? null : itemAt(text, anchor);
  return item !== null && !item.deleted;
}

function itemAt(text: Y.Text, id: Y.ID): Y.Item | null {
  const store = text.doc?.store;
  if (store === undefined || id.clock >= Y.getState(store, id.client)) return null;
  const item: unknown = Y.getItem(store, id);
  return item instanceof Y.Item && item.parent === text && item.parentSub === null ? item : null;
}

/** Everything a transaction added to or deleted from the text, in no particular order. */
export function touchedItems(text: Y.Text, transaction: Y.Transaction): Y.Item[] {
  const touched: Y.Item[] = [];
  const take = (struct: unknown): void => {
    if (!(struct instanceof Y.Item)) return;
    if (struct.parent === text && struct.parentSub === null) touched.push(struct);
  };
  transaction.afterState.forEach((after, client) => {
    const before = transaction.beforeState.get(client) ?? 0;
    const structs = transaction.doc.store.clients.get(client);
    if (after === before || structs === undefined) return;
    for (let i = Y.findIndexSS(structs, before); i < structs.length; i++) take(structs[i]);
  });
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, take);
  return touched;
}

/** The keys of the map that a transaction set, and those below which rows or cells came or went. */
export function changedKeys(map: Y.Map<unknown>, transaction: Y.Transaction): string[] {
  const keys = new Set<string>();
  transaction.changed.forEach((subs, type) => {
    if ((type as unknown) === map) subs.forEach((key) => key !== null && keys.add(key));
    if (!((type as unknown) instanceof Y.Array)) return;
    let item = type._item;
    while (item !== null && item.parent !== map) {
      item = (item.parent as Y.AbstractType<unknown>)._item;
    }
    if (item !== null && item.parentSub !== null) keys.add(item.parentSub);
  });
  return [...keys];
}
