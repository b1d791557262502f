// SPDX-License-Identifier: EUPL-1.2
// What stays on the device: every update of a document, appended as it is made. Nothing is taken
// away but by compaction, which puts one update in place of many within one transaction; so two
// tabs never harm one another, and what no server has yet survives until the next connection.
//
//   store "updates"   auto key -> {document, update}, index by document
//   store "documents" document -> {epoch}                 document := memberKey "/" documentId
import * as Y from 'yjs';

const databaseName = 'denkraum-editor';
const compactAbove = 100;

interface StoredUpdate {
  readonly document: string;
  readonly update: Uint8Array;
}

export class OfflineStore {
  private appended = 0;
  private readonly underWay = new Set<Promise<boolean>>();

  private constructor(
    private readonly database: IDBDatabase,
    private readonly document: string,
  ) {}

  /** Null when this device keeps nothing (a private window, no space, forbidden). */
  static async open(memberKey: string, documentId: string): Promise<OfflineStore | null> {
    try {
      const request = indexedDB.open(databaseName, 1);
      request.onupgradeneeded = () => {
        const updates = request.result.createObjectStore('updates', { autoIncrement: true });
        updates.createIndex('document', 'document');
        request.result.createObjectStore('documents');
      };
      const database = await settled(request);
      database.onversionchange = () => database.close();
      return new OfflineStore(database, `${memberKey}/${documentId}`);
    } catch {
      return null;
    }
  }

  /** Everything that is kept of the document. */
  async load(): Promise<{ updates: Uint8Array[]; epoch: number | null }> {
    const transaction = this.database.transaction(['updates', 'documents']);
    const updates = transaction.objectStore('updates').index('document').getAll(this.document);
    const about = transaction.objectStore('documents').get(this.document);
    const kept = (await settled(updates)) as StoredUpdate[];
    const epoch = ((await settled(about)) as { epoch?: number } | undefined)?.epoch ?? null;
    this.appended = kept.length;
    return { updates: kept.map(({ update }) => update), epoch };
  }

  /**
   * Keeps an update; resolves to false when the device refuses (full, gone). It is asked for at
   * once, not after the one before: a tab may be closed at any moment. The device keeps the order.
   */
  append(update: Uint8Array): Promise<boolean> {
    const kept = this.attempt(() => {
      const transaction = this.database.transaction('updates', 'readwrite');
      transaction.objectStore('updates').add({ document: this.document, update });
      return completed(transaction);
    });
    if (++this.appended > compactAbove) {
      this.appended = 1;
      void this.attempt(() => this.compact());
    }
    return kept;
  }

  keepEpoch(epoch: number): Promise<boolean> {
    return this.attempt(async () => {
      const transaction = this.database.transaction('documents', 'readwrite');
      transaction.objectStore('documents').put({ epoch }, this.document);
      await completed(transaction);
    });
  }

  /** Forgets the document, after the server refused what was written here and kept a copy. */
  clear(): Promise<boolean> {
    return this.attempt(async () => {
      const transaction = this.database.transaction('updates', 'readwrite');
      const store = transaction.objectStore('updates');
      for (const key of await settled(store.index('document').getAllKeys(this.document))) {
        store.delete(key);
      }
      await completed(transaction);
      this.appended = 0;
    });
  }

  /** Resolves when everything asked for so far is on the device. */
  settled(): Promise<unknown> {
    return Promise.all(this.underWay);
  }

  close(): void {
    void this.settled().then(() => this.database.close());
  }

  /** One update in place of many, within one transaction. */
  private async compact(): Promise<void> {
    const transaction = this.database.transaction('updates', 'readwrite');
    const store = transaction.objectStore('updates');
    const index = store.index('document');
    const [kept, keys] = await Promise.all([
      settled(index.getAll(this.document)) as Promise<StoredUpdate[]>,
      settled(index.getAllKeys(this.document)),
    ]);
    // A document, not mergeUpdates: that is quadratic and does not join runs of keystrokes.
    const doc = new Y.Doc();
    doc.transact(() => kept.forEach(({ update }) => Y.applyUpdate(doc, update)));
    store.add({ document: this.document, update: Y.encodeStateAsUpdate(doc) });
    for (const key of keys) store.delete(key);
    await completed(transaction);
    doc.destroy();
  }

  private attempt(run: () => Promise<void>): Promise<boolean> {
    const done = new Promise<void>((resolve) => resolve(run())).then(
      () => true,
      () => false,
    );
    this.underWay.add(done);
    void done.then(() => this.underWay.delete(done));
    return done;
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the device keeps nothing'));
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
  });
}
