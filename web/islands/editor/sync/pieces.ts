// SPDX-License-Identifier: EUPL-1.2
// A large update in pieces: what was written offline for long arrives nevertheless, where a frame
// or a request beyond the server's bound would end the connection again and again.
//
//   update := varUint sections, *(section), deletions        ; as yjs writes it, version 1
//   section := varUint structs, varUint client, varUint clock of the first, *(struct)
//   deletions := varUint clients, *(varUint client, varUint ranges, *(varUint clock, varUint many))
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** The server takes 8 MiB in a frame, and as much in a request. */
const piecesMost = 2 ** 20;

type Struct = Y.Item | Y.GC;

/** The updates that, one after the other, say the same. */
export function piecesOf(update: Uint8Array, most = piecesMost): Uint8Array[] {
  if (update.length <= most) return [update];
  const { structs, ds } = Y.decodeUpdate(update);
  const pieces: Uint8Array[] = [];
  let piece = new Piece();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    for (const part of partsOf(struct, most)) {
      if (piece.bytes >= most || !piece.canTake(part)) {
        pieces.push(piece.encoded());
        piece = new Piece();
      }
      piece.add(part);
    }
  }
  if (piece.bytes > 0) pieces.push(piece.encoded());
  if (ds.clients.size > 0) pieces.push(deletions(ds.clients));
  return pieces;
}

class Piece {
  bytes = 0;
  private readonly clients = new Set<number>();
  private readonly out = encoding.createEncoder();
  private structs = new Y.UpdateEncoderV1();
  private count = 0;
  private first = Y.createID(0, 0);
  private next = 0;

  /** The structs of a client stand in one section, without a hole. */
  canTake({ id }: Struct): boolean {
    if (!this.clients.has(id.client)) return true;
    return id.client === this.first.client && id.clock === this.next;
  }

  add(struct: Struct): void {
    if (!this.clients.has(struct.id.client)) this.begin(struct.id);
    const before = encoding.length(this.structs.restEncoder);
    struct.write(this.structs, 0);
    this.bytes += encoding.length(this.structs.restEncoder) - before;
    this.count++;
    this.next = struct.id.clock + struct.length;
  }

  encoded(): Uint8Array {
    this.finish();
    const whole = encoding.createEncoder();
    encoding.writeVarUint(whole, this.clients.size);
    encoding.writeUint8Array(whole, encoding.toUint8Array(this.out));
    encoding.writeVarUint(whole, 0);
    return encoding.toUint8Array(whole);
  }

  private begin(id: Y.ID): void {
    this.finish();
    this.clients.add(id.client);
    this.first = id;
  }

  private finish(): void {
    if (this.count === 0) return;
    for (const number of [this.count, this.first.client, this.first.clock]) {
      encoding.writeVarUint(this.out, number);
    }
    encoding.writeUint8Array(this.out, encoding.toUint8Array(this.structs.restEncoder));
    this.structs = new Y.UpdateEncoderV1();
    this.count = 0;
  }
}

/** A long text in parts, none of which ends inside a surrogate pair. */
function* partsOf(struct: Struct, most: number): Iterable<Struct> {
  // Three bytes a unit at most.
  const units = Math.floor(most / 4);
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) {
    yield struct;
    return;
  }
  const { str } = struct.content;
  for (let from = 0; from < str.length; ) {
    let to = Math.min(from + units, str.length);
    if (to < str.length && /[\uD800-\uDBFF]/.test(str[to - 1]!)) to++;
    yield from === 0 && to === str.length ? struct : part(struct, from, str.slice(from, to));
    from = to;
  }
}

function part(item: Y.Item, from: number, words: string): Y.Item {
  const { client, clock } = item.id;
  const origin = from === 0 ? item.origin : Y.createID(client, clock + from - 1);
  return new Y.Item(
    Y.createID(client, clock + from),
    null,
    origin,
    null,
    item.rightOrigin,
    item.parent,
    item.parentSub,
    new Y.ContentString(words),
  );
}

function deletions(clients: Map<number, { clock: number; len: number }[]>): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [0, clients.size]) encoding.writeVarUint(encoder, number);
  for (const [client, ranges] of clients) {
    for (const number of [client, ranges.length]) encoding.writeVarUint(encoder, number);
    for (const { clock, len } of ranges) {
      for (const number of [clock, len]) encoding.writeVarUint(encoder, number);
    }
  }
  return encoding.toUint8Array(encoder);
}
