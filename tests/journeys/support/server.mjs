// SPDX-License-Identifier: EUPL-1.2
// A server of its own for each test file: a copy of the demonstration network, a free port.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './modules.mjs';

const binary = resolve(process.env.DENKRAUM_BIN ?? join(root, 'build/release/bin/denkraum'));
const startMs = 20_000;
const stopMs = 10_000;

/** A folder that holds the demonstration network; loaded once per test file. */
function demonstration(folder) {
  if (!existsSync(binary)) {
    throw new Error(`There is no ${binary}: run 'make build' or set DENKRAUM_BIN.`);
  }
  const made = join(folder, 'demo');
  execFileSync(binary, ['demo', '--data', made], { stdio: ['ignore', 'ignore', 'inherit'] });
  return made;
}

export class Server {
  #folder = mkdtempSync(join(tmpdir(), 'denkraum-journeys-'));
  #demo = demonstration(this.#folder);
  #copies = 0;
  #child = null;
  #log = '';
  address = '';

  /** Starts on fresh demonstration data. */
  async start() {
    this.data = join(this.#folder, `data${(this.#copies += 1)}`);
    cpSync(this.#demo, this.data, { recursive: true });
    await this.#serve();
  }

  async #serve() {
    this.#log = '';
    const child = spawn(binary, ['serve', '--data', this.data, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.address = await new Promise((found, failed) => {
      const timer = setTimeout(() => failed(new Error(`No start:\n${this.#log}`)), startMs);
      const read = (bytes) => {
        this.#log += bytes;
        const said = /http:\/\/127\.0\.0\.1:\d+/.exec(this.#log);
        if (said === null) return;
        clearTimeout(timer);
        found(said[0]);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => {
        clearTimeout(timer);
        failed(new Error(`The server ended with ${code}:\n${this.#log}`));
      });
    });
  }

  /** What it has written to its output. */
  get log() {
    return this.#log;
  }

  async stop() {
    const child = this.#child;
    this.#child = null;
    if (child !== null && child.exitCode === null) {
      const ended = new Promise((over) => child.once('exit', over));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
      await ended;
      clearTimeout(timer);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
