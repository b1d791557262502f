// SPDX-License-Identifier: EUPL-1.2
// Peers and a server joined by links that delay, sometimes reorder, and are cut and joined again.
// Frames are those of the wire (y-protocols).
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readSyncMessage, writeSyncStep1 } from 'y-protocols/sync';
import type { Peer } from './peer';
import type { Random } from './random';
import type { Outgoing, ServerPeer } from './server';
import { updateFrame } from './server_yjs';

interface Link {
  readonly peer: Peer;
  readonly toServer: Uint8Array[];
  readonly toPeer: Uint8Array[];
  online: boolean;
}

export interface NetworkOptions {
  readonly server: ServerPeer;
  readonly document: string;
  readonly random: Random;
  readonly reorder: number;
}

export class Network {
  private readonly links: Link[] = [];

  constructor(private readonly options: NetworkOptions) {}

  async add(peer: Peer): Promise<void> {
    const link: Link = { peer, toServer: [], toPeer: [], online: false };
    this.links.push(link);
    peer.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (link.online && origin !== this) this.push(link.toServer, updateFrame(update));
    });
    await this.join(link);
  }

  /** Delivers one frame on some link; false when all are empty. */
  async deliverOne(): Promise<boolean> {
    const { random } = this.options;
    const busy = this.links.flatMap((link) => [
      ...(link.toServer.length > 0 ? [() => this.toServer(link)] : []),
      ...(link.toPeer.length > 0 ? [async () => this.toPeer(link)] : []),
    ]);
    if (busy.length === 0) return false;
    await random.pick(busy)();
    return true;
  }

  /** Cuts or joins one link; what is under way is lost. */
  async toggle(): Promise<void> {
    const link = this.options.random.pick(this.links);
    if (link.online) {
      link.online = false;
      link.toServer.length = 0;
      link.toPeer.length = 0;
      await this.options.server.disconnect(this.options.document, link.peer.client);
    } else {
      await this.join(link);
    }
  }

  async tick(): Promise<void> {
    this.send(await this.options.server.tick(this.options.document));
  }

  /** Joins everything and delivers until nothing is under way and nothing is to be repaired. */
  async settle(): Promise<void> {
    for (const link of this.links) if (!link.online) await this.join(link);
    for (let round = 0; round < 10; round++) {
      while (await this.deliverOne());
      await this.tick();
      if (this.links.every((link) => link.toPeer.length + link.toServer.length === 0)) return;
    }
    throw new Error('the network does not come to rest');
  }

  private async join(link: Link): Promise<void> {
    const { server, document } = this.options;
    link.online = true;
    this.send(await server.connect(document, link.peer.client));
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    writeSyncStep1(encoder, link.peer.doc);
    this.push(link.toServer, encoding.toUint8Array(encoder));
  }

  private push(queue: Uint8Array[], frame: Uint8Array): void {
    const { random, reorder } = this.options;
    if (random.chance(reorder)) queue.splice(random.below(queue.length + 1), 0, frame);
    else queue.push(frame);
  }

  private send(frames: readonly Outgoing[]): void {
    for (const { to, frame } of frames) {
      const link = this.links.find(({ peer }) => peer.client === to);
      if (link?.online) this.push(link.toPeer, frame);
    }
  }

  private async toServer(link: Link): Promise<void> {
    const { server, document } = this.options;
    const frame = link.toServer.shift()!;
    this.send(await server.frame(document, link.peer.client, frame));
  }

  private toPeer(link: Link): void {
    const decoder = decoding.createDecoder(link.toPeer.shift()!);
    if (decoding.readVarUint(decoder) !== 0) return;
    const answer = encoding.createEncoder();
    encoding.writeVarUint(answer, 0);
    link.peer.receive(() => readSyncMessage(decoder, answer, link.peer.doc, this));
    if (encoding.length(answer) > 1) this.push(link.toServer, encoding.toUint8Array(answer));
  }
}
