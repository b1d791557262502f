// SPDX-License-Identifier: EUPL-1.2
// npm test [-- --runs N] [--seed S] [--only TEXT]: compiles every *.test.ts to a temporary folder
// and runs it with node's test runner. With --browser: every *.browser.ts, on what build.mjs makes,
// in Chromium (DENKRAUM_CHROMIUM; pictures go to DENKRAUM_SHOTS).
import { execFileSync, spawn } from 'node:child_process';
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

const inBrowser = process.argv.includes('--browser');
const ending = inBrowser ? '.browser.ts' : '.test.ts';

function testsUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testsUnder(path);
    return entry.name.endsWith(ending) ? [path] : [];
  });
}

const only = argument('only');
const entryPoints = ['islands', 'shared']
  .flatMap((folder) => testsUnder(join(here, folder)))
  .filter((path) => only === undefined || path.includes(only));
// Below node_modules, so that what is not bundled is found.
const folder = inBrowser ? join(here, 'node_modules') : tmpdir();
const outdir = mkdtempSync(join(folder, '.denkraum-web-test-'));
await build({
  entryPoints,
  outdir,
  outbase: here,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  external: ['playwright-core'],
  sourcemap: 'inline',
  banner: {
    js:
      "import { createRequire as makeRequire } from 'node:module';" +
      'const require = makeRequire(import.meta.url);',
  },
  logLevel: 'warning',
});
const files = entryPoints.map((path) =>
  join(outdir, path.slice(here.length).replace(/\.ts$/, '.mjs')),
);
const env = { ...process.env };
if (argument('runs')) env.DENKRAUM_RUNS = argument('runs');
if (argument('seed')) env.DENKRAUM_SEED = argument('seed');
if (inBrowser) {
  env.DENKRAUM_WEB_HOME = here;
  env.DENKRAUM_WEB_FILES = join(outdir, 'built');
  execFileSync(process.execPath, [join(here, 'build.mjs'), '--out', env.DENKRAUM_WEB_FILES]);
}
// A browser waits half of the time, and so does what cuts lines: two files at once.
const flags = ['--enable-source-maps', '--test', '--test-concurrency=2'];
const runner = spawn(process.execPath, [...flags, ...files], { stdio: 'inherit', env });
runner.on('exit', (code) => {
  rmSync(outdir, { recursive: true, force: true });
  process.exit(code ?? 1);
});
