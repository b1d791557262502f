// SPDX-License-Identifier: EUPL-1.2
// What a block of the one text is: its marker in the text and the attributes around it.
//
//   marker  := plain embed {b: uid, kind?, level?, list?, indent?}, defaults left out
//   later   := root map `b`, key "<uid>/<attribute>", last writer wins per attribute; a table's
//              rows are there too ("<uid>/rows", tables.ts): what has rows is a table
//   reading := b[uid/attribute] ?? embed[attribute] ?? default; an unknown value reads as the
//              default and is kept as it is
//
// Reading is total: whatever a foreign client writes, there is exactly one way to show it.
import * as Y from 'yjs';

export const kinds = [
  'p',
  'h',
  'quote',
  'value_pair',
  'principle',
  'commitment',
  'recommendation',
  'check_question',
  'explanation',
  'example',
  'table',
] as const;
export type Kind = (typeof kinds)[number];

/** What a paragraph can be made; a table comes with its rows. */
export const choosableKinds = kinds.filter((kind) => kind !== 'table');

export const lists = ['', 'bullet', 'number'] as const;
export type List = (typeof lists)[number];

export const levelMax = 4;
export const indentMax = 8;

export interface Attributes {
  readonly kind: Kind;
  readonly level: number;
  readonly list: List;
  readonly indent: number;
}
export type AttributeName = keyof Attributes;
export type AttributeValue = string | number;

export const attributeNames: readonly AttributeName[] = ['kind', 'level', 'list', 'indent'];
export const defaults: Attributes = { kind: 'p', level: 0, list: '', indent: 0 };

/** An embed that begins a block. Unknown fields are kept when the block moves. */
export interface Marker {
  readonly b: string;
  readonly [field: string]: unknown;
}

const uidForm = /^[A-Za-z0-9_-]{22}$/;

/** The uid of a marker, or null when the embed is anything else. */
export function markerUid(embed: unknown): string | null {
  if (typeof embed !== 'object' || embed === null) return null;
  const uid = (embed as { b?: unknown }).b;
  return typeof uid === 'string' && uidForm.test(uid) ? uid : null;
}

/** What a stored value means for an attribute; never fails. */
export function readValue(name: AttributeName, value: unknown): AttributeValue {
  switch (name) {
    case 'kind':
      return kinds.includes(value as Kind) ? (value as Kind) : defaults.kind;
    case 'list':
      return lists.includes(value as List) ? (value as List) : defaults.list;
    case 'level':
      return clamp(value, levelMax);
    case 'indent':
      return clamp(value, indentMax);
  }
}

function clamp(value: unknown, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) return 0;
  return Math.min(Math.max(value, 0), most);
}

/** The key of an attribute in the root map. */
export function attributeKey(uid: string, name: AttributeName): string {
  return `${uid}/${name}`;
}

/**
 * The attributes of a block as they are shown. `later` reads the root map. Of two blocks with one
 * uid only the keeper has the rows.
 */
export function readAttributes(
  marker: Marker | null,
  later: (key: string) => unknown,
  isKeeper = true,
): Attributes {
  if (marker === null) return defaults;
  if (isKeeper && hasCells(later(rowsKey(marker.b)))) return { ...defaults, kind: 'table' };
  const read = (name: AttributeName): AttributeValue =>
    readValue(name, later(attributeKey(marker.b, name)) ?? marker[name]);
  const kind = read('kind') as Kind;
  return {
    kind: kind === 'table' ? defaults.kind : kind,
    level: read('level') as number,
    list: read('list') as List,
    indent: read('indent') as number,
  };
}

export function rowsKey(uid: string): string {
  return `${uid}/rows`;
}

/** Whether a value of the root map is an array with at least one row that has a cell. */
export function hasCells(rows: unknown): rows is Y.Array<unknown> {
  if (!(rows instanceof Y.Array)) return false;
  for (const row of rows) if (row instanceof Y.Array && row.length > 0) return true;
  return false;
}

/** A new marker that carries the attributes a block has at this moment. */
export function newMarker(uid: string, attributes: Attributes): Marker {
  const marker: Record<string, unknown> & { b: string } = { b: uid };
  for (const name of attributeNames) {
    if (attributes[name] !== defaults[name]) marker[name] = attributes[name];
  }
  return marker;
}
