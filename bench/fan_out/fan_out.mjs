// SPDX-License-Identifier: EUPL-1.2
// How much does it cost to bring a keystroke to everybody else? README.md explains the figures.
import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import * as Y from 'yjs';
import { base64, Ycheck } from '../../tests/compat/ycheck.mjs';
import { judgement } from './judgement.mjs';
import { bareRelay, peers } from './peers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    program: { type: 'string' },
    ledger: { type: 'string', default: join(root, 'bench/ledger.jsonl') },
    runs: { type: 'string', default: '3' },
    secs: { type: 'string' },
    load: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
    'no-ledger': { type: 'boolean', default: false },
  },
});

if (values.program) process.env.DENKRAUM_BIN = resolve(values.program);
const { signedIn } = await import('../../tests/faults/support/browser.mjs');
const { demoFolder, freshFolder, program, Server } = await import('../../tests/faults/support/server.mjs');

/**
 * Clients, documents, updates a second of each writer, share of writers, moves of the cursor a second,
 * kB of text that each document has before they come.
 */
const loads = {
  alone: { clients: 2, documents: 1, rate: 5 },
  few: { clients: 200, documents: 20, rate: 5 },
  many: { clients: 1000, documents: 100, rate: 5 },
  one_document: { clients: 200, documents: 1, rate: 5 },
  cursors: { clients: 200, documents: 1, rate: 5, awareness: 5 },
  idle: { clients: 2000, documents: 100, rate: 0.001, writers: 0.001 },
  long_100kB: { clients: 1000, documents: 100, rate: 5, prefill: 100 },
  long_1MB: { clients: 50, documents: 5, rate: 5, prefill: 1000 },
  long_5MB: { clients: 10, documents: 1, rate: 5, prefill: 5000 },
  soak: { clients: 500, documents: 50, rate: 5, secs: 600 },
};
/** A draft of a few pages. */
const prefill_kb = 10;
const wanted = values.load ?? ['alone', 'few', 'many', 'one_document', 'cursors', 'idle'];
const servers = values.only ?? ['denkraum', ...Object.keys(peers), 'bare relay'];

const folder = freshFolder('fan-out');
mkdirSync(folder);
const generator = join(folder, 'loadgen');
const relay = join(folder, 'relay');
const sources = { 'loadgen.cpp': generator, 'relay.cpp': relay };
for (const [source, program] of Object.entries(sources)) {
  const file = fileURLToPath(new URL(source, import.meta.url));
  execFileSync('g++', ['-std=c++20', '-O2', '-o', program, file]);
}

/** Our server as `make run` starts it, durability on, with as many documents as the load wants. */
async function ours(documents) {
  const server = new Server(await demoFolder());
  await server.start();
  const browser = await signedIn(server, 'delegierte@agentur.example');
  const names = [];
  for (let i = 0; i < documents; ++i) names.push(await browser.newDocument(`Last ${i}`));
  const file = join(folder, `names-${server.port}`);
  writeFileSync(file, names.map((name) => `${name}\n`).join(''));
  const options = ['--prefix', 'ws/document/', '--names', file];
  options.push('--cookie', browser.cookie, '--origin', server.origin, '--hello', 1);
  return { pid: server.pid, port: server.port, stop: () => server.kill(), options };
}

const residentMb = (pid) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);

/** Of a long run: the server's memory twelve times while it lasts, and once after all have left. */
function memoryCurve(pid, secs) {
  if (secs < 60) return async () => ({});
  const curve = [];
  const timer = setInterval(() => curve.push(residentMb(pid)), (secs * 1000) / 12);
  return async () => {
    clearInterval(timer);
    // A room without guests lingers for half a minute.
    await new Promise((done) => setTimeout(done, 45_000));
    return { memory_curve_mb: curve, after_all_left_mb: residentMb(pid) };
  };
}

/** What memory may grow by between its second minute and its end; the text that is written, too. */
const growth_mb_max = 12;

/** From two minutes on, when every document has been open for a while: the end above the beginning. */
const growth = (curve, secs) => {
  const settled = curve?.slice(Math.floor((120 / secs) * curve.length));
  return settled?.length > 1 ? settled.at(-1) - settled[0] : 0;
};

/** The text that a document's bytes bring, as the engine reads them; nothing without a build of it. */
async function readByEngine(states) {
  const ycheck = join(dirname(program), 'ycheck');
  if (!existsSync(ycheck)) return null;
  const engine = new Ycheck(ycheck);
  const texts = [];
  for (const state of states) {
    await engine.okay('drop d');
    const isTaken = state.length > 0 && (await engine.ask(`apply d ${base64(state)}`)) === 'ok';
    texts.push(isTaken ? JSON.parse(await engine.okay('json d t text')) : undefined);
  }
  engine.close();
  return texts;
}

/** Of a hundred documents: in how many what the server gives out says what was typed, to yjs and to us. */
async function sameTextPct(folder, documents) {
  const of = (kind) =>
    Array.from({ length: documents }, (_, i) => readFileSync(join(folder, `${i}.${kind}`)));
  const states = of('update');
  const ours = await readByEngine(states);
  const same = of('txt').filter((text, i) => {
    if (states[i].length === 0) return false; // the server did not answer
    const doc = new Y.Doc();
    Y.applyUpdate(doc, states[i]);
    const isRead = doc.getText('t').toString() === text.toString();
    if (!isRead) console.error(`document ${i}: yjs reads another text than was typed`);
    const isOurs = !ours || ours[i] === text.toString();
    if (!isOurs) console.error(`document ${i}: the engine reads another text than was typed`);
    return isRead && isOurs;
  });
  return (same.length * 100) / documents;
}

