// SPDX-License-Identifier: EUPL-1.2
// How long the comparison of two long texts takes, here and in a peer; see README.md.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: join(root, 'build/release/bin/denkraum') },
    data: { type: 'string', default: join(root, '../shared/data/ai-act') },
    runs: { type: 'string', default: '5' },
    'peer-runs': { type: 'string', default: '1' },
    'peer-seconds': { type: 'string', default: '60' },
    ledger: { type: 'string', default: join(root, 'bench/ledger.jsonl') },
  },
});
const goalMs = 2000;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function summary(result) {
  const { cpu_ms: cpu, wall_ms: wall, ...rest } = result;
  return {
    ...rest,
    runs: cpu.length,
    cpu_ms: median(cpu),
    cpu_ms_spread: [Math.min(...cpu), Math.max(...cpu)],
    wall_ms: median(wall),
  };
}

/** One way of the peer to compare, or that it did not come to an end within its CPU seconds. */
function peerWay(files, way) {
  const limit = Number(options['peer-seconds']);
  const command = [process.execPath, join(here, 'peer.mjs'), ...files, options['peer-runs'], way];
  const bounded = ['-c', `ulimit -t ${limit}; exec "$@"`, 'sh', ...command];
  const child = spawnSync('sh', bounded, { encoding: 'utf8' });
  if (child.signal) return { gave_up_after_cpu_s: limit };
  if (child.status !== 0) return { failed: child.stderr.trim().split('\n').pop() };
  return summary(JSON.parse(child.stdout));
}

function peer(folder) {
  const about = join(here, 'node_modules/diff/package.json');
  if (!existsSync(about)) return { missing: 'npm ci in bench/diff' };
  const files = [join(folder, 'before.txt'), join(folder, 'after.txt')];
  const { version } = JSON.parse(readFileSync(about, 'utf8'));
  return { version, lines: peerWay(files, 'lines'), words: peerWay(files, 'words') };
}

const folder = mkdtempSync(join(tmpdir(), 'denkraum-bench-'));
try {
  const program = join(dirname(resolve(options.program)), 'bench_diff');
  const out = execFileSync(program, [options.data, options.runs, folder], { encoding: 'utf8' });
  const { texts, words, blocks, ...own } = JSON.parse(out);
  const denkraum = summary(own);
  const jsdiff = peer(folder);
  const git = spawnSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' });
  const line = {
    bench: 'diff',
    question: 'compare two long texts without common uids',
    at: new Date().toISOString(),
    commit: git.stdout.trim(),
    cores: cpus().length,
    cpu: cpus()[0].model.replace(/ \d.*/, ''),
    load_average: Number(loadavg()[0].toFixed(2)),
    texts,
    words,
    blocks,
    denkraum,
    jsdiff,
  };
  const peerMs = jsdiff.words?.cpu_ms ?? (jsdiff.words?.gave_up_after_cpu_s ?? 0) * 1000;
  if (peerMs) line.words_cpu_ratio_at_least = Math.floor(peerMs / denkraum.cpu_ms);
  appendFileSync(options.ledger, `${JSON.stringify(line)}\n`);
  console.log(JSON.stringify(line, null, 2));
  if (denkraum.cpu_ms > goalMs) {
    console.error(`slower than the goal of ${goalMs} ms`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
