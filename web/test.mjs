// SPDX-License-Identifier: EUPL-1.2
// npm test [-- --runs N] [--seed S] [--only TEXT]: compiles every *.test.ts to a temporary folder
// and runs it with node's test runner.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const argument = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

function testsUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testsUnder(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

const only = argument('only');
const entryPoints = ['islands', 'shared']
  .flatMap((folder) => testsUnder(join(here, folder)))
  .filter((path) => only === undefined || path.includes(only));
const outdir = mkdtempSync(join(tmpdir(), 'denkraum-web-test-'));
await build({
  entryPoints,
  outdir,
  outbase: here,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  sourcemap: 'inline',
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
});
const files = entryPoints.map((path) =>
  join(outdir, path.slice(here.length).replace(/\.ts$/, '.mjs')),
);
const env = { ...process.env };
if (argument('runs')) env.DENKRAUM_RUNS = argument('runs');
if (argument('seed')) env.DENKRAUM_SEED = argument('seed');
const runner = spawn(process.execPath, ['--enable-source-maps', '--test', ...files], {
  stdio: 'inherit',
  env,
});
runner.on('exit', (code) => {
  rmSync(outdir, { recursive: true, force: true });
  process.exit(code ?? 1);
});
