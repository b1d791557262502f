// SPDX-License-Identifier: EUPL-1.2
// The editor's end of the line without an editor.
import type { TestContext } from 'node:test';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { SyncClient, type Status } from '../../sync/client';
import { step1Frame, step2Frame, type ServerMessage } from '../../sync/wire';
import { Line } from './line';

export interface Rig {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly client: SyncClient;
  readonly lines: Line[];
  readonly messages: ServerMessage[];
  status: Status;
  readonly line: () => Line;
}

export function rig(t: TestContext, mayWrite = true, epoch = 1): Rig {
  const doc = new Y.Doc();
  doc.clientID = 10;
  const awareness = new Awareness(doc);
  const lines: Line[] = [];
  const messages: ServerMessage[] = [];
  const made = {} as { -readonly [K in keyof Rig]: Rig[K] };
  const client = new SyncClient({
    doc,
    awareness,
    epoch,
    mayWrite,
    open: () => {
      const line = new Line();
      lines.push(line);
      return line;
    },
    onStatus: (status) => (made.status = status),
    onMessage: (message) => messages.push(message),
  });
  Object.assign(made, {
    doc,
    awareness,
    client,
    lines,
    messages,
    line: () => lines[lines.length - 1]!,
  });
  t.after(() => {
    client.destroy();
    awareness.destroy();
  });
  client.connect();
  return made;
}

export function type(doc: Y.Doc, words: string): void {
  doc.getText('t').insert(0, words);
}

export const nothing = Y.encodeStateVector(new Y.Doc());

/** The server asks what is there and gives what it has. */
export function meet(line: Line, server: Y.Doc = new Y.Doc()): void {
  line.tell(step1Frame(Y.encodeStateVector(server)));
  line.tell(step2Frame(Y.encodeStateAsUpdate(server)));
}
