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

const compiled = compiler.compile({ mainFilePath: join(folder, 'edition.typ') });
if (compiled.hasError()) report(compiled);
try {
  const { timestamp } = JSON.parse(edition);
  const pdf = compiler.pdf(compiled.result, {
    pdfStandard: 'ua-1',
    pdfTags: true,
    creationTimestamp: timestamp,
  });
  writeFileSync(join(folder, 'edition.pdf'), pdf);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
