// SPDX-License-Identifier: EUPL-1.2
// Somebody who writes: a Y.Doc and the messages of engine/crdt/wire/sync_message.hpp, as the
// editor sends them, but with every frame under the test's control.
import * as decoding from '../../../web/node_modules/lib0/decoding.js';
import * as encoding from '../../../web/node_modules/lib0/encoding.js';
import WebSocket from '../../../web/node_modules/ws/wrapper.mjs';
import * as Y from '../../../web/node_modules/yjs/dist/yjs.mjs';
import { PlainSocket } from './plain_socket.mjs';
import { until } from './server.mjs';

export { WebSocket, Y };

export function frame(write) {
  const encoder = encoding.createEncoder();
  write(encoder, encoding);
  return encoding.toUint8Array(encoder);
}
const numbers = (...all) =>
  frame((to) => all.forEach((number) => encoding.writeVarUint(to, number)));
const sync = (step, bytes) =>
  frame((to) => {
    encoding.writeVarUint(to, 0);
    encoding.writeVarUint(to, step);
    encoding.writeVarUint8Array(to, bytes);
  });
export const step1Frame = (stateVector) => sync(0, stateVector);
export const step2Frame = (update) => sync(1, update);
export const updateFrame = (update) => sync(2, update);
export const helloFrame = (epoch) => numbers(100, 0, 1, epoch);
export const awarenessFrame = (client, clock, state) =>
  frame((to) => {
    encoding.writeVarUint(to, 1);
    encoding.writeVarUint8Array(
      to,
      frame((inner) => {
        for (const number of [1, client, clock]) encoding.writeVarUint(inner, number);
        encoding.writeVarString(inner, JSON.stringify(state));
      }),
    );
  });

const readers = {
  1: (from) => ({ type: 'ack', frames: decoding.readVarUint(from) }),
  2: (from) => ({
    type: 'refused',
    frame: decoding.readVarUint(from),
    reason: decoding.readVarString(from),
    copy: decoding.readVarString(from),
  }),
  3: (from) => ({
    type: 'welcome',
    epoch: decoding.readVarUint(from),
    client: decoding.readVarUint(from),
    mayWrite: decoding.readVarUint(from) === 1,
  }),
  4: (from) => ({
    type: 'notice',
    kind: decoding.readVarString(from),
    detail: JSON.parse(decoding.readVarString(from)),
  }),
};

function read(bytes) {
  const from = decoding.createDecoder(bytes);
  const type = decoding.readVarUint(from);
  if (type === 0) {
    const step = decoding.readVarUint(from);
    return { type: step === 0 ? 'step1' : 'update', step, bytes: decoding.readVarUint8Array(from) };
  }
  if (type === 100) return readers[decoding.readVarUint(from)](from);
  if (type !== 1) return { type: 'other' };
  const entries = decoding.createDecoder(decoding.readVarUint8Array(from));
  const states = new Map();
  for (let left = decoding.readVarUint(entries); left > 0; --left) {
    const client = decoding.readVarUint(entries);
    const clock = decoding.readVarUint(entries);
    // Without the rest of it: of a flood of presence nothing large stays in memory.
    const state = JSON.parse(decoding.readVarString(entries));
    states.set(client, { clock, isGone: state === null, cursor: state?.cursor });
  }
  return { type: 'awareness', bytes: bytes.length, states };
}

/** How a socket is asked for: with the cookie of a browser, or with a ticket. */
function address(server, document, { ticket, client }) {
  const url = new URL(`/ws/document/${document}`, server.origin.replace('http', 'ws'));
  if (ticket) url.searchParams.set('ticket', ticket);
  if (client) url.searchParams.set('client', `${client}`);
  return url;
}

export class Writer {
  doc = new Y.Doc({ gc: false });
  text = this.doc.getText('t');
  messages = [];
  client = 0;
  epoch = 0;
  /** The close code of the last connection, 0 while it is open. */
  closed = 0;
  /** Called after each message. */
  onHeard = () => {};
  #socket = null;
  #plain = false;
  #ready = false;
  #sent = 0;
  #durable = 0;
  /** What was typed, and with which frame of this connection it went out; 0: not yet. */
  #typed = [];

  constructor(server, browser, document) {
    this.server = server;
    this.browser = browser;
    this.document = document;
    this.doc.on('update', (update, origin) => {
      if (origin !== this && this.isOpen) this.send(updateFrame(update));
    });
  }

  get isOpen() {
    return this.#ready && this.#socket?.readyState === WebSocket.OPEN;
  }
  get isSaved() {
    return this.isOpen && this.#durable >= this.#sent;
  }
  /** Frames of this connection that brought an update, and how many of them are durable. */
  get sentFrames() {
    return this.#sent;
  }
  get durableFrames() {
    return this.#durable;
  }
  get words() {
    return this.text.toString();
  }
  /** What the server has confirmed to be durable, on any connection. */
  get acknowledged() {
    return this.#typed.filter((one) => one.isDurable).map((one) => one.word);
  }
  get typed() {
    return this.#typed.map((one) => one.word);
  }

