// SPDX-License-Identifier: EUPL-1.2
// The server's end of a WebSocket in a test: what the client sent, and what it is told.
import * as encoding from 'lib0/encoding';
import type { Socket } from '../../sync/client';
import { readFrame, type ServerMessage } from '../../sync/wire';

export class Line implements Socket {
  binaryType = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: Uint8Array[] = [];
  closed = false;

  send(data: Uint8Array): void {
    this.sent.push(data.slice());
  }

  close(): void {
    this.closed = true;
  }

  open(): this {
    this.onopen?.();
    return this;
  }

  cut(code = 1006): void {
    this.onclose?.({ code });
  }

  tell(frame: Uint8Array): void {
    this.onmessage?.({ data: frame.slice().buffer });
  }

  ack(frames: number): void {
    this.tell(
      own(1, (encoder) => {
        encoding.writeVarUint(encoder, frames);
        encoding.writeVarUint8Array(encoder, new Uint8Array([0]));
      }),
    );
  }

  welcome(epoch: number, client: number, mayWrite: 0 | 1): void {
    this.tell(
      own(3, (encoder) => {
        for (const number of [epoch, client, mayWrite]) encoding.writeVarUint(encoder, number);
      }),
    );
  }

  refuse(frame: number): void {
    this.tell(
      own(2, (encoder) => {
        encoding.writeVarUint(encoder, frame);
        for (const words of ['foreign_id', 'copy-1']) encoding.writeVarString(encoder, words);
      }),
    );
  }

  /** The epoch that was told first: 100 0 version epoch. */
  hello(): number | undefined {
    return this.sent.find((frame) => frame[0] === 100 && frame[1] === 0)?.[3];
  }

  /** The frames that carry updates. */
  updates(): Uint8Array[] {
    return this.messages().flatMap((message) =>
      message.type === 'update' ? [message.update] : [],
    );
  }

  /** What was sent, in one word each. */
  kinds(): string[] {
    return this.messages().map((message) =>
      message.type === 'update' ? (message.whole ? 'step2' : 'update') : message.type,
    );
  }

  /** Both ends use the same frames but for our own; hello reads as unknown. */
  private messages(): ServerMessage[] {
    return this.sent.map((frame) => readFrame(frame));
  }
}

export function own(subtype: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 100);
  encoding.writeVarUint(encoder, subtype);
  write(encoder);
  return encoding.toUint8Array(encoder);
}
