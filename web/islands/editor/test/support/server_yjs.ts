// SPDX-License-Identifier: EUPL-1.2
// The server's part of the rules, played by a Y.Doc without garbage collection.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { newMarker, readAttributes } from '../../schema/blocks';
import { livingMarkers } from './oracle';
import type { Random } from './random';
import type { Outgoing, ServerPeer } from './server';

interface Room {
  readonly doc: Y.Doc;
  readonly connections: Set<number>;
}

const messageSync = 0;

export class YjsServer implements ServerPeer {
  private readonly rooms = new Map<string, Room>();

  constructor(
    private readonly client: number,
    private readonly random: Random,
  ) {}

  async open(document: string): Promise<void> {
    const doc = new Y.Doc({ gc: false });
    doc.clientID = this.client;
    doc.getText('t');
    doc.getMap('b');
    // Clients tidy up redundant format items when they receive something; the server never does.
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      transaction._needFormattingCleanup = false;
    });
    this.rooms.set(document, { doc, connections: new Set() });
  }

  async connect(document: string, connection: number): Promise<Outgoing[]> {
    const { doc, connections } = this.room(document);
    connections.add(connection);
    return [{ to: connection, frame: framed((encoder) => writeSyncStep1(encoder, doc)) }];
  }

  async frame(document: string, connection: number, frame: Uint8Array): Promise<Outgoing[]> {
    const { doc, connections } = this.room(document);
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== messageSync) return [];
    const body = frame.subarray(decoder.pos);
    const answer = encoding.createEncoder();
    encoding.writeVarUint(answer, messageSync);
    readSyncMessage(decoder, answer, doc, connection);
    const out: Outgoing[] = [];
    if (encoding.length(answer) > 1) {
      out.push({ to: connection, frame: encoding.toUint8Array(answer) });
    }
    const isStep1 = body[0] === 0;
    if (!isStep1) {
      const update = decoding.readVarUint8Array(decoding.createDecoder(body.subarray(1)));
      for (const to of connections) {
        if (to !== connection) out.push({ to, frame: updateFrame(update) });
      }
    }
    return out;
  }

  async disconnect(document: string, connection: number): Promise<Outgoing[]> {
    this.room(document).connections.delete(connection);
    return [];
  }

  async tick(document: string): Promise<Outgoing[]> {
    const { doc, connections } = this.room(document);
    const updates: Uint8Array[] = [];
    const take = (update: Uint8Array): void => void updates.push(update);
    doc.on('update', take);
    repair(doc, () => this.random.uid());
    doc.off('update', take);
    return updates.flatMap((update) =>
      [...connections].map((to) => ({ to, frame: updateFrame(update) })),
    );
  }

  async state(document: string): Promise<Uint8Array> {
    return Y.encodeStateAsUpdate(this.room(document).doc);
  }

  async drop(document: string): Promise<void> {
    this.rooms.delete(document);
  }

  async close(): Promise<void> {
    this.rooms.clear();
  }

  private room(document: string): Room {
    const room = this.rooms.get(document);
    if (room === undefined) throw new Error(`no document ${document}`);
    return room;
  }
}

function framed(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, messageSync);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return framed((encoder) => writeUpdate(encoder, update));
}

/** The server's repairs: a marker before orphaned first words, and one block for each uid. */
export function repair(doc: Y.Doc, newUid: () => string): void {
  const text = doc.getText('t');
  doc.transact(() => {
    if (!isMarkerAt(text, 0)) text.insertEmbed(0, { b: newUid() }, {});
    for (let again = true; again; ) again = repairOne(doc, text, newUid);
  });
}

function isMarkerAt(text: Y.Text, index: number): boolean {
  return markerIndexes(text)[0]?.index === index;
}

function markerIndexes(text: Y.Text): { uid: string; index: number }[] {
  const found: { uid: string; index: number }[] = [];
  const markers = livingMarkers(text);
  let index = 0;
  let next = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const marker = markers[next];
    if (marker && item.id.client === marker.id.client && item.id.clock === marker.id.clock) {
      found.push({ uid: marker.uid, index });
      next++;
    }
    index += item.length;
  }
  return found;
}

function repairOne(doc: Y.Doc, text: Y.Text, newUid: () => string): boolean {
  const markers = markerIndexes(text);
  const last = new Map(markers.map((marker, i) => [marker.uid, i]));
  for (const [i, { uid, index }] of markers.entries()) {
    const keeper = last.get(uid)!;
    if (keeper === i) continue;
    const next = markers[i + 1]!;
    const isEmpty = next.index === index + 1;
    const map = doc.getMap('b');
    const embed = (text.toDelta() as { insert: { b?: string } }[]).filter(
      (op) => typeof op.insert === 'object' && op.insert.b === uid,
    )[0]!.insert;
    text.delete(index, 1);
    if (isEmpty && keeper === i + 1) return true;
    const attributes = readAttributes({ ...embed, b: uid }, (key) => map.get(key));
    text.insertEmbed(index, newMarker(newUid(), attributes), {});
    return true;
  }
  return false;
}
