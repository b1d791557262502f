// SPDX-License-Identifier: EUPL-1.2
// Which way to the server: a WebSocket, or plain requests where a proxy lets none through.
import type { Socket } from './client';

/** A WebSocket over which the server has said nothing for so long leads nowhere. */
const patienceMs = 3_000;
/** Cut so soon after its opening, twice in a row, it is not worth another try for now. */
const shortLifeMs = 30_000;
const triesMost = 2;
/** How long plain requests are taken without asking again. */
const plainMs = 600_000;

export interface WayOptions {
  readonly socket: () => Socket;
  readonly plain: () => Socket;
  readonly patienceMs?: number;
  readonly now?: () => number;
}

export class Way {
  /** WebSockets get through here: one that does not open is the server's trouble, not a proxy's. */
  private works = false;
  private unopened = 0;
  private cuts = 0;
  private plainUntil = 0;

  constructor(private readonly options: WayOptions) {}

  open(): Socket {
    if (this.now() < this.plainUntil) return this.options.plain();
    return new Trial(this.options, {
      opened: () => {
        this.works = true;
        this.unopened = 0;
      },
      mayGoPlain: () => !this.works || ++this.unopened >= triesMost,
      plainOpened: () => this.takePlain(),
      // Neither way leads to the server: it is away, and no proxy's fault.
      plainFailed: () => (this.unopened = 0),
      lived: (ms, code) => this.lived(ms, code),
    });
  }

  private lived(ms: number, code: number): void {
    if (ms >= shortLifeMs || code !== 1006) this.cuts = 0;
    else if (++this.cuts >= triesMost) this.takePlain();
  }

  private takePlain(): void {
    this.cuts = 0;
    this.plainUntil = this.now() + plainMs;
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

interface Verdicts {
  readonly opened: () => void;
  readonly mayGoPlain: () => boolean;
  readonly plainOpened: () => void;
  readonly plainFailed: () => void;
  readonly lived: (ms: number, code: number) => void;
}

/** A WebSocket, or what stands in for it when the server is not heard over it. */
class Trial implements Socket {
  binaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  private current: Socket;
  private timer: ReturnType<typeof setTimeout> | null;

  constructor(
    private readonly options: WayOptions,
    private readonly verdicts: Verdicts,
  ) {
    const socket = options.socket();
    socket.binaryType = this.binaryType;
    // The server speaks first: a proxy may open a connection and pass nothing on.
    socket.onmessage = (event) => this.heardFirst(socket, event);
    socket.onclose = ({ code }) => this.failed(code);
    this.current = socket;
    this.timer = setTimeout(() => this.failed(1006), options.patienceMs ?? patienceMs);
  }

  send(data: Uint8Array): void {
    this.current.send(data);
  }

  /** Over before anything was heard: no plain requests are tried in its place. */
  close(): void {
    this.stopTimer();
    this.letGo(this.current);
  }

  private heardFirst(socket: Socket, first: { data: unknown }): void {
    this.stopTimer();
    this.verdicts.opened();
    const begun = this.now();
    socket.onmessage = (event) => this.onmessage?.(event);
    socket.onclose = ({ code }) => {
      this.verdicts.lived(this.now() - begun, code);
      this.onclose?.({ code });
    };
    this.onopen?.();
    this.onmessage?.(first);
  }

  private failed(code: number): void {
    this.stopTimer();
    this.letGo(this.current);
    if (code !== 1006 || !this.verdicts.mayGoPlain()) {
      this.onclose?.({ code });
      return;
    }
    const plain = this.options.plain();
    plain.binaryType = this.binaryType;
    let isOpen = false;
    plain.onopen = () => {
      isOpen = true;
      this.verdicts.plainOpened();
      this.onopen?.();
    };
    plain.onmessage = (event) => this.onmessage?.(event);
    plain.onclose = (event) => {
      if (!isOpen) this.verdicts.plainFailed();
      this.onclose?.(event);
    };
    this.current = plain;
  }

  private letGo(socket: Socket): void {
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  private stopTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}
