// SPDX-License-Identifier: EUPL-1.2
// From a keystroke to the eyes of others; see README.md.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: join(root, 'build/release/bin/denkraum') },
    runs: { type: 'string', default: '5' },
    keystrokes: { type: 'string', default: '500' },
    ledger: { type: 'string', default: join(root, 'bench/ledger.jsonl') },
  },
});
if (!existsSync(options.program)) {
  console.error(`${options.program} is missing: run make build first`);
  process.exit(1);
}
process.env.DENKRAUM_BIN = options.program;
const { signedIn } = await import('../../tests/faults/support/browser.mjs');
const { demoFolder, pause, Server, until } = await import('../../tests/faults/support/server.mjs');
const { Writer, Y } = await import('../../tests/faults/support/writer.mjs');

const runs = Number(options.runs);
const keystrokes = Number(options.keystrokes);
const warmUpKeystrokes = 40;
/** Nearly seven keys a second is a quick typist; gaps are drawn, so that nobody types in step. */
const gapMs = 150;
const emails = ['delegierte@agentur.example', 'delegierter@rente.example'];

/** Somebody who types, and the times until each keystroke was durable and seen by the next one. */
class Hand {
  durable = [];
  visible = [];
  #unsaved = [];
  #unseen = [];

  constructor(writer) {
    this.writer = writer;
  }

  async type(count) {
    const { writer } = this;
    for (let i = 0; i < count; ++i) {
      await pause(gapMs * (0.5 + Math.random()));
      const at = performance.now();
      writer.type('etaoinshrdlu '[i % 13]);
      this.#unsaved.push({ at, frame: writer.sentFrames });
      this.#unseen.push({ at, clock: Y.getState(writer.doc.store, writer.client) });
    }
    await until(() => this.#unsaved.length + this.#unseen.length === 0, 'all is durable and seen');
  }

  noteDurable() {
    const now = performance.now();
    while (this.#unsaved[0]?.frame <= this.writer.durableFrames) {
      this.durable.push(now - this.#unsaved.shift().at);
    }
  }

  /** `doc` is the other's. */
  noteSeen(doc) {
    const now = performance.now();
    const clock = Y.getState(doc.store, this.writer.client);
    while (this.#unseen[0]?.clock <= clock) this.visible.push(now - this.#unseen.shift().at);
  }
}

async function seats(server, count) {
  const browsers = [];
  for (const email of emails) browsers.push(await signedIn(server, email));
  const document = await browsers[0].newDocument(`Zu ${count}`);
  const hands = [];
  for (let i = 0; i < count; ++i) {
    hands.push(new Hand(await new Writer(server, browsers[i % 2], document).connect()));
  }
  for (const [i, hand] of hands.entries()) {
    const watched = hands[(i + 1) % count];
    hand.writer.onHeard = () => {
      hand.noteDurable();
      watched.noteSeen(hand.writer.doc);
    };
  }
  return hands;
}

const quantile = (sorted, part) => sorted[Math.floor((sorted.length - 1) * part)];
const sort = (list) => [...list].sort((a, b) => a - b);
const rounded = (ms) => Number(ms.toFixed(2));

async function run(hands, count) {
  for (const hand of hands) {
    hand.durable = [];
    hand.visible = [];
  }
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  await Promise.all(hands.map((hand) => hand.type(Math.ceil(count / hands.length))));
  lag.disable();
  const durable = sort(hands.flatMap((hand) => hand.durable));
  const visible = sort(hands.flatMap((hand) => hand.visible));
  const texts = new Set(hands.map((hand) => hand.writer.words));
  if (texts.size !== 1) throw new Error('the writers do not see the same text');
  return {
    keystrokes: visible.length,
    durable_p50_ms: quantile(durable, 0.5),
    durable_p99_ms: quantile(durable, 0.99),
    visible_p50_ms: quantile(visible, 0.5),
    visible_p99_ms: quantile(visible, 0.99),
    generator_lag_p99_ms: Math.max(0, lag.percentile(99) / 1e6 - 5),
  };
}

const figures = [
  'durable_p50_ms',
  'durable_p99_ms',
  'visible_p50_ms',
  'visible_p99_ms',
  'generator_lag_p99_ms',
];

async function measure(count) {
  const server = await new Server(await demoFolder()).start();
  const hands = await seats(server, count);
  await run(hands, warmUpKeystrokes);
  const all = [];
  for (let i = 0; i < runs; ++i) all.push(await run(hands, keystrokes));
  await server.stop();
  const result = { writers: count, runs, keystrokes_per_run: all[0].keystrokes };
  console.log(`\n${count} writers, ${runs} runs of ${all[0].keystrokes} keys: median (spread)`);
  for (const figure of figures) {
    const values = sort(all.map((one) => one[figure]));
    result[figure] = rounded(quantile(values, 0.5));
    const spread = `${rounded(values[0])} to ${rounded(values.at(-1))}`;
    console.log(`  ${figure.padEnd(22)} ${result[figure].toFixed(2).padStart(9)}  (${spread})`);
  }
  return result;
}

const load = loadavg()[0];
const results = [];
for (const count of [2, 20]) results.push(await measure(count));
const git = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' });
const line = {
  bench: 'typing',
  question: 'keystroke until durable, and until visible at a second client',
  at: new Date().toISOString(),
  commit: git.stdout.trim(),
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? '',
  load_average: rounded(load),
  results,
};
appendFileSync(options.ledger, `${JSON.stringify(line)}\n`);
process.exit(0);
