// SPDX-License-Identifier: EUPL-1.2
// A server that starts again meets everybody at once. DENKRAUM_STORM_CLIENTS: how many (1,000).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoServer, pause, until } from './support/server.mjs';
import { helloFrame, step1Frame, WebSocket, Writer } from './support/writer.mjs';

const count = Number(process.env.DENKRAUM_STORM_CLIENTS ?? 1000);
const documents = 20;
const settledMs = 10_000;

/** The editor's own bounds, so that this storm is the one it makes. */
const source = readFileSync(
  new URL('../../web/islands/editor/sync/backoff.ts', import.meta.url),
  'utf8',
);
const bound = (name) => Number(new RegExp(`${name} = ([\\d_]+)`).exec(source)[1].replace(/_/g, ''));
const [firstMs, mostMs] = [bound('firstMs'), bound('mostMs')];

/** One window: opens a socket, asks for the text, and tries again as the editor does. */
class Window {
  isSettled = false;
  handshakes = 0;
  #tries = 0;
  #client = 0;
  #socket;

  constructor(server, cookie, document) {
    Object.assign(this, { server, cookie, document });
  }

  connect() {
    this.handshakes++;
    const url = `${this.server.origin.replace('http', 'ws')}/ws/document/${this.document}`;
    const socket = new WebSocket(`${url}?client=${this.#client}`, {
      headers: { cookie: this.cookie },
      origin: this.server.origin,
    });
    this.#socket = socket;
    socket.on('open', () => {
      socket.send(helloFrame(1));
      socket.send(step1Frame(new Uint8Array([0])));
    });
    socket.on('message', (data) => {
      if (data[0] !== 0 || data[1] !== 1) return;
      this.isSettled = true;
      this.#tries = 0;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.isSettled = false;
      const most = Math.min(firstMs * 2 ** this.#tries++, mostMs);
      this.timer = setTimeout(() => this.connect(), most * (0.5 + Math.random() / 2));
    });
  }

  end() {
    clearTimeout(this.timer);
    this.#socket.removeAllListeners('close');
    this.#socket.terminate();
  }
}

test(`${count} windows are back within ten seconds after a restart`, async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, 'delegierte@agentur.example');
  const ids = [];
  for (let i = 0; i < documents; ++i) ids.push(await browser.newDocument(`Sturm ${i}`));
  const writer = await new Writer(server, browser, ids[0]).connect();
  writer.type('vor dem Sturm ');
  await writer.saved();
  await writer.cut();
  const windows = ids.flatMap((document) =>
    Array.from({ length: count / documents }, () => new Window(server, browser.cookie, document)),
  );
  t.after(() => windows.forEach((window) => window.end()));
  for (const window of windows) {
    window.connect();
    if (Math.random() < 0.1) await pause(5);
  }
  const settled = () => windows.filter((window) => window.isSettled).length;
  await until(() => settled() === count, 'all have come');
  const before = windows.reduce((sum, window) => sum + window.handshakes, 0);

  await server.kill();
  await until(() => settled() === 0, 'all are cut off');
  await server.start();
  const begun = Date.now();
  await until(() => settled() === count, 'all are back', 60_000);
  const took = Date.now() - begun;
  const handshakes = windows.reduce((sum, window) => sum + window.handshakes, 0) - before;
  t.diagnostic(`${count} windows back after ${took} ms, ${handshakes} handshakes`);
  assert.ok(took <= settledMs, `${took} ms`);
  const witness = await new Writer(server, browser, ids[0]).connect();
  assert.ok(witness.words.includes('vor dem Sturm '));
});
