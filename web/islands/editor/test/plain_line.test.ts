// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import test from 'node:test';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { PlainLine } from '../sync/plain_line';
import { until } from './support/until';

/** The server's end: keeps what it said until it is confirmed, as room/line.cpp does. */
class Server {
  readonly heard: number[][] = [];
  /** Answers that are lost on their way, by the kind of the request. */
  lose: Record<'wait' | 'send', number> = { wait: 0, send: 0 };
  ended = 0;
  goodbye = false;
  taken = 0;
  private said: Uint8Array[] = [];
  private wake: () => void = () => undefined;

  /** So often it says that earlier messages come first. */
  busy = 0;

  say(...message: number[]): void {
    this.said.push(new Uint8Array(message));
    this.wake();
  }
  end(code: number): void {
    this.ended = code;
    this.wake();
  }

  fetch = async (_: unknown, init?: RequestInit): Promise<Response> => {
    const form = init!.body as FormData;
    assert.equal(form.get('csrf'), 'token');
    if (form.get('line') === null) return new Response('name');
    if (form.get('end') !== null) this.goodbye = true;
    else if (form.get('number') !== null) return this.take(form);
    else return this.wait(Number(form.get('received')), init!.signal!);
    return new Response(null, { status: 204 });
  };

  private async take(form: FormData): Promise<Response> {
    if (this.busy-- > 0) return new Response(null, { status: 429 });
    const bytes = new Uint8Array(await (form.get('messages') as Blob).arrayBuffer());
    const from = decoding.createDecoder(bytes);
    let number = Number(form.get('number'));
    while (decoding.hasContent(from)) {
      const message = decoding.readVarUint8Array(from);
      if (number++ === this.taken) {
        this.taken++;
        this.heard.push([...message]);
      }
    }
    if (this.lose.send-- > 0) throw new TypeError('lost');
    return new Response(null, { status: 204 });
  }

  private async wait(received: number, signal: AbortSignal): Promise<Response> {
    if (this.said.length <= received && this.ended === 0) {
      await new Promise<void>((resume, fail) => {
        this.wake = resume;
        signal.addEventListener('abort', () => fail(new TypeError('aborted')));
      });
    }
    if (this.said.length <= received) return new Response(`${this.ended}`, { status: 410 });
    if (this.lose.wait-- > 0) throw new TypeError('lost');
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, received);
    for (const one of this.said.slice(received)) encoding.writeVarUint8Array(encoder, one);
    return new Response(encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>);
  }
}

function rig(server = new Server()) {
  const heard: number[][] = [];
  const codes: number[] = [];
  const state = { open: false };
  const line = new PlainLine({
    address: '/sync',
    csrfToken: 'token',
    clientId: 7,
    fetch: server.fetch as typeof fetch,
  });
  line.onopen = () => (state.open = true);
  line.onmessage = ({ data }) => heard.push([...new Uint8Array(data as ArrayBuffer)]);
  line.onclose = ({ code }) => codes.push(code);
  return { server, line, heard, codes, state };
}

test('messages go both ways, in their order', async () => {
  const { server, line, heard, state } = rig();
  await until(() => state.open);
  for (let i = 0; i < 1200; i++) line.send(new Uint8Array([i % 256]));
  server.say(1);
  server.say(2, 3);
  await until(() => heard.length === 2 && server.heard.length === 1200);
  assert.deepEqual(heard, [[1], [2, 3]]);
  assert.deepEqual(
    server.heard.map(([first]) => first),
    Array.from({ length: 1200 }, (_, i) => i % 256),
  );
  line.close();
  await until(() => server.goodbye);
});

test('a lost answer costs a repetition, and nothing is heard or said twice', async () => {
  const server = new Server();
  server.lose = { wait: 2, send: 1 };
  const { line, heard, codes, state } = rig(server);
  await until(() => state.open);
  line.send(new Uint8Array([9]));
  server.say(1);
  await until(() => heard.length === 1 && server.heard.length === 1);
  server.say(2);
  line.send(new Uint8Array([8]));
  await until(() => heard.length === 2 && server.heard.length === 2);
  assert.deepEqual([heard, server.heard, codes], [[[1], [2]], [[9], [8]], []]);
  line.close();
});

test('a busy server is asked again, and the line stays', async () => {
  const server = new Server();
  server.busy = 5;
  const { line, codes, state } = rig(server);
  await until(() => state.open);
  line.send(new Uint8Array([9]));
  line.send(new Uint8Array([8]));
  await until(() => server.heard.length === 2);
  assert.deepEqual([server.heard, codes], [[[9], [8]], []]);
  line.close();
});

test('a server with too many windows is told as one', async () => {
  const server = new Server();
  server.fetch = async () => new Response(null, { status: 429 });
  const { codes } = rig(server);
  await until(() => codes.length === 1);
  assert.deepEqual(codes, [4029]);
});

test('the server says with which code it ends', async () => {
  const { server, codes, state } = rig();
  await until(() => state.open);
  server.end(4001);
  await until(() => codes.length === 1);
  assert.deepEqual(codes, [4001]);
});

test('a server that cannot be reached is a line cut, told once', async () => {
  const server = new Server();
  server.lose = { wait: 99, send: 99 };
  const { codes, line, state } = rig(server);
  await until(() => state.open);
  server.say(1);
  line.send(new Uint8Array([1]));
  await until(() => codes.length > 0);
  line.send(new Uint8Array([2]));
  assert.deepEqual(codes, [1006]);
});

test('who closes hears nothing more', async () => {
  const { server, line, heard, codes, state } = rig();
  await until(() => state.open);
  line.close();
  server.say(1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([heard, codes], [[], []]);
});