async function measured(name, load) {
  const { clients, documents, rate, writers = 1, awareness = 0, prefill = prefill_kb } = loads[load];
  const secs = Number(values.secs ?? loads[load].secs ?? 10);
  const peer = name === 'bare relay' ? bareRelay(relay) : peers[name];
  const server = peer ? await peer.start() : await ours(documents);
  try {
    const words = ['--port', server.port, '--pid', server.pid, '--label', `${name} ${load}`];
    words.push('--clients', clients, '--docs', documents, '--rate', rate, '--writers', writers);
    words.push('--awareness', awareness, '--secs', secs, '--drain', 10, '--prefill', prefill);
    words.push(...(peer?.options ?? []), ...(server.options ?? []));
    const states = mkdtempSync(join(folder, 'states-'));
    words.push('--states', states);
    const ended = memoryCurve(server.pid, secs);
    const { stdout, stderr } = await promisify(execFile)(generator, words.map(String));
    if (stderr) console.error(stderr.slice(0, 2000));
    const one = JSON.parse(stdout);
    if (one.verify_pct >= 0) one.verify_pct = Math.min(one.verify_pct, await sameTextPct(states, documents));
    return { ...one, ...(await ended()) };
  } finally {
    await server.stop();
  }
}

/** What may not be, of our server, however busy the machine was. */
function faults(ours, load) {
  if (!ours) return [];
  const told = [];
  if (ours.views_pct < 100) told.push(`${ours.views_pct} % of the clients have every word of the others`);
  if (ours.verify_pct < 100) told.push(`${ours.verify_pct} % of the documents say what was typed`);
  if (ours.acked_pct < 100) told.push(`${ours.acked_pct} % of the clients were told that all of theirs is durable`);
  const grown = growth(ours.memory_curve_mb, Number(values.secs ?? loads[load].secs));
  if (grown > growth_mb_max) told.push(`memory grew by ${grown} MB, at most ${growth_mb_max}`);
  return told;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

for (const load of wanted) {
  const runs = Object.fromEntries(servers.map((name) => [name, []]));
  for (let run = 0; run < Number(values.runs); ++run) {
    for (const name of servers) {
      const one = await measured(name, load);
      runs[name].push(one);
      console.error(JSON.stringify(one));
    }
  }
  const line = {
    bench: 'fan_out',
    question: `bring keystrokes to everybody else: ${load}`,
    at: new Date().toISOString(),
    commit: execFileSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    cores: cpus().length,
    cpu: cpus()[0].model.trim(),
    load_average: loadavg()[0],
    ...loads[load],
    prefill: loads[load].prefill ?? prefill_kb,
    runs: Number(values.runs),
  };
  for (const name of servers) {
    const of = (key) => median(runs[name].map((one) => one[key]));
    line[name] = {
      delivered_per_s: of('delivered_per_s'),
      delivered_pct: of('delivered_pct'),
      us_per_delivery: of('srv_us_per_delivery'),
      p50_ms: of('p50_ms'),
      p99_ms: of('p99_ms'),
      ...(loads[load].awareness && {
        cursors_sent_per_s: of('aw_sent_per_s'),
        cursors_shown_per_s: of('aw_per_s'),
        cursors_current_pct: of('aw_current_pct'),
        cursors_p50_ms: of('aw_p50_ms'),
        cursors_p99_ms: of('aw_p99_ms'),
      }),
      ...(name === 'denkraum' && {
        acked_pct: Math.min(...runs[name].map((one) => one.acked_pct)),
        ack_p50_ms: of('ack_p50_ms'),
        ack_p99_ms: of('ack_p99_ms'),
      }),
      cpu_s_per_s: of('srv_cpu_s') / Number(values.secs ?? loads[load].secs ?? 10),
      rss_mb: runs[name].at(-1).srv_rss_mb,
      memory_curve_mb: runs[name].at(-1).memory_curve_mb,
      after_all_left_mb: runs[name].at(-1).after_all_left_mb,
      generator_lag_ms: of('gen_lag_ms'),
      views_pct: Math.min(...runs[name].map((one) => one.views_pct)),
      verify_pct: Math.min(...runs[name].map((one) => one.verify_pct)),
    };
    const { us_per_delivery, p50_ms, p99_ms, delivered_pct, rss_mb } = line[name];
    console.log(
      `${load.padEnd(13)} ${name.padEnd(12)} ${us_per_delivery} µs a delivery, p50 ${p50_ms} ms, ` +
        `p99 ${p99_ms} ms, ${delivered_pct} % delivered, MB ${rss_mb.join(' → ')}`,
    );
  }
  if (!values['no-ledger']) appendFileSync(values.ledger, `${JSON.stringify(line)}\n`);
  const { told, isMissed } = judgement(line, load);
  if (told.length > 0) console.log(told.join('\n'));
  if (isMissed) process.exitCode = 1;
  for (const fault of faults(line.denkraum, load)) {
    console.error(`FAILED: ${load}: ${fault}`);
    process.exitCode = 1;
  }
}
process.exit();
