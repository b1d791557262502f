// SPDX-License-Identifier: EUPL-1.2
// The editor's end of the WebSocket. 'Saved' is true only when the server has counted every
// update-bearing frame of this connection as durable and nothing local is unsent.
import {
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
  type Awareness,
} from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Backoff } from './backoff';
import { endingOf, unhear, waitFor, type Ending, type Wait } from './closing';
import { Frames } from './frames';
import { Held } from './held';
import { piecesOf } from './pieces';
import { Unheard } from './unheard';
import {
  awarenessFrame,
  helloFrame,
  readFrame,
  step1Frame,
  step2Frame,
  updateFrame,
  whoFrame,
  type ServerMessage,
} from './wire';

/** The part of a WebSocket that is used here. */
export interface Socket {
  binaryType: string;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(data: Uint8Array): void;
  close(): void;
}

export interface Status {
  readonly connection: 'connecting' | 'open' | 'waiting' | 'ended';
  /** Every change made here is durable on the server. */
  readonly saved: boolean;
  /** Of every change made here the server has the words: durable, or kept after a refusal. */
  readonly settled: boolean;
  /** The server's text has arrived at least once. */
  readonly synced: boolean;
  readonly ending: Ending | null;
  readonly waitsFor: Wait | null;
  /** Of which the server has everything that is here. */
  readonly epoch: number;
}

export interface ClientOptions {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly open: () => Socket;
  readonly epoch: number;
  readonly mayWrite: boolean;
  /** Whether words of others should wait a moment, because a character is being composed. */
  readonly isComposing?: () => boolean;
  readonly onStatus: (status: Status) => void;
  readonly onMessage: (message: ServerMessage) => void;
}

export class SyncClient {
  private socket: Socket | null = null;
  private readonly backoff = new Backoff(() => this.connect());
  private readonly unheard = new Unheard({ lost: () => this.drop(), ask: () => this.send(whoFrame) });
  private readonly held = new Held(
    (update) => Y.applyUpdate(this.options.doc, update, this),
    () => this.options.isComposing?.() ?? false,
  );
  private epoch: number;
  private serversEpoch = 0;
  private mayWrite: boolean;
  private readonly frames = new Frames();
  /** The server's question has been answered: from now on each update goes out as it is made. */
  private answered = false;
  private synced = false;
  /** Something was made here that no connection has carried yet. */
  private unsent = false;
  private ending: Ending | null = null;
  private waitsFor: Wait | null = null;
  private open = false;

  constructor(private readonly options: ClientOptions) {
    this.epoch = options.epoch;
    this.mayWrite = options.mayWrite;
    options.doc.on('update', this.onUpdate);
    options.awareness.on('update', this.onAwareness);
  }

  /** Changes that arrive through this client have it as their origin. */
  connect(): void {
    if (this.ending !== null || this.socket !== null) return;
    this.backoff.cancel();
    const socket = this.options.open();
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.tell();
    socket.onopen = () => this.greet();
    socket.onmessage = ({ data }) => this.receive(data);
    socket.onclose = ({ code }) => this.closed(socket, code);
    this.unheard.start();
  }

  /** Tries again at once, when the device says that it is online. */
  retry(): void {
    if (this.socket === null) this.connect();
  }

  /** Takes the line for cut, when the device says that it is offline: silence would tell later. */
  cut(): void {
    this.drop();
  }

  destroy(): void {
    const { doc, awareness } = this.options;
    removeAwarenessStates(awareness, [awareness.clientID], 'destroy');
    doc.off('update', this.onUpdate);
    awareness.off('update', this.onAwareness);
    this.backoff.cancel();
    this.unheard.stop();
    this.held.drop();
    const socket = this.socket;
    this.socket = null;
    if (socket === null) return;
    unhear(socket);
    socket.close();
  }

  get status(): Status {
    const connection =
      this.ending !== null
        ? 'ended'
        : this.open
          ? 'open'
          : this.socket !== null
            ? 'connecting'
            : 'waiting';
    const allSent = this.open && this.answered && !this.unsent;
    return {
      connection,
      saved: allSent && this.frames.allDurable,
      settled: allSent && this.frames.allSettled,
      synced: this.synced,
      ending: this.ending,
      waitsFor: this.waitsFor,
      epoch: this.epoch,
    };
  }

