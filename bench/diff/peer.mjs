// SPDX-License-Identifier: EUPL-1.2
// What the npm package `diff` (jsdiff) needs for the words, or the lines, of the same two texts.
//   node peer.mjs before.txt after.txt runs words|lines
import { readFileSync } from 'node:fs';
import { diffLines, diffWords } from 'diff';

const [before, after] = process.argv.slice(2, 4).map((path) => readFileSync(path, 'utf8'));
const runs = Number(process.argv[4]);
const compare = process.argv[5] === 'lines' ? diffLines : diffWords;
const cpu = [];
const wall = [];
let parts = [];
for (let i = 0; i < runs; i += 1) {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  parts = compare(before, after);
  const used = process.cpuUsage(cpuBefore);
  cpu.push((used.user + used.system) / 1000);
  wall.push(performance.now() - start);
}
const share = (kind) => parts.filter(kind).reduce((sum, part) => sum + part.count, 0);
console.log(JSON.stringify({
  parts: parts.length,
  added: share((part) => part.added),
  removed: share((part) => part.removed),
  cpu_ms: cpu.map((ms) => Number(ms.toFixed(1))),
  wall_ms: wall.map((ms) => Number(ms.toFixed(1))),
}));
