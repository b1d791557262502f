// SPDX-License-Identifier: EUPL-1.2
// Reads one published page from Denkraum and from nginx, in turn; see README.md.
import { spawn, execFileSync } from 'node:child_process';
import {
  appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: join(root, 'build/release/bin/denkraum') },
    path: { type: 'string', default: '/leitlinien/ki-einsatz' },
    url: { type: 'string' },
    pid: { type: 'string' },
    runs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    ledger: { type: 'string', default: join(root, 'bench/ledger.jsonl') },
  },
});
const runs = Number(options.runs);
const seconds = Number(options.seconds);
const connections = 64;
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const rateGoal = 0.6;
const cpuGoal = 1.5;

const folder = mkdtempSync(join(tmpdir(), 'denkraum-bench-'));
// Started by root, nginx reads the page as another user.
chmodSync(folder, 0o755);
const children = [];

function stop() {
  for (const child of children) child.kill('SIGTERM');
}

function fail(message) {
  stop();
  console.error(message);
  process.exit(1);
}

function freePort() {
  return new Promise((found, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function get(url) {
  // wrk sends no Accept-Encoding, so the plain bytes are what is measured.
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
}

async function waitFor(url, patienceMs) {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    try {
      const answer = await get(url);
      if (answer.status === 200) return answer;
    } catch {
      // Not listening yet.
    }
    await pause(100);
  }
  return fail(`no answer 200 from ${url}`);
}

function start(program, parameters) {
  const child = spawn(program, parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
  child.on('error', (error) => fail(`${program}: ${error.message}`));
  children.push(child);
  return child.pid;
}

/** CPU seconds of a process with all its threads; children that still run are asked for too. */
function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const list = `/proc/${pid}/task/${pid}/children`;
  const below = existsSync(list) ? readFileSync(list, 'utf8').trim() : '';
  let total = ticks / ticksPerSecond;
  for (const child of below.split(' ').filter(Boolean)) total += cpuSeconds(Number(child));
  return total;
}

function wrk(url, duration) {
  const out = execFileSync('wrk', ['-t1', `-c${connections}`, `-d${duration}s`, url], {
    encoding: 'utf8',
  });
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(out)?.[1]);
  const requests = Number(/(\d+) requests in/.exec(out)?.[1]);
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(out)?.[1];
  if (!rate || !requests || bad) fail(`wrk did not get what it asked for:\n${out}`);
  return { rate, requests };
}

function measure(peer) {
  const before = cpuSeconds(peer.pid);
  const { rate, requests } = wrk(peer.url, seconds);
  const cpuUs = ((cpuSeconds(peer.pid) - before) * 1e6) / requests;
  peer.rates.push(rate);
  peer.cpus.push(cpuUs);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

async function startDenkraum() {
  if (options.url) {
    if (!options.pid) fail('--url needs --pid, or no CPU time can be measured');
    return { name: 'denkraum', url: options.url + options.path, pid: Number(options.pid) };
  }
  const port = await freePort();
  const data = join(folder, 'data');
  const pid = start(options.program, ['serve', '--data', data, '--port', String(port), '--demo']);
  return { name: 'denkraum', url: `http://127.0.0.1:${port}${options.path}`, pid };
}

async function startNginx(bytes) {
  const port = await freePort();
  mkdirSync(join(folder, 'www'));
  writeFileSync(join(folder, 'www/page.html'), bytes);
  const configuration = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `  ${kind}_temp_path ${folder}/${kind};`,
  );
  writeFileSync(
    configuration,
    `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
worker_processes ${cpus().length};
events { worker_connections 1024; }
http {
${temporary.join('\n')}
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  open_file_cache max=16; types { text/html html; }
  server { listen 127.0.0.1:${port} reuseport; root ${folder}/www; }
}
`,
  );
  const pid = start('nginx', ['-e', join(folder, 'error.log'), '-c', configuration]);
  return { name: 'nginx', url: `http://127.0.0.1:${port}/page.html`, pid };
}

process.on('exit', () => {
  stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

const ours = await startDenkraum();
const page = await waitFor(ours.url, 120_000);
const nginx = await startNginx(page.bytes);
const same = await waitFor(nginx.url, 10_000);
if (!same.bytes.equals(page.bytes)) fail('the two do not serve the same bytes');

const peers = [ours, nginx].map((peer) => Object.assign(peer, { rates: [], cpus: [] }));
for (const peer of peers) wrk(peer.url, 2);
for (let i = 0; i < runs; ++i) for (const peer of peers) measure(peer);
const after = await get(ours.url);
if (!after.bytes.equals(page.bytes)) fail('the page changed while it was measured');

const result = {};
for (const peer of peers) {
  const rate = median(peer.rates);
  const cpu = median(peer.cpus);
  const spread = (list) => `${Math.min(...list).toFixed(1)} to ${Math.max(...list).toFixed(1)}`;
  result[peer.name] = { requests_per_s: rate, cpu_us_per_request: cpu };
  console.log(
    `${peer.name.padEnd(9)} ${rate.toFixed(0).padStart(8)} requests/s (${spread(peer.rates)}), ` +
      `${cpu.toFixed(1)} µs CPU per request (${spread(peer.cpus)})`,
  );
}
const rateRatio = result.denkraum.requests_per_s / result.nginx.requests_per_s;
const cpuRatio = result.denkraum.cpu_us_per_request / result.nginx.cpu_us_per_request;
const verdict = (ok) => (ok ? 'reached' : 'missed');
console.log(
  `${page.bytes.length} bytes: ${(100 * rateRatio).toFixed(0)} % of nginx's requests/s ` +
    `(goal 60 %: ${verdict(rateRatio >= rateGoal)}), ${cpuRatio.toFixed(2)} times its CPU ` +
    `per request (goal 1.5: ${verdict(cpuRatio <= cpuGoal)})`,
);
const line = {
  bench: 'page',
  at: new Date().toISOString(),
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? '',
  path: options.path,
  bytes: page.bytes.length,
  runs,
  seconds,
  connections,
  ...result,
  rate_ratio: Number(rateRatio.toFixed(3)),
  cpu_ratio: Number(cpuRatio.toFixed(3)),
};
appendFileSync(options.ledger, `${JSON.stringify(line)}\n`);
process.exit(rateRatio >= rateGoal && cpuRatio <= cpuGoal ? 0 : 1);
