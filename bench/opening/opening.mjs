// SPDX-License-Identifier: EUPL-1.2
// From the click on a large draft to its text, ready to be written in; see README.md.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { values: options } = parseArgs({
  options: {
    program: { type: 'string', default: join(root, 'build/release/bin/denkraum') },
    chromium: { type: 'string', default: process.env.DENKRAUM_CHROMIUM ?? '/usr/bin/chromium' },
    runs: { type: 'string', default: '5' },
    megabytes: { type: 'string', default: '5' },
    ledger: { type: 'string', default: join(root, 'bench/ledger.jsonl') },
  },
});
for (const path of [options.program, options.chromium]) {
  if (existsSync(path)) continue;
  console.error(`${path} is missing: run make build first`);
  process.exit(1);
}
process.env.DENKRAUM_BIN = options.program;
const { signedIn } = await import('../../tests/faults/support/browser.mjs');
const { demoFolder, Server } = await import('../../tests/faults/support/server.mjs');
const { Writer, Y } = await import('../../tests/faults/support/writer.mjs');
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');

const runs = Number(options.runs);
const bytesWanted = Number(options.megabytes) * 1_000_000;
const email = 'delegierte@agentur.example';
const patienceMs = 60_000;
/** The median in a new window. */
const goalMs = 2000;

/** The document: headings and paragraphs of ordinary length, written through a socket. */
async function largeDocument(server) {
  const browser = await signedIn(server, email);
  const document = await browser.newDocument('Ein langer Text');
  const writer = await new Writer(server, browser, document).connect();
  const sentence = 'Menschen entscheiden, die Maschine hilft ihnen dabei und legt offen, wie. ';
  let blocks = 0;
  let size = 0;
  const uid = (n) => `bench${String(n).padStart(17, '0')}`;
  while (size < bytesWanted) {
    // In frames of half a megabyte, as people paste.
    const delta = [];
    for (let frame = 0; frame < 500_000 && size < bytesWanted; blocks++) {
      const isHead = blocks % 25 === 0;
      const words = isHead ? `Abschnitt ${blocks}` : sentence.repeat(3 + (blocks % 4));
      delta.push({ insert: isHead ? { b: uid(blocks), kind: 'h', level: 2 } : { b: uid(blocks) } });
      delta.push({ insert: words });
      frame += words.length + 44;
      size += words.length + 44;
    }
    writer.text.applyDelta([{ retain: writer.text.length }, ...delta], { sanitize: false });
    await writer.saved();
  }
  const bytes = Y.encodeStateAsUpdate(writer.doc).length;
  await writer.cut();
  if (bytes < bytesWanted) throw new Error(`the document has ${bytes} bytes only`);
  return { document, bytes, blocks, cookie: browser.cookie };
}

/** In the page: notes when the text can be written in, and has been drawn. */
function watch() {
  const note = () => {
    const words = document.querySelector('.dk-words[contenteditable=true]');
    if (words === null || words.closest('[hidden]') || words.childElementCount < 100) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.openedAfter = performance.now())));
  };
  const observer = new MutationObserver(note);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}

/** From the beginning of the navigation, on the wall's clock. */
async function opened(context, address, blocks) {
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.addInitScript(watch);
  await page.goto(address, { waitUntil: 'commit' });
  const ms = await (await page.waitForFunction(() => window.openedAfter)).jsonValue();
  const shown = await page.locator('.dk-words > .dk-block').count();
  if (shown < blocks) throw new Error(`${shown} of ${blocks} blocks are shown`);
  // The device is given time to keep the text, so that the next opening finds it there.
  await page.waitForTimeout(2000);
  await page.close();
  return ms;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const rounded = (ms) => Number(ms.toFixed(1));

const load = loadavg()[0];
const server = await new Server(await demoFolder()).start();
const { document, bytes, blocks, cookie } = await largeDocument(server);
const browser = await chromium.launch({
  executablePath: options.chromium,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
const cookies = cookie.split('; ').map((pair) => {
  const at = pair.indexOf('=');
  return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.origin };
});
const first = [];
const again = [];
for (let run = 0; run <= runs; ++run) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addCookies(cookies);
  const address = `${server.origin}/dokumente/${document}`;
  const times = [await opened(context, address, blocks), await opened(context, address, blocks)];
  await context.close();
  // The first run warms up the server and the disk.
  if (run === 0) continue;
  first.push(times[0]);
  again.push(times[1]);
}
await browser.close();
await server.stop();

const results = [];
for (const [window, times] of [['new', first], ['known', again]]) {
  const sorted = [...times].sort((a, b) => a - b);
  const [least, most] = [rounded(sorted[0]), rounded(sorted.at(-1))];
  results.push({ window, opened_ms: rounded(median(times)), least_ms: least, most_ms: most });
  console.log(`${window.padEnd(6)} ${rounded(median(times))} ms (${least} to ${most})`);
}
const isReached = results[0].opened_ms <= goalMs;
console.log(`goal: ${goalMs} ms in a new window: ${isReached ? 'reached' : 'MISSED'}`);
const git = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' });
const line = {
  bench: 'opening',
  question: 'from the navigation to a large draft until its text can be written in',
  at: new Date().toISOString(),
  commit: git.stdout.trim(),
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? '',
  load_average: rounded(load),
  bytes,
  blocks,
  runs,
  goal_ms: goalMs,
  results,
};
appendFileSync(options.ledger, `${JSON.stringify(line)}\n`);
process.exit(isReached ? 0 : 1);
