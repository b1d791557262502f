// SPDX-License-Identifier: EUPL-1.2
// What a block of the one text is: its marker in the text and the attributes around it.
//
//   marker  := plain embed {b: uid, kind?, level?, list?, indent?}, defaults left out
//   later   := root map `b`, key "<uid>/<attribute>", last writer wins per attribute
//   reading := b[uid/attribute] ?? embed[attribute] ?? default; an unknown value reads as the
//              default and is kept as it is
//
// Reading is total: whatever a foreign client writes, there is exactly one way to show it.

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
] as const;
export type Kind = (typeof kinds)[number];

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

/** The attributes of a block as they are shown. `later` reads the root map. */
export function readAttributes(marker: Marker | null, later: (key: string) => unknown): Attributes {
  if (marker === null) return defaults;
  const read = (name: AttributeName): AttributeValue =>
    readValue(name, later(attributeKey(marker.b, name)) ?? marker[name]);
  return {
    kind: read('kind') as Kind,
    level: read('level') as number,
    list: read('list') as List,
    indent: read('indent') as number,
  };
}

/** A new marker that carries the attributes a block has at this moment. */
export function newMarker(uid: string, attributes: Attributes): Marker {
  const marker: Record<string, unknown> & { b: string } = { b: uid };
  for (const name of attributeNames) {
    if (attributes[name] !== defaults[name]) marker[name] = attributes[name];
  }
  return marker;
}
