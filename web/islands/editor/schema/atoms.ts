// SPDX-License-Identifier: EUPL-1.2
// What stands in a line and is no text. An atom is an immutable embed; to change one is to put
// another in its place. Whatever a foreign client writes, there is a way to show it.
//
//   image := {t: "image", hash: 64 hex digits, type, width, height (pixels), alt, undescribed?}
//   note  := {t: "note", text}
import type { DOMOutputSpec, TagParseRule } from 'prosemirror-model';

export interface Note {
  readonly t: 'note';
  readonly text: string;
}
export interface Image {
  readonly t: 'image';
  readonly hash: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  /** An import found no description: the words only stand in for one. */
  readonly undescribed?: boolean;
}

export const noteUnitsMax = 1000;
export const altUnitsMax = 500;
const sideMax = 8192;

export function asNote(data: unknown): Note | null {
  const note = data as Partial<Note> | null;
  return note?.t === 'note' && typeof note.text === 'string' && note.text !== ''
    ? (note as Note)
    : null;
}

export function asImage(data: unknown): Image | null {
  const image = data as Partial<Image> | null;
  if (image?.t !== 'image') return null;
  const { hash, type, width, height, alt } = image;
  const isSide = (side: unknown): boolean =>
    Number.isInteger(side) && (side as number) > 0 && (side as number) <= sideMax;
  const whole =
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash) &&
    (type === 'image/png' || type === 'image/jpeg') &&
    isSide(width) &&
    isSide(height) &&
    typeof alt === 'string' &&
    alt !== '';
  return whole ? (image as Image) : null;
}

/** As it is drawn, and as it is copied: a copy brings its data along. */
export function drawAtom(data: unknown): DOMOutputSpec {
  const own = { 'data-atom': nameOf(data), 'data-is': JSON.stringify(data) };
  const note = asNote(data);
  if (note !== null) {
    return [
      'span',
      { ...own, class: 'dk-note', 'data-text': note.text, role: 'note', 'aria-label': note.text },
    ];
  }
  const image = asImage(data);
  if (image !== null) {
    const { hash, width, height, alt } = image;
    const size = { width: String(width), height: String(height) };
    const look =
      image.undescribed === true
        ? { class: 'dk-image dk-image--undescribed', title: alt }
        : { class: 'dk-image' };
    return ['img', { ...own, ...size, ...look, src: `/bilder/${hash}`, alt }];
  }
  return ['span', { ...own, class: 'dk-atom' }];
}

export const atomRules: readonly TagParseRule[] = [
  {
    tag: '[data-atom][data-is]',
    priority: 70,
    getAttrs: (element) => {
      try {
        const data: unknown = JSON.parse(element.getAttribute('data-is') ?? '');
        return asNote(data) !== null || asImage(data) !== null ? { data } : false;
      } catch {
        return false;
      }
    },
  },
];

function nameOf(data: unknown): string {
  const type = (data as { t?: unknown } | null)?.t;
  return typeof type === 'string' ? type : 'unknown';
}
