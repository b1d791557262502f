// SPDX-License-Identifier: EUPL-1.2
// A proxy as some authorities have: it passes requests on and lets no WebSocket live.
import { createServer, request } from 'node:http';
import { connect } from 'node:net';

/** How it treats a WebSocket: refuses it, swallows it, or cuts it after its opening. */
export class Proxy {
  upgrades = 0;
  syncs = 0;
  #server;
  #open = new Set();

  constructor(target, way) {
    this.target = new URL(target);
    this.way = way;
    this.#server = createServer((from, to) => this.#pass(from, to));
    this.#server.on('upgrade', (from, socket, head) => this.#upgrade(from, socket, head));
    this.#server.on('connection', (socket) => {
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
    });
  }

  async listen() {
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  #pass(from, to) {
    if (from.url.endsWith('/sync')) this.syncs++;
    const { hostname: host, port } = this.target;
    const onward = { host, port, path: from.url, method: from.method, headers: from.headers };
    const asked = request(onward, (answer) => {
      to.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(to);
    });
    asked.on('error', () => to.destroy());
    to.on('close', () => asked.destroy());
    from.pipe(asked);
  }

  #upgrade(from, socket, head) {
    this.upgrades++;
    socket.on('error', () => undefined);
    if (this.way === 'refuse') {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    } else if (this.way === 'cut') {
      const onward = connect(Number(this.target.port), this.target.hostname, () => {
        const lines = [`GET ${from.url} HTTP/1.1`];
        for (let i = 0; i < from.rawHeaders.length; i += 2) {
          lines.push(`${from.rawHeaders[i]}: ${from.rawHeaders[i + 1]}`);
        }
        onward.write(`${lines.join('\r\n')}\r\n\r\n`);
        onward.write(head);
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      setTimeout(() => {
        onward.destroy();
        socket.destroy();
      }, 700);
    }
    // 'swallow': never an answer.
  }

  close() {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
  }
}