  private greet(): void {
    this.open = true;
    this.frames.begin();
    this.answered = false;
    const { doc, awareness } = this.options;
    this.send(helloFrame(this.epoch));
    this.send(step1Frame(Y.encodeStateVector(doc)));
    if (awareness.getLocalState() !== null) {
      this.send(awarenessFrame(encodeAwarenessUpdate(awareness, [awareness.clientID])));
    }
    this.tell();
  }

  private receive(data: unknown): void {
    this.unheard.heard();
    if (!(data instanceof ArrayBuffer)) return;
    const message = readFrame(new Uint8Array(data));
    switch (message.type) {
      case 'step1':
        this.answer(message.stateVector);
        break;
      case 'update':
        this.held.take(message.update);
        if (message.whole) {
          this.held.release();
          this.synced = true;
        }
        break;
      case 'awareness':
        applyAwarenessUpdate(this.options.awareness, message.update, this);
        break;
      case 'ack':
        this.frames.acknowledge(message.frames);
        break;
      case 'welcome':
        this.welcome(message);
        break;
      case 'refused':
        this.frames.refuse(message.frame);
        break;
    }
    this.options.onMessage(message);
    // Not before all is there: after a cut the rest is sent as what it is, of the epoch before.
    if (this.status.settled) this.epoch = Math.max(this.epoch, this.serversEpoch);
    this.tell();
  }

  /** The server says what it has; it gets the rest, deletions included. */
  private answer(stateVector: Uint8Array): void {
    const update = Y.encodeStateAsUpdate(this.options.doc, stateVector);
    this.answered = true;
    // A reader has nothing to say, unless words were written here while writing was still allowed.
    if (this.mayWrite || Y.decodeUpdate(update).structs.length > 0) {
      this.sendUpdate(update, step2Frame);
    }
    this.unsent = false;
    this.backoff.reset();
    this.waitsFor = null;
  }

  private welcome({ epoch, client, mayWrite }: ServerMessage & { type: 'welcome' }): void {
    this.mayWrite = mayWrite;
    this.adopt(client);
    this.serversEpoch = epoch;
    if (epoch <= this.epoch) return;
    // The server was restored from a backup: it gets everything, and marks what it did not know.
    this.sendUpdate(Y.encodeStateAsUpdate(this.options.doc));
  }

  /** The server may issue another client id than the page carried. */
  private adopt(client: number): void {
    const { doc, awareness } = this.options;
    if (client === 0 || client === awareness.clientID) return;
    const state = awareness.getLocalState();
    removeAwarenessStates(awareness, [awareness.clientID], 'adopt');
    doc.clientID = client;
    awareness.clientID = client;
    awareness.setLocalState(state);
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this || !this.mayWrite || origin === 'store') return;
    if (this.open && this.answered) this.sendUpdate(update);
    else this.unsent = true;
    this.tell();
  };

  private readonly onAwareness = (
    { added, updated, removed }: { added: number[]; updated: number[]; removed: number[] },
    origin: unknown,
  ): void => {
    const own = this.options.awareness.clientID;
    const changed = [...added, ...updated, ...removed];
    const ours = origin === 'destroy' || origin === 'adopt' || changed.includes(own);
    if (origin === this || !ours || !this.open) return;
    this.send(awarenessFrame(encodeAwarenessUpdate(this.options.awareness, changed)));
  };

  private sendUpdate(update: Uint8Array, frameOf = updateFrame): void {
    for (const piece of piecesOf(update)) {
      this.frames.send();
      this.send(frameOf(piece));
    }
  }

  private send(frame: Uint8Array): void {
    if (this.open) this.socket?.send(frame);
  }

  private drop(): void {
    const socket = this.socket;
    if (socket === null) return;
    socket.close();
    this.closed(socket, 1006);
  }

  private closed(socket: Socket, code: number): void {
    if (socket !== this.socket) return;
    unhear(socket);
    this.socket = null;
    this.held.release();
    if (!this.frames.allDurable) this.unsent = true;
    this.open = false;
    this.answered = false;
    this.unheard.stop();
    this.ending = endingOf(code);
    this.waitsFor = waitFor(code);
    this.forgetOthers();
    if (this.ending === null) this.backoff.schedule();
    this.tell();
  }

  /** Nobody is seen while the line is cut. */
  private forgetOthers(): void {
    const { awareness } = this.options;
    const others = [...awareness.getStates().keys()].filter((id) => id !== awareness.clientID);
    removeAwarenessStates(awareness, others, this);
    // Their clocks too: a state that comes back unchanged must count as news.
    for (const id of others) awareness.meta.delete(id);
  }

  private tell(): void {
    this.options.onStatus(this.status);
  }
}