  /** A WebSocket, or plain requests that look like one. */
  async #open({ ticket, client, plain }) {
    if (plain) {
      const { cookie } = this.browser;
      const csrf = await this.browser.token();
      return new PlainSocket(this.server, this.document, { cookie, csrf, client });
    }
    return new WebSocket(address(this.server, this.document, { ticket, client }), {
      headers: ticket ? {} : { cookie: this.browser.cookie },
      origin: ticket ? undefined : this.server.origin,
    });
  }

  /**
   * Done when both sides know what the other has. `ticket`: instead of the cookie; `plain`: over
   * plain requests, from now on.
   */
  async connect({ ticket, client = this.client, epoch = this.epoch, plain = this.#plain } = {}) {
    this.#plain = plain;
    const socket = await this.#open({ ticket, client, plain });
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#ready = false;
    this.#sent = 0;
    this.#durable = 0;
    for (const one of this.#typed) if (!one.isDurable) one.frame = 0;
    this.closed = 0;
    const seen = { welcome: false, whole: false };
    socket.on('message', (data) => {
      this.#receive(new Uint8Array(data), seen);
      this.onHeard();
    });
    socket.on('close', (code) => {
      this.closed = code;
      this.#ready = false;
    });
    await new Promise((done, failed) => {
      socket.on('open', () => {
        // At once: the hello comes before the answer to anything the server says.
        this.raw(helloFrame(epoch));
        this.raw(step1Frame(Y.encodeStateVector(this.doc)));
        done();
      });
      socket.on('error', failed);
    });
    await until(() => (seen.welcome && seen.whole && this.#ready) || this.closed, 'a connection');
    return this;
  }

  #receive(bytes, seen) {
    const message = read(bytes);
    this.messages.push(message);
    if (message.type === 'step1') {
      this.#answer(message.bytes);
    } else if (message.type === 'update') {
      Y.applyUpdate(this.doc, message.bytes, this);
      if (message.step === 1) seen.whole = true;
    } else if (message.type === 'ack') {
      this.#durable = Math.max(this.#durable, message.frames);
      for (const one of this.#typed) one.isDurable ||= one.frame > 0 && one.frame <= this.#durable;
    } else if (message.type === 'welcome') {
      this.#welcome(message);
      seen.welcome = true;
    }
  }

  #welcome({ client, epoch, mayWrite }) {
    this.client = client;
    this.mayWrite = mayWrite;
    this.doc.clientID = client;
    if (this.epoch > 0 && epoch > this.epoch) {
      this.send(updateFrame(Y.encodeStateAsUpdate(this.doc)));
    }
    this.epoch = epoch;
  }

  #answer(stateVector) {
    this.#ready = true;
    const missing = Y.encodeStateAsUpdate(this.doc, stateVector);
    if (this.mayWrite !== false || Y.decodeUpdate(missing).structs.length > 0) {
      this.send(step2Frame(missing));
    }
    for (const one of this.#typed) if (!one.isDurable) one.frame = this.#sent;
  }

  /** A frame that brings an update, and is counted. */
  send(bytes) {
    ++this.#sent;
    this.raw(bytes);
  }

  /** Any bytes at all. */
  raw(bytes, options = {}) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(bytes, options);
  }

  /** Types at the end, connected or not. */
  type(word) {
    const typed = { word, frame: 0, isDurable: false };
    this.#typed.push(typed);
    this.text.insert(this.text.length, word);
    if (this.isOpen) typed.frame = this.#sent;
  }

  saved() {
    return until(() => this.isSaved, 'everything is saved');
  }
  sees(words) {
    return until(() => this.words.includes(words), `'${words}' is seen`);
  }
  heard(holds, what) {
    return until(() => this.messages.find(holds), what);
  }

  /** Leaves what arrives unread. */
  stopReading() {
    this.#socket.pause();
  }
  readAgain() {
    this.#socket.resume();
  }

  /** The line is cut, nobody says goodbye. */
  async cut() {
    this.#socket?.terminate();
    await until(() => this.closed, 'the line is cut');
  }
  async ended(ms) {
    await until(() => this.closed, 'the server ends the connection', ms);
    return this.closed;
  }
}

/** Connects again and again until the server is there. */
export async function reconnect(writer, options) {
  return until(async () => {
    try {
      return await writer.connect(options);
    } catch {
      return null;
    }
  }, 'the server is there again');
}

/** The HTTP status with which a handshake is refused, or 101. */
export function handshake(server, document, { headers = {}, origin, ticket, client } = {}) {
  return new Promise((done) => {
    const socket = new WebSocket(address(server, document, { ticket, client }), {
      headers,
      origin,
    });
    socket.on('open', () => {
      socket.terminate();
      done(101);
    });
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      done(response.statusCode);
    });
    socket.on('error', () => done(0));
  });
}
