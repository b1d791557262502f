// SPDX-License-Identifier: EUPL-1.2
// The conversation of the WebSocket over plain requests, for where none gets through. One request
// waits for what the server says, another one brings what was said here. Both may be repeated:
// messages are numbered (domain/document/room/line.hpp).
//
//   messages := *( varUint8Array message )
//   batch    := varUint number of the first message, messages
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Socket } from './client';

/** What one request brings: the server takes 1,000 messages and 8 MiB. */
const messagesMost = 500;
const bytesMost = 2 ** 20;
const triesMost = 3;
const pauseMs = 400;

const sessionEndedCode = 4001;
const cutCode = 1006;
const restartCode = 1012;
const crowdedCode = 4029;
const tooManyStatus = 429;

export interface PlainLineOptions {
  /** "/api/document/<id>/sync". */
  readonly address: string;
  readonly csrfToken: string;
  /** Under which to write, if the server agrees; 0: any. */
  readonly clientId: number;
  readonly fetch?: typeof fetch;
}

type Fields = Readonly<Record<string, string | number | Blob>>;

export class PlainLine implements Socket {
  binaryType = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  private name = '';
  private outgoing: Uint8Array[] = [];
  private sending = false;
  private sent = 0;
  private received = 0;
  private over = false;
  private readonly abort = new AbortController();
  private readonly leave = (): void => this.close();

  constructor(private readonly options: PlainLineOptions) {
    void this.open();
  }

  send(data: Uint8Array): void {
    if (this.over) return;
    this.outgoing.push(data);
    void this.flush();
  }

  close(): void {
    if (this.over) return;
    this.end();
    if (this.name === '') return;
    // The page may be going: the browser delivers this one nevertheless.
    void this.fetch({ line: this.name, end: 1 }, { keepalive: true }).catch(() => undefined);
  }

  private async open(): Promise<void> {
    const answer = await this.ask({ client: this.options.clientId });
    if (answer === null) return;
    this.name = await answer.text();
    if (this.over) return;
    globalThis.addEventListener?.('pagehide', this.leave);
    this.onopen?.();
    void this.listen();
  }

  private async listen(): Promise<void> {
    while (!this.over) {
      const answer = await this.ask({ line: this.name, received: this.received });
      if (answer === null) return;
      if (answer.status === 200) this.read(new Uint8Array(await answer.arrayBuffer()));
    }
  }

  private read(batch: Uint8Array): void {
    const from = decoding.createDecoder(batch);
    let number = decoding.readVarUint(from);
    while (decoding.hasContent(from) && !this.over) {
      const message = decoding.readVarUint8Array(from);
      if (number === this.received) {
        this.received++;
        this.onmessage?.({ data: message.slice().buffer });
      } else if (number > this.received) {
        this.closed(cutCode);
      }
      number++;
    }
  }

  private async flush(): Promise<void> {
    if (this.sending || this.name === '') return;
    this.sending = true;
    while (this.outgoing.length > 0 && !this.over) {
      const { messages, count } = this.next();
      const answer = await this.ask({ line: this.name, number: this.sent, messages });
      if (answer === null) break;
      this.sent += count;
      this.outgoing.splice(0, count);
    }
    this.sending = false;
  }

  private next(): { messages: Blob; count: number } {
    const encoder = encoding.createEncoder();
    let count = 0;
    while (count < Math.min(this.outgoing.length, messagesMost)) {
      const message = this.outgoing[count]!;
      if (count > 0 && encoding.length(encoder) + message.length > bytesMost) break;
      encoding.writeVarUint8Array(encoder, message);
      count++;
    }
    return { messages: new Blob([encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>]), count };
  }

  /** The answer, or null when the line is over by now. */
  private async ask(fields: Fields): Promise<Response | null> {
    for (let tries = 1; !this.over; tries++) {
      const answer = await this.fetch(fields, { signal: this.abort.signal }).catch(() => null);
      if (answer?.ok) return this.over ? null : answer;
      // The messages before come first: the same request is taken a little later.
      const isTooEarly = answer?.status === tooManyStatus && this.name !== '';
      if (answer !== null && !isTooEarly) {
        this.closed(await codeOf(answer));
      } else if (!isTooEarly && (tries >= triesMost || this.name === '')) {
        this.closed(cutCode);
      } else {
        await new Promise((resume) => setTimeout(resume, pauseMs * Math.min(tries, triesMost)));
      }
    }
    return null;
  }

  private fetch(fields: Fields, options: RequestInit): Promise<Response> {
    const { address, csrfToken } = this.options;
    const body = new FormData();
    body.append('csrf', csrfToken);
    for (const [name, value] of Object.entries(fields)) {
      if (value instanceof Blob) body.append(name, value, name);
      else body.append(name, String(value));
    }
    const send = this.options.fetch ?? globalThis.fetch.bind(globalThis);
    return send(address, { method: 'POST', body, redirect: 'error', cache: 'no-store', ...options });
  }

  private closed(code: number): void {
    if (this.over) return;
    this.end();
    this.onclose?.({ code });
  }

  private end(): void {
    this.over = true;
    this.outgoing = [];
    this.abort.abort();
    globalThis.removeEventListener?.('pagehide', this.leave);
  }
}

async function codeOf(answer: Response): Promise<number> {
  if (answer.status === 410) return Number(await answer.text()) || cutCode;
  if (answer.status === 403) return sessionEndedCode;
  if (answer.status === tooManyStatus) return crowdedCode;
  return answer.status === 503 ? restartCode : cutCode;
}
