// SPDX-License-Identifier: EUPL-1.2
// The seam between the tests and whatever plays the server: frames in, frames out. One more
// implementation (a program on standard input and output) needs one more file and nothing else.

/** A frame for one connection. */
export interface Outgoing {
  readonly to: number;
  readonly frame: Uint8Array;
}

export interface ServerPeer {
  /** Begins an empty document. */
  open(document: string): Promise<void>;
  /** A connection is made; its number is the client id that was issued for it. */
  connect(document: string, connection: number): Promise<Outgoing[]>;
  /** One frame of a connection, as it comes from the WebSocket. */
  frame(document: string, connection: number, frame: Uint8Array): Promise<Outgoing[]>;
  disconnect(document: string, connection: number): Promise<Outgoing[]>;
  /** Time passes: repairs that are due are written and sent. */
  tick(document: string): Promise<Outgoing[]>;
  /** The whole document as one update. */
  state(document: string): Promise<Uint8Array>;
  /** Forgets a document. */
  drop(document: string): Promise<void>;
  close(): Promise<void>;
}
