// SPDX-License-Identifier: EUPL-1.2
// Who wrote which words of a guideline of a hundred pages; see README.md.
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
    ledger: { type: 'string', default: join(root, 'bench/ledger.jsonl') },
  },
});
const goalMs = 50;
const bench = join(dirname(resolve(options.program)), 'bench_blame');
const { cpu_ms: times, ...counts } = JSON.parse(execFileSync(bench, { encoding: 'utf8' }));
const round = (ms) => Number(ms.toFixed(2));
const sorted = [...times].sort((a, b) => a - b);
const median = round(sorted[Math.floor(sorted.length / 2)]);
const line = {
  bench: 'blame',
  question: 'who wrote which words of a guideline of a hundred pages',
  at: new Date().toISOString(),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  cores: cpus().length,
  cpu: cpus()[0].model,
  load_average: round(loadavg()[0]),
  ...counts,
  runs_measured: times.length,
  cpu_ms: median,
  cpu_ms_spread: [round(sorted[0]), round(sorted[sorted.length - 1])],
  goal_ms: goalMs,
};
appendFileSync(options.ledger, `${JSON.stringify(line)}\n`);
console.log(`${counts.records} records, ${counts.words} words: ${median} ms (goal ${goalMs} ms)`);
if (median > goalMs) process.exitCode = 1;
