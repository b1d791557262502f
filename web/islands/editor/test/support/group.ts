// SPDX-License-Identifier: EUPL-1.2
// A few peers that exchange everything on demand: for cases with a fixed course.
import type { Transaction } from 'prosemirror-state';
import * as Y from 'yjs';
import { blockStart } from '../../binding/patch';
import type { Attributes } from '../../schema/blocks';
import { Peer } from './peer';
import { Random } from './random';
import { repair } from './server_yjs';

export type BlockSpec = string | ({ text: string } & Partial<Attributes>);

const uidAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The uid of the n-th block of the first text. */
export function uidOf(n: number): string {
  return uidAlphabet.charAt(n).repeat(22);
}

export class Group {
  /** The server's document; it repairs when asked to. */
  readonly server = new Y.Doc({ gc: false });
  readonly peers: Peer[];
  private readonly random = new Random(7);

  constructor(blocks: readonly BlockSpec[], clients: readonly number[] = [10, 20], fast = true) {
    this.server.clientID = 1;
    const text = this.server.getText('t');
    this.server.transact(() => {
      blocks.forEach((block, n) => {
        const { text: words, ...attributes } = typeof block === 'string' ? { text: block } : block;
        text.insertEmbed(text.length, { b: uidOf(n), ...attributes }, {});
        if (words !== '') text.insert(text.length, words, {});
      });
    });
    this.peers = clients.map((client) => new Peer({ client, random: this.random, fast }));
    this.sync();
  }

  get a(): Peer {
    return this.peers[0]!;
  }

  get b(): Peer {
    return this.peers[1]!;
  }

  /** Everybody learns everything. */
  sync(): void {
    for (let round = 0; round < 3; round++) {
      for (const peer of this.peers) {
        Y.applyUpdate(
          this.server,
          Y.encodeStateAsUpdate(peer.doc, Y.encodeStateVector(this.server)),
        );
      }
      for (const peer of this.peers) this.toPeer(peer);
    }
  }

  repair(): void {
    repair(this.server, () => this.random.uid());
    this.sync();
  }

  toPeer(peer: Peer): void {
    const update = Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(peer.doc));
    peer.receive(() => Y.applyUpdate(peer.doc, update, 'server'));
  }
}

/** A position in ProseMirror: so many units into the block at an index. */
export function at(peer: Peer, index: number, offset = 0): number {
  return blockStart(peer.state.doc, index) + 1 + offset;
}

export function change(peer: Peer, make: (tr: Transaction) => Transaction): void {
  peer.apply(make(peer.state.tr));
}

export function type(peer: Peer, index: number, offset: number, words: string): void {
  change(peer, (tr) => tr.insertText(words, at(peer, index, offset)));
}

/** Deletes from one place to another. */
export function remove(peer: Peer, from: [number, number], to: [number, number]): void {
  change(peer, (tr) => tr.delete(at(peer, ...from), at(peer, ...to)));
}

/** The blocks as words: "h1 Titel", "p Text" or with marks "p eins <strong>zwei<>". */
export function show(peer: Peer): string[] {
  const lines: string[] = [];
  peer.state.doc.forEach((block) => {
    const { kind, level, list, indent } = block.attrs as Attributes;
    const sign = list === '' ? '' : `${list === 'bullet' ? '*' : '#'}${indent}`;
    let words = '';
    let marks = '';
    block.content.forEach((node) => {
      const now = node.marks
        .map((mark) => mark.attrs.href ?? mark.type.name)
        .sort()
        .join(',');
      if (now !== marks) words += `<${now}>`;
      marks = now;
      words += node.text ?? `[${String(node.attrs.data.t)}]`;
    });
    lines.push(`${kind}${level || ''}${sign} ${words}${marks === '' ? '' : '<>'}`);
  });
  return lines;
}

export function uids(peer: Peer): string[] {
  return peer.state.doc.content.content.map((block) => String(block.attrs.uid));
}

/** What a change writes: structs by content, and how many units it deletes. */
export function written(doc: Y.Doc, run: () => void): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (name: string, count = 1): void => void (counts[name] = (counts[name] ?? 0) + count);
  const take = (update: Uint8Array): void => {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const struct of structs) if (struct instanceof Y.Item) add(contentName(struct));
    ds.clients.forEach((ranges) => ranges.forEach(({ len }) => add('deleted', len)));
  };
  doc.on('update', take);
  run();
  doc.off('update', take);
  return counts;
}

function contentName(item: Y.Item): string {
  const { content } = item;
  if (content instanceof Y.ContentString) return 'string';
  if (content instanceof Y.ContentEmbed) return 'embed';
  if (content instanceof Y.ContentFormat) return 'format';
  return content instanceof Y.ContentAny ? 'any' : 'other';
}
