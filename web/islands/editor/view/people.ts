// SPDX-License-Identifier: EUPL-1.2
// Who is here, read from the shared awareness states. Whatever a foreign client writes there,
// reading it is total.
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Anchor } from '../binding/walk';

/** Kinds of line that tell cursors apart without colour. */
export const lineStyles = 4;
const nameMax = 80;

export interface Person {
  readonly client: number;
  readonly name: string;
  readonly authority: string;
  readonly line: number;
  readonly cursor: { readonly anchor: Anchor; readonly head: Anchor } | null;
}

function words(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, nameMax) : '';
}

/** A place in the text as relative positions are written in JSON. */
export function placeToJson(anchor: Anchor): unknown {
  const place = { tname: 't', assoc: -1 };
  return anchor === null
    ? place
    : { ...place, item: { client: anchor.client, clock: anchor.clock } };
}

function placeFromJson(json: unknown): Anchor | undefined {
  const place = json as { tname?: unknown; item?: { client?: unknown; clock?: unknown } } | null;
  if (typeof place !== 'object' || place === null) return undefined;
  const { item } = place;
  if (item === undefined || item === null) return place.tname === 't' ? null : undefined;
  if (typeof item.client !== 'number' || typeof item.clock !== 'number') return undefined;
  return Y.createID(item.client, item.clock);
}

function readCursor(json: unknown): Person['cursor'] {
  const cursor = json as { anchor?: unknown; head?: unknown } | null;
  if (typeof cursor !== 'object' || cursor === null) return null;
  const anchor = placeFromJson(cursor.anchor);
  const head = placeFromJson(cursor.head);
  return anchor === undefined || head === undefined ? null : { anchor, head };
}

/** Spreads client ids, whatever pattern they are issued in. */
function lineOf(client: number): number {
  return (Math.imul(client, 0x9e3779b1) >>> 16) % lineStyles;
}

/** Everybody but this window, in the order of their client ids. */
export function othersHere(awareness: Awareness): Person[] {
  const people: Person[] = [];
  awareness.getStates().forEach((state, client) => {
    if (client === awareness.clientID) return;
    const user = (state as { user?: { name?: unknown; authority?: unknown } }).user;
    const name = words(user?.name);
    if (name === '') return;
    const cursor = readCursor((state as { cursor?: unknown }).cursor);
    people.push({
      client,
      name,
      authority: words(user?.authority),
      line: lineOf(client),
      cursor,
    });
  });
  return people.sort((a, b) => a.client - b.client);
}

/** One entry for a person, however many windows are open. */
export function distinct(people: readonly Person[]): Person[] {
  const seen = new Map<string, Person>();
  for (const person of people) {
    const key = `${person.name}\n${person.authority}`;
    if (!seen.has(key)) seen.set(key, person);
  }
  return [...seen.values()];
}
