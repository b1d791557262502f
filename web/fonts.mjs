// SPDX-License-Identifier: EUPL-1.2
// node fonts.mjs --out DIR: the design system's text font as TrueType files, for printed pages.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const here = fileURLToPath(new URL('.', import.meta.url));
const at = process.argv.indexOf('--out');
if (at < 0 || !process.argv[at + 1]) {
  console.error('usage: node fonts.mjs --out DIR');
  process.exit(2);
}
const out = resolve(process.argv[at + 1]);
const fonts = join(here, 'node_modules/@kern-ux/native/dist/fonts/fira-sans');

/** Latin, Greek and Cyrillic letters, punctuation, currency, arrows, mathematical signs. */
const ranges = [[0x20, 0x7e], [0xa0, 0x52f], [0x1e00, 0x1eff], [0x2000, 0x22ff], [0x25a0, 0x27bf]];
const characters = ranges
  .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
  .map((code) => String.fromCodePoint(code))
  .join('');

mkdirSync(out, { recursive: true });
for (const weight of ['Regular', 'Italic', 'SemiBold', 'SemiBoldItalic']) {
  const whole = readFileSync(join(fonts, `FiraSans-${weight}.woff2`));
  const part = await subsetFont(whole, characters, { targetFormat: 'truetype' });
  writeFileSync(join(out, `FiraSans-${weight}.ttf`), part);
}
