// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import test from 'node:test';
import * as Y from 'yjs';
import { awarenessFrame, step1Frame, updateFrame } from '../sync/wire';
import { statusText } from '../view/status_bar';
import { meet, nothing, rig, type } from './support/rig';
import { until } from './support/until';

test('a connection begins with hello, the question for what is missing, and presence', (t) => {
  const { line, awareness } = rig(t);
  awareness.setLocalState({ user: { name: 'Ada' } });
  line().open();
  assert.deepEqual([...line().sent[0]!], [100, 0, 1, 1]);
  assert.deepEqual(line().kinds(), ['unknown', 'step1', 'awareness']);
});

test('saved is true only when every frame sent is counted', (t) => {
  const rigged = rig(t);
  const { doc, line } = rigged;
  line().open();
  assert.equal(rigged.status.saved, false);
  meet(line());
  assert.equal(rigged.status.saved, false, 'the answer is not durable yet');
  line().ack(1);
  assert.equal(rigged.status.saved, true);
  type(doc, 'a');
  type(doc, 'b');
  assert.equal(rigged.status.saved, false);
  line().ack(2);
  assert.equal(rigged.status.saved, false, 'one of two frames is durable');
  line().ack(3);
  assert.equal(rigged.status.saved, true);
});

test('what is written before the server asked goes out once, in the answer', (t) => {
  const rigged = rig(t);
  rigged.line().open();
  type(rigged.doc, 'früh');
  assert.deepEqual(rigged.line().updates(), []);
  meet(rigged.line());
  assert.deepEqual(
    rigged
      .line()
      .kinds()
      .filter((kind) => kind !== 'awareness'),
    ['unknown', 'step1', 'step2'],
  );
});

test('cut off, nothing is saved; back again, what is missing is sent and counted anew', (t) => {
  const rigged = rig(t);
  const { doc, line, client } = rigged;
  line().open();
  meet(line());
  line().ack(1);
  type(doc, 'durable');
  line().ack(2);
  type(doc, 'lost on the way ');
  line().cut();
  type(doc, 'offline ');
  assert.equal(rigged.status.connection, 'waiting');
  assert.equal(rigged.status.saved, false);
  client.retry();
  line().open();
  meet(line());
  assert.equal(rigged.status.saved, false);
  const server = new Y.Doc();
  for (const update of line().updates()) Y.applyUpdate(server, update);
  assert.equal(server.getText('t').toString(), 'offline lost on the way durable');
  line().ack(1);
  assert.equal(rigged.status.saved, true);
});

test('deletions made while cut off reach a server that knows every word', (t) => {
  const rigged = rig(t);
  const { doc, line, client } = rigged;
  line().open();
  meet(line());
  type(doc, 'abc');
  const server = new Y.Doc();
  Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
  line().ack(2);
  line().cut();
  doc.getText('t').delete(0, 1);
  client.retry();
  line().open();
  meet(line(), server);
  for (const update of line().updates()) Y.applyUpdate(server, update);
  assert.equal(server.getText('t').toString(), 'bc');
});

test('a newer epoch is taken over only when all that was made before is there', (t) => {
  const rigged = rig(t);
  type(rigged.doc, 'alles');
  rigged.line().open();
  rigged.line().tell(step1Frame(Y.encodeStateVector(new Y.Doc())));
  rigged.line().welcome(2, 10, 1);
  rigged.line().ack(1);
  assert.equal(rigged.status.epoch, 1, 'half of it is on its way');
  rigged.line().cut();
  rigged.client.retry();
  rigged.line().open();
  assert.equal(rigged.line().hello(), 1);
  rigged.line().welcome(2, 10, 1);
  rigged.line().tell(step1Frame(Y.encodeStateVector(new Y.Doc())));
  rigged.line().ack(2);
  assert.equal(rigged.status.epoch, 2);
  rigged.line().cut();
  rigged.client.retry();
  rigged.line().open();
  assert.equal(rigged.line().hello(), 2);
});

