// SPDX-License-Identifier: EUPL-1.2
// A server of its own for each test file: a copy of the demonstration network, a free port. With
// DENKRAUM_TEST_POSTGRES (tests/postgres.sh) its data is in a PostgreSQL database of its own.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './modules.mjs';

export const binary = resolve(process.env.DENKRAUM_BIN ?? join(root, 'build/release/bin/denkraum'));
const startMs = 20_000;
const stopMs = 10_000;

/** Databases of one test file on the PostgreSQL server that DENKRAUM_TEST_POSTGRES names, or none. */
class Databases {
  #server = process.env.DENKRAUM_TEST_POSTGRES;
  #made = [];

  #name(purpose) {
    return `journey_${process.pid}_${purpose}`;
  }

  #ask(statement) {
    execFileSync('psql', ['--quiet', '--no-psqlrc', '--command', statement, this.#server]);
  }

  /** Makes a database, empty or as a copy of another one, and says how the program reaches it. */
  make(purpose, template = null) {
    if (this.#server === undefined) return {};
    const name = this.#name(purpose);
    const copied = template === null ? '' : ` TEMPLATE ${this.#name(template)}`;
    this.#ask(`CREATE DATABASE ${name}${copied}`);
    this.#made.push(name);
    return { DENKRAUM_DATABASE_URL: this.#server.replace(/dbname=\S+/, `dbname=${name}`) };
  }

  drop() {
    for (const name of this.#made.splice(0)) this.#ask(`DROP DATABASE ${name} WITH (FORCE)`);
  }
}

export class Server {
  #folder = mkdtempSync(join(tmpdir(), 'denkraum-journeys-'));
  #databases = new Databases();
  #demo = this.#demonstration();
  #copies = 0;
  #child = null;
  #log = '';
  #environment = process.env;
  address = '';

  /** A folder that holds the demonstration network; loaded once per test file. */
  #demonstration() {
    if (!existsSync(binary)) {
      throw new Error(`There is no ${binary}: run 'make build' or set DENKRAUM_BIN.`);
    }
    const made = join(this.#folder, 'demo');
    execFileSync(binary, ['demo', '--data', made], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...this.#databases.make('demo') },
    });
    return made;
  }

  /** Starts on fresh demonstration data. */
  async start() {
    const copy = `data${(this.#copies += 1)}`;
    this.data = join(this.#folder, copy);
    cpSync(this.#demo, this.data, { recursive: true });
    this.#environment = { ...process.env, ...this.#databases.make(copy, 'demo') };
    await this.#serve();
    const isSqlite = existsSync(join(this.data, 'denkraum.db'));
    assert.equal(isSqlite, process.env.DENKRAUM_TEST_POSTGRES === undefined, 'the other database');
  }

  async #serve() {
    this.#log = '';
    const child = spawn(binary, ['serve', '--data', this.data, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: this.#environment,
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
    this.#databases.drop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
