// SPDX-License-Identifier: EUPL-1.2
// The real program on a real data folder, started, stopped and killed.
import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const program =
  process.env.DENKRAUM_BIN ?? join(root, 'build/release/bin/denkraum');

/** How long anything may take on a busy machine before a test gives up. */
export const patienceMs = 60_000;

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Waits until `holds` gives something true, and gives it. */
export async function until(holds, what, ms = patienceMs) {
  const deadline = Date.now() + ms;
  for (;;) {
    const is = await holds();
    if (is) return is;
    if (Date.now() > deadline) throw new Error(`waited ${ms} ms in vain: ${what}`);
    await pause(10);
  }
}

/** Runs a command of the program to its end. */
export function run(words, options = {}) {
  return new Promise((done) => {
    execFile(program, words, { timeout: patienceMs, ...options }, (error, out, err) => {
      done({ code: error ? (error.code ?? 1) : 0, out, err });
    });
  });
}

/** A folder of this process that goes when it ends. */
const scratch = mkdtempSync(join(tmpdir(), 'denkraum-faults-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));
let folders = 0;
export const freshFolder = (name = 'data') => join(scratch, `${++folders}-${name}`);

/** A new data folder with the demonstration network. */
export async function demoFolder(to = freshFolder()) {
  const made = join(scratch, 'demo');
  if (!existsSync(made)) {
    const { code, err } = await run(['demo', '--data', made]);
    if (code !== 0) throw new Error(`no demonstration network: ${program} ends with ${code}: ${err}`);
  }
  cpSync(made, to, { recursive: true });
  return to;
}

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export class Server {
  /** What it wrote so far, log lines included. */
  log = '';
  port = 0;
  #child = null;
  #ended = null;

  /** `wrap` puts words before the program's own, such as those of unshare. */
  constructor(folder, { wrap = [], environment = {} } = {}) {
    this.folder = folder;
    this.wrap = wrap;
    this.environment = environment;
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }
  get pid() {
    return this.#child?.pid;
  }

  /** Again on the same port after the first time. */
  async start() {
    const words = [...this.wrap, program, 'serve', '--data', this.folder, '--port', `${this.port}`];
    const child = spawn(words[0], words.slice(1), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.environment },
    });
    this.#child = child;
    running.add(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        said += text;
        this.log += text;
      });
    }
    let code;
    this.#ended = new Promise((done) => {
      child.on('close', (status, signal) => {
        running.delete(child);
        code = status ?? signal;
        done(code);
      });
    });
    const port = await until(() => {
      if (code !== undefined) throw new Error(`the server ended with ${code}:\n${said}`);
      return /Denkraum läuft: http:\/\/[^/]+:(\d+)\//.exec(said)?.[1];
    }, 'the server listens');
    this.port = Number(port);
    return this;
  }

  async stop() {
    this.#child?.kill('SIGTERM');
    return this.#ended;
  }

  /** As a power cut to the program: nothing is finished. */
  async kill() {
    this.#child?.kill('SIGKILL');
    return this.#ended;
  }
}

/** A server with the demonstration network, stopped after the test. */
export async function demoServer(test, options = {}) {
  const server = new Server(await demoFolder(), options);
  await server.start();
  test.after(() => server.kill());
  return server;
}
