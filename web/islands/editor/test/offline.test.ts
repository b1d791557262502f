// SPDX-License-Identifier: EUPL-1.2
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import * as Y from 'yjs';
import type { EditorProps } from '../../../shared/props';
import { OfflineStore } from '../offline/store';
import { Session } from '../session';
import { step1Frame, step2Frame } from '../sync/wire';
import texts from '../texts.json';
import { Line } from './support/line';

let documents = 0;

async function store(document: string): Promise<OfflineStore> {
  const opened = await OfflineStore.open('member', document);
  assert.ok(opened !== null);
  return opened;
}

async function kept(document: string): Promise<Y.Doc> {
  const opened = await store(document);
  const doc = new Y.Doc();
  for (const update of (await opened.load()).updates) Y.applyUpdate(doc, update);
  opened.close();
  return doc;
}

function typing(doc: Y.Doc, into: OfflineStore): void {
  doc.on('update', (update: Uint8Array) => void into.append(update));
}

test('what was kept is there again, for this member and document only', async () => {
  const name = `d${++documents}`;
  const first = await store(name);
  const doc = new Y.Doc();
  typing(doc, first);
  doc.getText('t').insert(0, 'aufbewahrt');
  await first.settled();
  assert.equal((await kept(name)).getText('t').toString(), 'aufbewahrt');
  assert.equal((await kept('other')).getText('t').toString(), '');
  const stranger = await OfflineStore.open('somebody else', name);
  assert.deepEqual((await stranger!.load()).updates, []);
});

test('two tabs that write and compact at the same time lose nothing', async () => {
  const name = `d${++documents}`;
  const tabs = await Promise.all([store(name), store(name)]);
  const docs = tabs.map((tab, i) => {
    const doc = new Y.Doc();
    doc.clientID = i + 1;
    typing(doc, tab);
    return doc;
  });
  for (let i = 0; i < 350; i++) {
    docs[i % 2]!.getArray(`tab${i % 2}`).push([i]);
    if (i % 40 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(tabs.map((tab) => tab.settled()));
  const all = await kept(name);
  assert.equal(all.getArray('tab0').length, 175);
  assert.equal(all.getArray('tab1').length, 175);
  const { updates } = await tabs[0]!.load();
  assert.ok(updates.length < 250, `${updates.length} updates are still kept one by one`);
});

test('compaction keeps updates whose predecessors are missing', async () => {
  const name = `d${++documents}`;
  const tab = await store(name);
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < 150; i++) doc.getText('t').insert(i, 'x');
  for (const update of updates.slice(1)) await tab.append(update);
  const late = await kept(name);
  assert.equal(late.getText('t').toString(), '');
  Y.applyUpdate(late, updates[0]!);
  assert.equal(late.getText('t').length, 150);
});

test('the epoch is remembered and a document can be forgotten', async () => {
  const name = `d${++documents}`;
  const tab = await store(name);
  assert.equal((await tab.load()).epoch, null);
  await tab.keepEpoch(4);
  await tab.append(Y.encodeStateAsUpdate(new Y.Doc()));
  await tab.clear();
  assert.deepEqual(await tab.load(), { updates: [], epoch: 4 });
});

function props(documentId: string, clientId: number): EditorProps {
  return {
    documentId,
    clientId,
    kept: null,
    csrfToken: '',
    imagesUrl: '',
    title: 'Entwurf',
    memberKey: 'member',
    socketUrl: '/ws',
    syncUrl: '/sync',
    epoch: 1,
    mode: 'write',
    member: { name: 'Ada', authority: 'Amt' },
    language: 'de',
    texts,
  };
}

async function open(
  t: TestContext,
  documentId: string,
  client: number,
): Promise<{ session: Session; line: Line }> {
  const session = new Session(props(documentId, client), {
    onStatus: () => undefined,
    onMessage: () => undefined,
  });
  const line = new Line();
  await session.open(() => line);
  t.after(() => session.destroy());
  return { session, line: line.open() };
}

test('the tab after one closed while cut off sends what is missing, under a new id', async (t) => {
  const name = `d${++documents}`;
  const server = new Y.Doc();
  const first = await open(t, name, 41);
  first.line.tell(step1Frame(Y.encodeStateVector(server)));
  first.line.tell(step2Frame(Y.encodeStateAsUpdate(server)));
  first.line.cut();
  first.session.doc.getText('t').insert(0, 'geschrieben, als die Leitung fort war');
  await new Promise((resolve) => setTimeout(resolve, 200));
  first.session.destroy();

  const second = await open(t, name, 42);
  assert.equal(second.session.doc.clientID, 42);
  second.line.tell(step1Frame(Y.encodeStateVector(server)));
  for (const update of second.line.updates()) Y.applyUpdate(server, update);
  assert.equal(server.getText('t').toString(), 'geschrieben, als die Leitung fort war');
  second.session.doc.getText('t').insert(0, 'x');
  assert.equal(Y.getState(second.session.doc.store, 42), 1);
});

test('a page shown again under the same id does not make Yjs draw another', async (t) => {
  const name = `d${++documents}`;
  const first = await open(t, name, 50);
  first.session.doc.getText('t').insert(0, 'abc');
  await new Promise((resolve) => setTimeout(resolve, 200));
  first.session.destroy();
  const second = await open(t, name, 50);
  assert.equal(second.session.doc.getText('t').toString(), 'abc');
  assert.equal(second.session.doc.clientID, 50);
});

test('a device that keeps nothing is told apart', async () => {
  const own = globalThis.indexedDB;
  Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true });
  assert.equal(await OfflineStore.open('member', 'x'), null);
  Object.defineProperty(globalThis, 'indexedDB', { value: own, configurable: true });
});
