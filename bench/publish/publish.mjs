// SPDX-License-Identifier: EUPL-1.2
// How long the files of an edition of a hundred pages take; see README.md.
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: join(root, 'build/release/bin/denkraum') },
    runs: { type: 'string', default: '5' },
    ledger: { type: 'string', default: join(root, 'bench/ledger.jsonl') },
  },
});
const bin = dirname(resolve(options.program));
const share = join(bin, '../share/denkraum');

function once() {
  const out = execFileSync(join(bin, 'bench_publish'), [share], { encoding: 'utf8' });
  return JSON.parse(out);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)]);
}

once();
const results = Array.from({ length: Number(options.runs) }, once);
const [{ paragraphs, bytes, missing }] = results;
if (missing.length > 0) {
  console.error(`not all files can be made here: ${missing.join('; ')}`);
  process.exit(1);
}
const ms = {};
for (const format of Object.keys(results[0].ms)) {
  const times = results.map((one) => one.ms[format]);
  ms[format] = { median: median(times), spread: [Math.min(...times), Math.max(...times)].map(Math.round) };
  console.log(`${format.padEnd(20)} ${String(ms[format].median).padStart(6)} ms`);
}
const line = {
  bench: 'publish',
  question: 'make every file of an edition of a hundred pages',
  at: new Date().toISOString(),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  cores: cpus().length,
  cpu: cpus()[0].model,
  load_average: Number(loadavg()[0].toFixed(2)),
  paragraphs,
  runs: results.length,
  wall_ms: ms,
  bytes,
};
appendFileSync(options.ledger, `${JSON.stringify(line)}\n`);
