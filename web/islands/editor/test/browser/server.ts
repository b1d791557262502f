// SPDX-License-Identifier: EUPL-1.2
// A small server for the browser tests: the built files, one page, and rooms on a Y.Doc. It speaks
// the wire of sync/wire.ts with acknowledgements, so that 'saved' can be seen to mean something.
import { createReadStream, existsSync } from 'node:fs';
import { randomFillSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocketServer, type WebSocket } from 'ws';
import * as Y from 'yjs';
import texts from '../../texts.json';
import { newUid } from '../../schema/uid';
import { awarenessFrame, readFrame, step1Frame, step2Frame, updateFrame } from '../../sync/wire';
import { repair } from '../support/server_yjs';

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; " +
  "img-src 'self' data:; connect-src 'self'";

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Person {
  readonly socket: WebSocket;
  readonly client: number;
  frames: number;
  /** Why what they sent was refused, and whatever follows. */
  refused: string | null;
  awareness: Uint8Array | null;
}

export class TestServer {
  readonly doc = new Y.Doc({ gc: false });
  /** How long a frame takes to become durable. */
  ackDelay = 20;
  reachable = true;
  /** Words that the next page is to put into the text again. */
  kept: { words: string; uid: string; doneUrl: string } | null = null;
  /** Kept words that are done, by their address. */
  readonly done: string[] = [];
  /** Refuse the next update for this reason, as the server does with text under a foreign id. */
  refuseNext: string | null = null;
  private held: (() => void)[] | null = null;
  private readonly people = new Set<Person>();
  private clients = 1;
  private readonly http = createServer((request, response) => this.page(request, response));
  private readonly sockets = new WebSocketServer({ noServer: true });

  constructor(private readonly files: string) {
    this.doc.clientID = 1;
    repair(this.doc, uid);
    this.http.on('upgrade', (request, socket, head) => {
      if (!this.reachable) {
        socket.destroy();
        return;
      }
      const client = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('client'));
      this.sockets.handleUpgrade(request, socket, head, (ws) => this.join(ws, client));
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.http.close(resolve));
  }

  /** Cuts every line; with reachable = false nobody gets back in. */
  cut(code = 1006): void {
    for (const { socket } of this.people) {
      if (code === 1006) socket.terminate();
      else socket.close(code);
    }
  }

  /** From now on frames wait … */
  hold(): void {
    this.held = [];
  }

  /** … until they are all taken in, in the order in which they came. */
  release(): void {
    const { held } = this;
    this.held = null;
    held?.forEach((receive) => receive());
  }

  /** The server writes, as a repair or another person would. */
  edit(change: (text: Y.Text, map: Y.Map<unknown>) => void): void {
    let update: Uint8Array | null = null;
    const take = (made: Uint8Array): void => void (update = made);
    this.doc.on('update', take);
    this.doc.transact(() => change(this.doc.getText('t'), this.doc.getMap('b')));
    this.doc.off('update', take);
    if (update !== null) this.send(updateFrame(update), null);
  }

  /** An empty document again. Pages still open see it emptied. */
  clear(): void {
    this.edit((text, map) => {
      if (text.length > 1) text.delete(1, text.length - 1);
      for (const key of map.keys()) map.delete(key);
    });
  }

