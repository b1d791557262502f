// SPDX-License-Identifier: EUPL-1.2
// node compile.mjs: makes edition.pdf from edition.json in the folder it is started in, with the
// template and the fonts beside this file. Refuses what PDF/UA-1 does not allow: then it says why on
// standard error and ends with 1. Ends with 3 when the compiler itself is missing.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = process.cwd();

let NodeCompiler;
try {
  ({ NodeCompiler } = (await import('@myriaddreamin/typst-ts-node-compiler')).default);
} catch (error) {
  console.error(`the Typst compiler cannot be loaded: ${error.message}`);
  process.exit(3);
}

const edition = readFileSync(join(folder, 'edition.json'));
const compiler = NodeCompiler.create({
  workspace: folder,
  fontArgs: [{ fontPaths: [join(here, 'fonts')] }],
});
compiler.addSource(join(folder, 'edition.typ'), readFileSync(join(here, 'edition.typ'), 'utf8'));
for (const name of readdirSync(folder)) {
  if (/\.(json|png|jpg)$/.test(name)) {
    compiler.mapShadow(join(folder, name), readFileSync(join(folder, name)));
  }
}

/** What Typst found, one line each. */
function report(result) {
  const found = compiler.fetchDiagnostics(result.takeDiagnostics());
  console.error(found.map((one) => one.message ?? String(one)).join('\n'));
  process.exit(1);
}

/** Signs in a refusal that no font has: the text in quotes, as Rust writes it. */
function unknownSigns(message) {
  const signs = new Set();
  for (const [, quoted] of message.matchAll(/the text `\\*"(.*?)\\*"` could not be displayed/g)) {
    const text = quoted.replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex) =>
      String.fromCodePoint(parseInt(hex, 16)));
    for (const sign of text) if (sign.codePointAt(0) > 0x7f) signs.add(sign);
  }
  return [...signs];
}

/** "U+6F22". */
const codeOf = (sign) => `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Makes the PDF; gives the signs that cost it, or null. */
function attempt() {
  const compiled = compiler.compile({ mainFilePath: join(folder, 'edition.typ') });
  if (compiled.hasError()) report(compiled);
  try {
    const pdf = compiler.pdf(compiled.result, {
      pdfStandard: 'ua-1',
      pdfTags: true,
      creationTimestamp: JSON.parse(edition).timestamp,
    });
    writeFileSync(join(folder, 'edition.pdf'), pdf);
    return null;
  } catch (error) {
    const signs = unknownSigns(error.message);
    if (signs.length > 0) return signs;
    console.error(error.message);
    process.exit(1);
  }
}

// A sign that no font has stands in the PDF as its number, and is told: "signs U+6F22 U+5B57".
const told = [];
let text = edition.toString('utf8');
for (let signs = attempt(); signs !== null; signs = attempt()) {
  for (const sign of signs) {
    if (told.includes(codeOf(sign))) {
      console.error(`the sign ${codeOf(sign)} cannot be replaced`);
      process.exit(1);
    }
    told.push(codeOf(sign));
    text = text.replaceAll(sign, `[${codeOf(sign)}]`);
  }
  compiler.mapShadow(join(folder, 'edition.json'), Buffer.from(text));
}
if (told.length > 0) console.log(`signs ${told.join(' ')}`);
