// SPDX-License-Identifier: EUPL-1.2
// A second, slow and simple reading of the text, by Yjs' own toDelta: what the binding shows is
// compared with it after every delivery and every local edit.
import type { Node as PmNode } from 'prosemirror-model';
import * as Y from 'yjs';
import { markerUid, readAttributes, type Marker } from '../../schema/blocks';

interface Shown {
  uid: string;
  marker: Marker | null;
  attributes: string;
  content: string;
  empty: boolean;
}

/** The living markers of a text, in order, with their ids. */
export function livingMarkers(text: Y.Text): { uid: string; id: Y.ID }[] {
  const found: { uid: string; id: Y.ID }[] = [];
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentEmbed)) continue;
    const uid = markerUid(item.content.embed);
    if (uid !== null) found.push({ uid, id: item.id });
  }
  return found;
}

function marksText(attributes: Record<string, unknown> | undefined): string {
  const shown: string[] = [];
  for (const key of ['code', 'em', 'strong']) if (attributes?.[key] === true) shown.push(key);
  if (typeof attributes?.link === 'string') shown.push(`link:${attributes.link}`);
  if (typeof attributes?.term === 'string') shown.push(`term:${attributes.term}`);
  return shown.sort().join(',');
}

/** Content as text: the marks before each change, atoms as JSON. */
class Content {
  text = '';
  private marks = '';

  add(piece: string, marks: string): void {
    if (marks !== this.marks) this.text += `<${marks}>`;
    this.marks = marks;
    this.text += piece;
  }
}

/** What the text says, one line a block. */
export function describeText(doc: Y.Doc): string {
  const text = doc.getText('t');
  const map = doc.getMap('b');
  const blocks: Shown[] = [];
  let content = new Content();
  let marker: Marker | null = null;
  const close = (): void => {
    const attributes = JSON.stringify(readAttributes(marker, (key) => map.get(key)));
    const uid = marker?.b ?? '';
    blocks.push({ uid, marker, attributes, content: content.text, empty: content.text === '' });
    content = new Content();
  };
  for (const { insert, attributes } of text.toDelta() as Y.YTextEvent['delta']) {
    if (typeof insert === 'string') content.add(insert, marksText(attributes));
    else if (markerUid(insert) !== null) {
      close();
      marker = insert as unknown as Marker;
    } else content.add(atomText(insert), marksText(attributes));
  }
  close();
  if (blocks.length > 1 && blocks[0]!.empty) blocks.shift();
  derive(blocks, livingMarkers(text), map);
  return blocks.map((block) => `${block.uid} ${block.attributes} ${block.content}`).join('\n');
}

function atomText(insert: unknown): string {
  return JSON.stringify(insert instanceof Y.AbstractType ? { t: 'unknown' } : insert);
}

/** The last block of a uid keeps it. */
function derive(
  blocks: Shown[],
  markers: { uid: string; id: Y.ID }[],
  map: Y.Map<unknown>,
): void {
  const virtual = blocks.length - markers.length;
  const seen = new Set<string>();
  for (let i = markers.length - 1; i >= 0; i--) {
    const { uid, id } = markers[i]!;
    const block = blocks[i + virtual]!;
    if (seen.has(uid)) {
      block.uid = `${uid}~${id.client}.${id.clock}`;
      const attributes = readAttributes(block.marker, (key) => map.get(key), false);
      block.attributes = JSON.stringify(attributes);
    }
    seen.add(uid);
  }
}

/** What ProseMirror shows, in the same form. */
export function describeDocument(doc: PmNode, withUids = true): string {
  const lines: string[] = [];
  doc.forEach((block) => {
    const { uid, kind, level, list, indent } = block.attrs;
    const content = new Content();
    block.content.forEach((node) => {
      const attributes: Record<string, unknown> = {};
      for (const mark of node.marks) {
        attributes[mark.type.name] = mark.attrs.href ?? mark.attrs.means ?? true;
      }
      content.add(node.text ?? JSON.stringify(node.attrs.data), marksText(attributes));
    });
    const attributes = JSON.stringify({ kind, level, list, indent });
    lines.push(`${withUids ? String(uid) : ''} ${attributes} ${content.text}`);
  });
  return lines.join('\n');
}

/** The ids of the living units of a text, with their characters. */
export function livingUnits(text: Y.Text): Map<string, string> {
  const units = new Map<string, string>();
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let i = 0; i < item.length; i++) {
      const char = item.content instanceof Y.ContentString ? item.content.str[i]! : '\uFFFC';
      units.set(`${item.id.client}.${item.id.clock + i}`, char);
    }
  }
  return units;
}
