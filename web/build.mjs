// SPDX-License-Identifier: EUPL-1.2
// node build.mjs --out DIR: everything the browser gets, under stable names (the server hashes).
//   DIR/start.js              finds the islands of a page and imports what it needs
//   DIR/islands/<name>.js     one island each; shared parts in DIR/parts/
//   DIR/styles/*.css          the design system, our own styles, one file per island
//   DIR/styles/fonts/*        the fonts those styles name
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const at = process.argv.indexOf('--out');
if (at < 0 || !process.argv[at + 1]) {
  console.error('usage: node build.mjs --out DIR');
  process.exit(2);
}
const out = resolve(process.argv[at + 1]);
const kern = join(here, 'node_modules/@kern-ux/native/dist');
const weights = ['Regular', 'Italic', 'SemiBold', 'Bold'];

const islands = readdirSync(join(here, 'islands')).filter((name) =>
  existsSync(join(here, 'islands', name, 'index.ts')),
);

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'styles'), { recursive: true });

const { metafile } = await build({
  entryPoints: {
    start: join(here, 'shared/start.ts'),
    ...Object.fromEntries(
      islands.map((name) => [`islands/${name}`, join(here, 'islands', name, 'index.ts')]),
    ),
  },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022'],
  minify: true,
  legalComments: 'linked',
  entryNames: '[dir]/[name]',
  chunkNames: 'parts/[name]-[hash]',
  metafile: true,
  logLevel: 'warning',
});

/** Fonts: only the weights in use, only the file form every browser reads. */
function fonts() {
  const css = readFileSync(join(kern, 'fonts/fira-sans.css'), 'utf8');
  const faces = css.match(/@font-face\s*{[^}]*}/g) ?? [];
  const used = faces.filter((face) => weights.some((weight) => face.includes(`FiraSans-${weight}.`)));
  mkdirSync(join(out, 'styles/fonts'), { recursive: true });
  const text = used.map((face) => face.replace(/url\((['"]?)([^'")]+)\1\)/g, (_all, _quote, path) => {
    const name = path.split('/').pop();
    cpSync(join(kern, 'fonts/fira-sans', name), join(out, 'styles/fonts', name));
    return `url("fonts/${name}")`;
  }));
  writeFileSync(join(out, 'styles/fonts.css'), `${text.join('\n')}\n`);
}

async function styles() {
  fonts();
  cpSync(join(kern, 'kern.min.css'), join(out, 'styles/kern.css'));
  const own = readdirSync(join(here, 'styles')).filter((name) => name.endsWith('.css'));
  const entries = own.map((name) => ({ in: join(here, 'styles', name), out: name.slice(0, -4) }));
  for (const name of islands) {
    const file = join(here, 'islands', name, `${name}.css`);
    if (existsSync(file)) entries.push({ in: file, out: name });
  }
  if (entries.length === 0) return;
  await build({
    entryPoints: entries,
    outdir: join(out, 'styles'),
    bundle: true,
    minify: true,
    external: ['*.woff2', '*.svg'],
    logLevel: 'warning',
  });
}
await styles();

/** One style sheet for every page: one request, one cache entry. */
const order = ['fonts', 'kern', 'site', 'reading', 'editor'];
const sheets = order.map((name) => join(out, 'styles', `${name}.css`)).filter(existsSync);
writeFileSync(
  join(out, 'styles/denkraum.css'),
  sheets.map((sheet) => readFileSync(sheet, 'utf8')).join('\n'),
);
cpSync(join(here, 'styles/icon.svg'), join(out, 'icon.svg'));

for (const [path, { bytes }] of Object.entries(metafile.outputs)) {
  if (path.endsWith('.js')) console.log(`${String(bytes).padStart(8)}  ${path.split('/').slice(-2).join('/')}`);
}
