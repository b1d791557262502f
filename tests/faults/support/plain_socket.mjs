// SPDX-License-Identifier: EUPL-1.2
// The line of plain requests (domain/document/room/line.hpp) with the face of a WebSocket of npm ws,
// so that a writer can take either.
import { EventEmitter } from 'node:events';
import * as decoding from '../../../web/node_modules/lib0/decoding.js';
import * as encoding from '../../../web/node_modules/lib0/encoding.js';

/** One request of a line. `fields`: csrf and what it asks; a file where the value is a Blob. */
export function ask(server, document, { cookie, origin = server.origin, signal }, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Blob) body.append(name, value, name);
    else body.append(name, `${value}`);
  }
  return fetch(new URL(`/api/document/${document}/sync`, server.origin), {
    method: 'POST',
    body,
    signal,
    redirect: 'manual',
    headers: { cookie, origin },
  });
}

export function messagesOf(...all) {
  const to = encoding.createEncoder();
  for (const one of all) encoding.writeVarUint8Array(to, one);
  return new Blob([encoding.toUint8Array(to)]);
}

export class PlainSocket extends EventEmitter {
  readyState = 0;
  #abort = new AbortController();
  #outgoing = [];
  #sending = false;
  #sent = 0;
  #received = 0;
  #line = '';
  #resumed = Promise.resolve();

  constructor(server, document, { cookie, csrf, client = 0 }) {
    super();
    this.#ask = (fields) => {
      const options = { cookie, signal: this.#abort.signal };
      return ask(server, document, options, { csrf, ...fields });
    };
    void this.#run(client);
  }
  #ask;

  async #run(client) {
    try {
      const opened = await this.#ask({ client });
      if (opened.status !== 200) throw new Error(`a line is refused with ${opened.status}`);
      this.#line = await opened.text();
    } catch (error) {
      this.emit('error', error);
      this.#end(1006);
      return;
    }
    this.readyState = 1;
    this.emit('open');
    while (this.readyState === 1) {
      await this.#resumed;
      const answer = await this.#fetched({ line: this.#line, received: this.#received });
      if (answer?.status === 200) this.#read(new Uint8Array(await answer.arrayBuffer()));
    }
  }

  #read(batch) {
    const from = decoding.createDecoder(batch);
    let number = decoding.readVarUint(from);
    while (decoding.hasContent(from)) {
      const message = decoding.readVarUint8Array(from).slice();
      if (number++ !== this.#received || this.readyState !== 1) continue;
      this.#received++;
      this.emit('message', message.buffer);
    }
  }

  async #fetched(fields) {
    try {
      const answer = await this.#ask(fields);
      if (answer.ok) return answer;
      this.#end(answer.status === 410 ? Number(await answer.text()) : 1006);
    } catch {
      this.#end(1006);
    }
    return null;
  }

  send(bytes) {
    this.#outgoing.push(bytes);
    void this.#flush();
  }

  async #flush() {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#outgoing.length > 0 && this.readyState === 1) {
      const batch = this.#outgoing.splice(0, 500);
      const messages = messagesOf(...batch);
      await this.#fetched({ line: this.#line, number: this.#sent, messages });
      this.#sent += batch.length;
    }
    this.#sending = false;
  }

  /** Fetches nothing until resume(). */
  pause() {
    this.#resumed = new Promise((done) => (this.resume = done));
  }
  resume() {}

  terminate() {
    this.#end(1006);
  }

  #end(code) {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#abort.abort();
    this.emit('close', code);
  }
}
