// SPDX-License-Identifier: EUPL-1.2
// node build.mjs --out DIR: everything the browser gets, under stable names (the server hashes).
//   DIR/start.js              finds the islands of a page and imports what it needs
//   DIR/islands/<name>.js     one island each; shared parts in DIR/parts/
//   DIR/styles/*.css          the design system, our own styles, one file per island
//   DIR/styles/fonts/*        the fonts those styles name
import {
  cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import subsetFont from 'subset-font';

const here = fileURLToPath(new URL('.', import.meta.url));
const at = process.argv.indexOf('--out');
if (at < 0 || !process.argv[at + 1]) {
  console.error('usage: node build.mjs --out DIR');
  process.exit(2);
}
const out = resolve(process.argv[at + 1]);
const kern = join(here, 'node_modules/@kern-ux/native/dist');
const weights = ['Regular', 'Italic', 'SemiBold'];

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

/** The characters of the fonts: those of Europe's languages in Latin letters. */
const ranges = [
  [0x20, 0x7e], [0xa0, 0x17f], [0x218, 0x21b], [0x2010, 0x2027], [0x2030, 0x203a], [0x2070, 0x2089],
  [0x20ac, 0x20ac], [0x2116, 0x2116], [0x2122, 0x2122], [0x2190, 0x2193], [0x2212, 0x2212],
  [0x2260, 0x2265], [0x1e9e, 0x1e9e],
];
const characters = ranges
  .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
  .map((code) => String.fromCodePoint(code))
  .join('');

/** Fonts: only the weights in use, only these characters, the one file form every browser reads. */
async function fonts() {
  const css = readFileSync(join(kern, 'fonts/fira-sans.css'), 'utf8');
  const faces = css.match(/@font-face\s*{[^}]*}/g) ?? [];
  mkdirSync(join(out, 'styles/fonts'), { recursive: true });
  const text = [];
  for (const weight of weights) {
    const name = `FiraSans-${weight}.woff2`;
    const face = faces.find((one) => one.includes(name));
    const whole = readFileSync(join(kern, 'fonts/fira-sans', name));
    const part = await subsetFont(whole, characters, { targetFormat: 'woff2' });
    writeFileSync(join(out, 'styles/fonts', name), part);
    const source = `src: url("fonts/${name}") format("woff2"); font-display: swap`;
    text.push(face.replace(/src:[^;]*/, source));
  }
  writeFileSync(join(out, 'styles/fonts.css'), `${text.join('\n')}\n`);
}

async function styles() {
  await fonts();
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

/** Paper is light, also for those who like their screen dark. */
function onScreen(css) {
  const dark = /@media\s*\((prefers-color-scheme:\s*dark)\)/g;
  return css.replace(dark, '@media screen and ($1)');
}

/** One style sheet for every page: one request, one cache entry. */
const order = ['fonts', 'kern', 'site', 'reading', 'editor'];
const sheets = order.map((name) => join(out, 'styles', `${name}.css`)).filter(existsSync);
writeFileSync(
  join(out, 'styles/denkraum.css'),
  sheets.map((sheet) => onScreen(readFileSync(sheet, 'utf8'))).join('\n'),
);
cpSync(join(here, 'styles/icon.svg'), join(out, 'icon.svg'));
// The server translates the editor's sentences.
cpSync(join(here, 'islands/editor/texts.json'), join(out, 'editor_texts.json'));

for (const [path, { bytes }] of Object.entries(metafile.outputs)) {
  const name = path.split('/').slice(-2).join('/');
  if (path.endsWith('.js')) console.log(`${String(bytes).padStart(8)}  ${name}`);
}