  /** A text of many kinds, with long words. */
  sample(): void {
    this.clear();
    const blocks: [string, Record<string, unknown>][] = [
      ['Grundsätze', { kind: 'h', level: 1 }],
      ['Der Mensch entscheidet, die Maschine hilft.', { kind: 'principle' }],
      ['Wir legen offen, wo Künstliche Intelligenz mitwirkt.', { kind: 'commitment' }],
      [
        'Wie wird die Datenschutz-Folgenabschätzungsdokumentationspflicht erfüllt?',
        { kind: 'check_question' },
      ],
      ['Menschenzentrierung und Gemeinwohl', { kind: 'value_pair' }],
      ['Transparenz', { kind: 'h', level: 2 }],
      ['Fairness prüfen', { list: 'number' }],
      ['für jede Gruppe', { list: 'number', indent: 1 }],
      ['Ergebnis veröffentlichen', { list: 'number' }],
      ['ein Punkt', { list: 'bullet' }],
      ['noch einer', { list: 'bullet', indent: 1 }],
      ['So steht es im Gesetz.', { kind: 'quote' }],
      ['Gemeint ist die Prüfung vor dem Einsatz.', { kind: 'explanation' }],
      ['Ein Bescheid nennt das System.', { kind: 'example' }],
    ];
    this.edit((text) => {
      for (const [words, attributes] of blocks) {
        text.insertEmbed(text.length, { b: uid(), ...attributes }, {});
        text.insert(text.length, words, {});
      }
      text.format(text.length - 7, 6, { strong: true });
    });
    this.sampleInline();
  }

  /** Behind it a paragraph with a term, a note and a picture, and a table with notes in cells. */
  private sampleInline(): void {
    this.edit((text, map) => {
      text.insertEmbed(text.length, { b: uid() }, {});
      text.insert(text.length, 'Vor dem Einsatz steht die ', {});
      text.insert(text.length, 'DSFA', { term: 'Datenschutz-Folgenabschätzung' });
      text.insert(text.length, '.', { term: null });
      text.insertEmbed(text.length, { t: 'note', text: 'Art. 35 DSGVO' }, {});
      const shown = { t: 'image', hash: 'ab'.repeat(32), type: 'image/png', width: 1, height: 1 };
      text.insertEmbed(text.length, { ...shown, alt: 'Ein roter Punkt' }, {});
      const table = uid();
      text.insertEmbed(text.length, { b: table }, {});
      text.insert(text.length, 'Fristen', {});
      const rows = new Y.Array<Y.Array<Y.Text>>();
      map.set(`${table}/rows`, rows);
      for (const words of [['Schritt', 'Frist'], ['Anhörung', 'vier Wochen'], ['Bescheid', '']]) {
        const row = new Y.Array<Y.Text>();
        rows.push([row]);
        row.push(words.map((word) => new Y.Text(word)));
      }
      const cell = rows.get(1).get(1);
      cell.insertEmbed(cell.length, { t: 'note', text: 'ab Zugang' }, {});
    });
  }

  notice(kind: string): void {
    this.send(
      own(4, (encoder) => {
        encoding.writeVarString(encoder, kind);
        encoding.writeVarString(encoder, '{}');
      }),
      null,
    );
  }

  private send(frame: Uint8Array, except: Person | null): void {
    for (const person of this.people) if (person !== except) person.socket.send(frame);
  }

  private join(socket: WebSocket, client: number): void {
    const person: Person = { socket, client, frames: 0, refused: null, awareness: null };
    this.people.add(person);
    socket.on('message', (data: Buffer) => this.receive(person, new Uint8Array(data)));
    socket.on('close', () => this.leave(person));
    socket.send(
      own(3, (encoder) => {
        for (const number of [1, client, 1]) encoding.writeVarUint(encoder, number);
      }),
    );
    socket.send(step1Frame(Y.encodeStateVector(this.doc)));
    for (const { awareness } of this.people) if (awareness) socket.send(awarenessFrame(awareness));
  }

