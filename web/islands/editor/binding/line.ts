// SPDX-License-Identifier: EUPL-1.2
// What the binding keeps of the text: its blocks in order, parallel to ProseMirror's children, and
// who carries which uid.
import type * as Y from 'yjs';
import { readAttributes } from '../schema/blocks';
import type { Formats } from '../schema/marks';
import type { BlockAttributes } from '../schema/schema';
import type { Piece } from './project';
import { markerOf } from './walk';

/** A stretch of old blocks and what stands there now. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly pieces: readonly Piece[];
  /** Set when everything was projected at once. */
  readonly whole?: true;
}

export class Line {
  /** The marker of each block; null only for the virtual one, which can only be the first. */
  markers: (Y.Item | null)[] = [];
  /** The formatting in force at the beginning of each block. */
  starts: Formats[] = [];
  private readonly byUid = new Map<string, Y.Item[]>();

  constructor(private readonly map: Y.Map<unknown>) {}

  get virtual(): boolean {
    return this.markers[0] === null;
  }

  has(marker: Y.Item): boolean {
    return this.byUid.get(markerOf(marker).b)?.includes(marker) ?? false;
  }

  withUid(uid: string): readonly Y.Item[] {
    return this.byUid.get(uid) ?? [];
  }

  /** Replaces everything. */
  reset(pieces: readonly Piece[]): void {
    this.byUid.clear();
    this.markers = pieces.map((piece) => piece.marker);
    this.starts = pieces.map((piece) => piece.start);
    for (const marker of this.markers) this.add(marker);
  }

  /** Replaces stretches; returns the uids that came or went. Segments ascend. */
  apply(segments: readonly Segment[]): Set<string> {
    const moved = new Set<string>();
    for (let i = segments.length - 1; i >= 0; i--) {
      const { from, to, pieces } = segments[i]!;
      const old = this.markers.slice(from, to);
      const now = pieces.map((piece) => piece.marker);
      if (old.length !== now.length || old.some((marker, at) => marker !== now[at])) {
        for (const marker of old) this.note(moved, this.drop(marker));
        for (const marker of now) this.note(moved, this.add(marker));
        this.markers.splice(from, to - from, ...now);
        this.starts.splice(from, to - from, ...pieces.map((piece) => piece.start));
      } else {
        pieces.forEach((piece, at) => (this.starts[from + at] = piece.start));
      }
    }
    return moved;
  }

  /**
   * The uid a block shows. Of several living markers with one uid the last in document order keeps
   * it, since it stands before the words; the others show `uid~client.clock`.
   */
  shownUid(marker: Y.Item | null): string {
    if (marker === null) return '';
    const { b: uid } = markerOf(marker);
    const all = this.withUid(uid);
    if (all.length < 2 || this.keeper(all) === marker) return uid;
    return `${uid}~${marker.id.client}.${marker.id.clock}`;
  }

  /** The attributes a block shows, its uid among them. */
  attributes(marker: Y.Item | null): BlockAttributes {
    const embed = marker === null ? null : markerOf(marker);
    const uid = this.shownUid(marker);
    const attributes = readAttributes(embed, (key) => this.map.get(key), uid === embed?.b);
    return { uid, ...attributes, cells: null };
  }

  private keeper(all: readonly Y.Item[]): Y.Item | undefined {
    let last = all[0];
    let place = -1;
    for (const marker of all) {
      const at = this.markers.indexOf(marker);
      if (at > place) [last, place] = [marker, at];
    }
    return last;
  }

  private note(moved: Set<string>, uid: string | null): void {
    if (uid !== null) moved.add(uid);
  }

  private add(marker: Y.Item | null): string | null {
    if (marker === null) return null;
    const { b: uid } = markerOf(marker);
    const all = this.byUid.get(uid);
    if (all === undefined) this.byUid.set(uid, [marker]);
    else all.push(marker);
    return uid;
  }

  private drop(marker: Y.Item | null): string | null {
    if (marker === null) return null;
    const { b: uid } = markerOf(marker);
    const rest = this.withUid(uid).filter((other) => other !== marker);
    if (rest.length === 0) this.byUid.delete(uid);
    else this.byUid.set(uid, rest);
    return uid;
  }
}
