// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import test from 'node:test';
import * as Y from 'yjs';
import { statusText } from '../view/status_bar';
import { meet, rig, type } from './support/rig';
import { until } from './support/until';

test('what is refused is never saved, and settled when the last frame has an answer', (t) => {
  const rigged = rig(t);
  const { doc, line, client } = rigged;
  line().open();
  meet(line());
  line().ack(1);
  type(doc, 'fremd');
  type(doc, 'und mehr');
  line().refuse(2);
  assert.deepEqual([rigged.status.saved, rigged.status.settled], [false, false]);
  line().refuse(3);
  assert.deepEqual([rigged.status.saved, rigged.status.settled], [false, true]);
  line().ack(3);
  assert.equal(rigged.status.saved, false);
  line().cut();
  client.retry();
  line().open();
  meet(line());
  assert.equal(rigged.status.settled, false, 'it is brought again, and waits for its answer');
  line().refuse(1);
  assert.equal(rigged.status.settled, true);
});

test('what was written offline for long is sent in pieces, each counted', (t) => {
  const rigged = rig(t);
  const words = 'ein langer Satz über 🙂 und mehr. '.repeat(100_000);
  type(rigged.doc, words);
  rigged.line().open();
  meet(rigged.line());
  const updates = rigged.line().updates();
  assert.ok(updates.length > 3);
  assert.ok(updates.every((update) => update.length < 2 ** 21));
  const server = new Y.Doc();
  for (const update of updates) Y.applyUpdate(server, update);
  assert.equal(server.getText('t').toString(), words);
  rigged.line().ack(updates.length - 1);
  assert.equal(rigged.status.saved, false);
  rigged.line().ack(updates.length);
  assert.equal(rigged.status.saved, true);
});

test('when too many are there, the client waits and tries again', async (t) => {
  const rigged = rig(t);
  rigged.line().open();
  rigged.line().cut(4029);
  assert.equal(statusText(rigged.status, true, false), 'crowded');
  await until(() => rigged.lines.length === 2);
});
