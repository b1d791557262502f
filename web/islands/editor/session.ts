// SPDX-License-Identifier: EUPL-1.2
// One document, open in one window: the text, what is kept on the device, and the line to the
// server. It knows nothing of what is drawn.
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { EditorProps } from '../../shared/props';
import { Binding } from './binding/binding';
import { undoFor } from './binding/undo';
import { OfflineStore } from './offline/store';
import { SyncClient, type Socket, type Status } from './sync/client';
import { PlainLine } from './sync/plain_line';
import { Way } from './sync/way';
import type { ServerMessage } from './sync/wire';

export interface SessionListener {
  onStatus(status: Status, kept: boolean): void;
  onMessage(message: ServerMessage): void;
}

/** The origin of what was read from the device. */
const fromStore = 'store';

export class Session {
  readonly doc = new Y.Doc();
  readonly awareness: Awareness;
  readonly binding: Binding;
  readonly undo: Y.UndoManager;
  private store: OfflineStore | null = null;
  private client: SyncClient | null = null;
  private kept = false;
  private keptEpoch = 0;
  private gone = false;

  constructor(
    private readonly props: EditorProps,
    private readonly listener: SessionListener,
  ) {
    this.doc.clientID = props.clientId;
    this.awareness = new Awareness(this.doc);
    this.awareness.setLocalState({ user: props.member });
    this.binding = new Binding(this.doc, { onFault: (error) => console.error(error) });
    this.undo = undoFor(this.binding);
    // Yjs draws a new id when structs of its own id arrive from elsewhere; ours is the issued one.
    this.doc.on('afterTransactionCleanup', () => {
      this.doc.clientID = this.awareness.clientID;
    });
  }

  /** Reads what the device kept, then connects; `connect` makes a WebSocket. */
  async open(connect: () => Socket, isComposing: () => boolean = () => false): Promise<void> {
    const known = await this.openStore();
    if (this.gone) return;
    const epoch = known ?? this.props.epoch;
    this.keptEpoch = known ?? 0;
    const way = new Way({ socket: connect, plain: () => this.plainLine() });
    this.client = new SyncClient({
      doc: this.doc,
      awareness: this.awareness,
      open: () => way.open(),
      isComposing,
      epoch,
      mayWrite: this.props.mode === 'write',
      onStatus: (status) => this.onStatus(status),
      onMessage: (message) => this.listener.onMessage(message),
    });
    this.client.connect();
  }

  retry(): void {
    this.client?.retry();
  }

  cut(): void {
    this.client?.cut();
  }

  /** Forgets what is kept on the device; the server has a copy of what it did not take. */
  async forget(): Promise<void> {
    await this.store?.clear();
  }

  destroy(): void {
    this.gone = true;
    this.client?.destroy();
    this.binding.destroy();
    this.awareness.destroy();
    this.undo.destroy();
    this.doc.off('update', this.onUpdate);
    this.store?.close();
    this.doc.destroy();
  }

  private plainLine(): PlainLine {
    const { syncUrl: address, csrfToken, clientId } = this.props;
    return new PlainLine({ address, csrfToken, clientId });
  }

  private async openStore(): Promise<number | null> {
    this.store = await OfflineStore.open(this.props.memberKey, this.props.documentId);
    this.doc.on('update', this.onUpdate);
    if (this.store === null) return null;
    try {
      const { updates, epoch } = await this.store.load();
      this.kept = true;
      this.doc.transact(() => {
        for (const update of updates) Y.applyUpdate(this.doc, update, fromStore);
      }, fromStore);
      return epoch;
    } catch (error) {
      console.error(error);
      return null;
    }
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === fromStore || this.store === null) return;
    void this.store.append(update).then((kept) => {
      this.kept = kept;
    });
  };

  private onStatus(status: Status): void {
    if (status.epoch !== this.keptEpoch) this.keepEpoch(status.epoch);
    this.listener.onStatus(status, this.kept);
  }

  private keepEpoch(epoch: number): void {
    this.keptEpoch = epoch;
    void this.store?.keepEpoch(epoch);
  }
}
