// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import test from 'node:test';
import { Way } from '../sync/way';
import { Line } from './support/line';
import { until } from './support/until';

const hello = new Uint8Array([0, 0, 1, 0]);

function rig(patienceMs = 10_000) {
  const sockets: Line[] = [];
  const plains: Line[] = [];
  const made = (list: Line[]) => () => {
    const line = new Line();
    list.push(line);
    return line;
  };
  const clock = { now: 0 };
  const way = new Way({
    socket: made(sockets),
    plain: made(plains),
    patienceMs,
    now: () => clock.now,
  });
  const open = () => {
    const heard: string[] = [];
    const line = way.open();
    line.onopen = () => heard.push('open');
    line.onmessage = () => heard.push('message');
    line.onclose = ({ code }) => heard.push(`close ${code}`);
    return { line, heard };
  };
  return { sockets, plains, clock, open };
}

test('a WebSocket counts as open once the server is heard over it', () => {
  const { sockets, plains, open } = rig();
  const { line, heard } = open();
  sockets[0]!.open();
  assert.deepEqual(heard, [], 'a proxy may have opened it');
  sockets[0]!.tell(hello);
  assert.deepEqual(heard, ['open', 'message']);
  line.send(hello);
  assert.equal(sockets[0]!.sent.length, 1);
  assert.equal(plains.length, 0);
});

test('where no WebSocket opens, plain requests take over, and stay for a while', () => {
  const { sockets, plains, clock, open } = rig();
  const { line, heard } = open();
  sockets[0]!.cut();
  assert.deepEqual(heard, [], 'nobody is told of the detour');
  plains[0]!.open();
  plains[0]!.tell(hello);
  line.send(hello);
  assert.deepEqual(heard, ['open', 'message']);
  assert.equal(plains[0]!.sent.length, 1);
  plains[0]!.cut();
  assert.equal(heard.at(-1), 'close 1006');
  open();
  assert.deepEqual([sockets.length, plains.length], [1, 2]);
  clock.now += 700_000;
  open();
  assert.deepEqual([sockets.length, plains.length], [2, 2], 'the proxy may be gone by now');
});

test('a WebSocket that stays silent is given up after its time', async () => {
  const { sockets, plains, open } = rig(20);
  open();
  sockets[0]!.open();
  await until(() => plains.length === 1);
  assert.equal(sockets[0]!.closed, true);
});

test('a server that is away is not taken for a proxy at the first try', () => {
  const { sockets, plains, clock, open } = rig();
  const first = open();
  sockets[0]!.tell(hello);
  clock.now += 60_000;
  sockets[0]!.cut();
  assert.deepEqual(first.heard, ['open', 'message', 'close 1006']);
  const second = open();
  sockets[1]!.cut();
  assert.deepEqual(second.heard, ['close 1006']);
  assert.equal(plains.length, 0);
  open();
  sockets[2]!.cut();
  assert.equal(plains.length, 1, 'at the second try it may be one');
});

test('a server that answers neither way is away, however long', () => {
  const { sockets, plains, open } = rig();
  open();
  sockets[0]!.tell(hello);
  sockets[0]!.cut();
  for (let tries = 1; tries <= 6; tries++) {
    open();
    sockets[tries]!.cut();
    // Every second try asks the plain way, which fails too.
    if (tries % 2 === 0) plains[tries / 2 - 1]!.cut();
  }
  assert.equal(plains.length, 3);
  const { heard } = open();
  sockets[7]!.tell(hello);
  assert.deepEqual(heard, ['open', 'message'], 'back again, WebSockets are tried first');
});

test('cut soon after its opening twice in a row, a WebSocket is not tried again for now', () => {
  const { sockets, plains, clock, open } = rig();
  for (const socket of [0, 1]) {
    open();
    sockets[socket]!.tell(hello);
    clock.now += 5_000;
    sockets[socket]!.cut();
  }
  open();
  assert.deepEqual([sockets.length, plains.length], [2, 1]);
});

test('an end with a reason goes no other way', () => {
  const { sockets, plains, open } = rig();
  const { heard } = open();
  sockets[0]!.cut(4001);
  assert.deepEqual(heard, ['close 4001']);
  assert.equal(plains.length, 0);
});

test('closed before anything was heard, no plain requests begin in its place', () => {
  for (const end of ['cut', 'patience'] as const) {
    const { sockets, plains, open } = rig(end === 'patience' ? 5 : 10_000);
    const { line, heard } = open();
    line.close();
    assert.equal(sockets[0]!.closed, true);
    sockets[0]!.cut();
    sockets[0]!.tell(hello);
    assert.deepEqual([plains.length, heard], [0, []]);
  }
});