test('a newer epoch makes the client send everything again', (t) => {
  const rigged = rig(t);
  type(rigged.doc, 'alles');
  rigged.line().open();
  rigged.line().tell(step1Frame(Y.encodeStateVector(rigged.doc)));
  rigged.line().welcome(2, 10, 1);
  const server = new Y.Doc();
  Y.applyUpdate(server, rigged.line().updates().at(-1)!);
  assert.equal(server.getText('t').toString(), 'alles');
  rigged.line().ack(1);
  assert.equal(rigged.status.saved, false, 'both frames count');
  rigged.line().ack(2);
  assert.equal(rigged.status.saved, true);
});

test('a reader sends nothing of what it makes itself', (t) => {
  const rigged = rig(t, false);
  rigged.line().open();
  meet(rigged.line());
  type(rigged.doc, 'Aufräumen');
  assert.deepEqual(rigged.line().updates(), []);
  assert.equal(rigged.status.saved, true);
});

test('words written before the right to write was withdrawn are still sent', (t) => {
  const rigged = rig(t);
  type(rigged.doc, 'noch geschrieben');
  rigged.line().open();
  rigged.line().welcome(1, 10, 0);
  meet(rigged.line());
  assert.equal(rigged.line().updates().length, 1);
});

test('the issued client id is kept, another one in the welcome is taken', (t) => {
  const rigged = rig(t);
  rigged.awareness.setLocalState({ user: { name: 'Ada' } });
  rigged.line().open();
  rigged.line().welcome(1, 10, 1);
  assert.equal(rigged.doc.clientID, 10);
  rigged.line().welcome(1, 77, 1);
  assert.equal(rigged.doc.clientID, 77);
  assert.deepEqual(rigged.awareness.getStates().get(77), { user: { name: 'Ada' } });
  assert.equal(rigged.awareness.getStates().has(10), false);
});

for (const [code, ending] of [
  [1009, 'too_large'],
  [4001, 'session_ended'],
  [4003, 'forbidden'],
  [4009, 'bad_frame'],
  [4013, 'too_large'],
] as const) {
  test(`close code ${code} ends trying: ${ending}`, (t) => {
    const rigged = rig(t);
    rigged.line().open();
    rigged.line().cut(code);
    rigged.client.retry();
    assert.equal(rigged.lines.length, 1);
    assert.equal(rigged.status.ending, ending);
    assert.equal(statusText(rigged.status, true, false), ending);
  });
}

test('after a restart of the server the client comes back by itself', async (t) => {
  const rigged = rig(t);
  rigged.line().open();
  rigged.line().cut(1012);
  assert.equal(rigged.status.waitsFor, 'restart');
  await until(() => rigged.lines.length === 2);
});

test('whoever was here is forgotten when the line is cut, and seen again unchanged', (t) => {
  const rigged = rig(t);
  rigged.line().open();
  const frame = awarenessFrame(
    new Uint8Array([1, 99, 5, 8, ...new TextEncoder().encode('{"a":42}')]),
  );
  rigged.line().tell(frame);
  assert.ok(rigged.awareness.getStates().has(99));
  rigged.line().cut();
  assert.ok(!rigged.awareness.getStates().has(99));
  rigged.client.retry();
  rigged.line().open();
  rigged.line().tell(frame);
  assert.ok(rigged.awareness.getStates().has(99));
});

test('updates of others are applied and not sent back', (t) => {
  const rigged = rig(t);
  rigged.line().open();
  meet(rigged.line());
  const other = new Y.Doc();
  type(other, 'von drüben');
  rigged.line().tell(updateFrame(Y.encodeStateAsUpdate(other, nothing)));
  assert.equal(rigged.doc.getText('t').toString(), 'von drüben');
  assert.equal(rigged.line().updates().length, 1, 'only the answer to the first question');
});

test('a refusal is told', (t) => {
  const rigged = rig(t);
  rigged.line().open();
  rigged.line().refuse(3);
  assert.deepEqual(rigged.messages.at(-1), {
    type: 'refused',
    frame: 3,
    reason: 'foreign_id',
    copy: 'copy-1',
  });
});