  private leave(person: Person): void {
    this.people.delete(person);
    if (person.awareness === null) return;
    const decoder = decoding.createDecoder(person.awareness);
    decoding.readVarUint(decoder);
    const [client, clock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
    const encoder = encoding.createEncoder();
    for (const number of [1, client, clock + 1]) encoding.writeVarUint(encoder, number);
    encoding.writeVarString(encoder, 'null');
    this.send(awarenessFrame(encoding.toUint8Array(encoder)), null);
  }

  private receive(person: Person, frame: Uint8Array): void {
    if (this.held !== null) {
      this.held.push(() => this.receive(person, frame));
      return;
    }
    const message = readFrame(frame);
    if (message.type === 'step1') {
      person.socket.send(step2Frame(Y.encodeStateAsUpdate(this.doc, message.stateVector)));
    } else if (message.type === 'awareness') {
      person.awareness = message.update;
      this.send(frame, null);
    } else if (message.type === 'update') {
      person.frames++;
      person.refused ??= this.refuseNext;
      this.refuseNext = null;
      if (person.refused !== null) {
        this.refuse(person, person.refused, person.frames);
        return;
      }
      Y.applyUpdate(this.doc, message.update);
      this.send(updateFrame(message.update), person);
      this.acknowledge(person, person.frames);
    }
  }

  /** Told when the words are kept, which takes as long as making them durable. */
  private refuse({ socket }: Person, reason: string, frame: number): void {
    setTimeout(
      () =>
        socket.send(
          own(2, (encoder) => {
            encoding.writeVarUint(encoder, frame);
            for (const words of [reason, 'copy-1']) encoding.writeVarString(encoder, words);
          }),
        ),
      this.ackDelay,
    );
  }

  private acknowledge(person: Person, frames: number): void {
    setTimeout(
      () =>
        person.socket.send(
          own(1, (encoder) => {
            encoding.writeVarUint(encoder, frames);
            encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.doc));
          }),
        ),
      this.ackDelay,
    );
  }

  private page(request: IncomingMessage, response: ServerResponse): void {
    if (request.url?.startsWith('/bilder')) {
      const isSent = request.method === 'POST';
      const image = { hash: 'ab'.repeat(32), type: 'image/png', width: 1, height: 1 };
      response.setHeader('Content-Type', isSent ? 'application/json' : 'image/png');
      request.resume().on('end', () => response.end(isSent ? JSON.stringify(image) : pixel));
      return;
    }
    if (request.url?.startsWith('/erledigt') && request.method === 'POST') {
      this.done.push(request.url);
      request.resume().on('end', () => response.end());
      return;
    }
    if (request.url?.startsWith('/sync')) {
      // Sockets work here; the way without them is tested against the real server.
      response.statusCode = 503;
      request.resume().on('end', () => response.end());
      return;
    }
    const url = new URL(request.url ?? '/', 'http://x');
    const file = join(this.files, url.pathname);
    if (url.pathname !== '/' && file.startsWith(this.files) && existsSync(file)) {
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      createReadStream(file).pipe(response);
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', policy);
    response.end(this.html(url.searchParams));
  }

  private html(wanted: URLSearchParams): string {
    const client = ++this.clients;
    const props = {
      documentId: wanted.get('document') ?? 'd1',
      memberKey: wanted.get('member') ?? 'm1',
      csrfToken: 'token',
      imagesUrl: '/bilder',
      title: 'Ein Entwurf zum Ausprobieren',
      socketUrl: `/ws/document/d1?client=${client}`,
      syncUrl: '/sync/d1',
      clientId: client,
      epoch: 1,
      mode: wanted.get('mode') ?? 'write',
      language: 'de',
      texts,
      kept: wanted.has('einfuegen') ? this.kept : null,
      member: {
        name: wanted.get('name') ?? 'Ada Beispiel',
        authority: wanted.get('authority') ?? 'Amt Nord',
      },
    };
    const json = JSON.stringify(props).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
    const styles = ['kern', 'fonts', 'editor'].map(
      (name) => `<link rel="stylesheet" href="/styles/${name}.css">`,
    );
    return `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Leitlinie</title>
<meta name="viewport" content="width=device-width, initial-scale=1">${styles.join('')}
<script type="module" src="/start.js"></script></head>
<body><main class="kern-container"><h1 class="kern-heading-large">Leitlinie KI-Einsatz</h1>
<div data-island="editor" data-props="${json}">
<p>Der Text, ohne Skript lesbar.</p></div></main></body></html>`;
  }
}

function uid(): string {
  return newUid(Date.now(), (bytes) => randomFillSync(bytes));
}

function own(subtype: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 100);
  encoding.writeVarUint(encoder, subtype);
  write(encoder);
  return encoding.toUint8Array(encoder);
}
