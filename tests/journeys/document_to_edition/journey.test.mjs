// SPDX-License-Identifier: EUPL-1.2
// A Word document is imported, written on by two authorities, published and cited.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import {
  blocks, cursorAfter, hasStatus, hasWords, isCutOff, openEditor, status,
} from '../support/editor.mjs';
import { root } from '../support/modules.mjs';
import { bau, buero } from '../support/people.mjs';
import { shoot, Stage, until } from '../support/stage.mjs';

const stage = new Stage();
const sample = join(root, 'examples/import/muster-leitlinie.docx');
const title = 'Gemeinsame Leitlinie zur Probe';
const online = ' Das schreibt die eine.';
const offline = ' Das schreibt die andere ohne Netz.';
const later = ' Das kommt mit der zweiten Ausgabe.';
const reason = 'Eine Behörde hat danach gefragt.';
const abbreviation = 'DSFA';
const meaning = 'Datenschutz-Folgenabschätzung';
const meanwhile = ' Und das kommt inzwischen hinzu.';
/** web/islands/editor/sync/wire.ts: a frame of ours, its subtype. */
const ownFrame = 100;
const acknowledgement = 1;

let first;
let second;
let draft;
let release;
/** Two blocks of the imported text, long enough to be found again. */
let words;

before(async () => {
  await stage.open();
  first = await stage.member(bau);
  second = await stage.member(buero);
});
after(() => stage.close());

test('a Word document becomes a draft after a preview', async () => {
  await first.goto('/entwuerfe');
  await first.click('a[href="/entwuerfe/importieren"]');
  await first.setInputFiles('input[type=file]', sample);
  await first.click('main button[type=submit]');
  await first.waitForSelector('input[name=title]');
  const preview = await first.textContent('.dk-preview');
  await shoot(first, 'import-preview');
  await first.fill('input[name=title]', title);
  await first.click('form[action$="/uebernehmen"] button[type=submit]');
  await first.waitForURL('**/dokumente/*');
  draft = new URL(first.url()).pathname;
  await first.waitForSelector('.dk-words[contenteditable=true]');
  words = (await blocks(first)).filter((block) => block.length > 60).slice(0, 2);
  assert.equal(words.length, 2);
  for (const text of words) assert.ok(preview.includes(text), `the preview shows »${text}«`);
});

test('two authorities write, one of them without a connection for a while', async () => {
  await openEditor(second, draft);
  await cursorAfter(first, words[0]);
  await first.keyboard.type(online);
  await hasStatus(first, /Gespeichert/);
  await hasWords(second, online);

  await second.context().setOffline(true);
  await isCutOff(second);
  await cursorAfter(second, words[1]);
  await second.keyboard.type(offline);
  await cursorAfter(first, words[0]);
  await first.keyboard.type(meanwhile);
  await hasStatus(first, /Gespeichert/);
  assert.doesNotMatch(await status(second), /Gespeichert/);
  assert.ok(!(await blocks(first)).join().includes(offline));
  await shoot(second, 'editor-offline');

  await second.context().setOffline(false);
  await hasStatus(second, /Gespeichert/);
  await hasWords(first, offline);
  await hasWords(second, meanwhile);
  assert.deepEqual(await blocks(first), await blocks(second));
  await shoot(first, 'editor-together');
});

/** Lets everything through but acknowledgements, until they are let go. */
async function withholdAcknowledgements(page) {
  const held = [];
  let isHolding = true;
  let toPage;
  await page.routeWebSocket(/\/ws\/document\//, (socket) => {
    const server = socket.connectToServer();
    toPage = socket;
    socket.onMessage((frame) => server.send(frame));
    server.onMessage((frame) => {
      const isAcknowledgement = frame[0] === ownFrame && frame[1] === acknowledgement;
      if (isHolding && isAcknowledgement) held.push(frame);
      else socket.send(frame);
    });
  });
  return {
    held,
    letGo() {
      isHolding = false;
      for (const frame of held) toPage.send(frame);
    },
  };
}

test('»Gespeichert« waits for the acknowledgement of the server', async () => {
  const page = await stage.member(bau);
  const line = await withholdAcknowledgements(page);
  await openEditor(page, draft);
  await cursorAfter(page, words[1]);
  await page.keyboard.type('.');
  await until('the server has acknowledged', () => line.held.length > 0);
  await hasWords(first, `${words[1]}${offline}.`);
  await hasStatus(page, /Wird gespeichert/);
  await new Promise((resume) => setTimeout(resume, 1000));
  assert.match(await status(page), /Wird gespeichert/);
  line.letGo();
  await hasStatus(page, /Gespeichert/);
  await page.context().close();
});

test('an abbreviation is explained where it stands', async () => {
  await cursorAfter(first, words[0]);
  await first.keyboard.type(' ');
  await first.keyboard.press('Control+Alt+t');
  await first.fill('.dk-dialog input', abbreviation);
  await first.fill('.dk-dialog textarea', meaning);
  await first.click('.dk-dialog button[type=submit]');
  await first.keyboard.press('ArrowLeft');
  await first.waitForSelector('.dk-means__words');
  await hasStatus(first, /Gespeichert/);
  await second.waitForSelector(`.dk-words abbr[title="${meaning}"]`);
  await shoot(first, 'editor-term');
});

test('the draft becomes a guideline and is asked to be released', async () => {
  await first.goto(draft);
  await first.click('a[href^="/leitlinien/neu"]');
  assert.equal(await first.inputValue('input[name=title]'), title);
  await first.fill('input[name=key]', 'probe');
  await first.click('main form[action="/leitlinien/neu"] button[type=submit]');
  await first.waitForURL('**/leitlinien/probe');
  await first.goto('/leitlinien/probe/veroeffentlichen');
  await first.fill('textarea[name=legal_state]', 'Stand der Probe');
  await first.click('form[action$="/veroeffentlichen"] button[type=submit]');
  await first.waitForURL('**/freigaben/*');
  release = new URL(first.url()).pathname;
  assert.equal(await first.locator('form[action$="/freigeben"]').count(), 0);
});

test('a second person of another authority releases it', async () => {
  await second.goto('/uebersicht');
  await second.click(`main a[href="${release}"] >> nth=0`);
  assert.match(await second.textContent('main'), /Stand der Probe/);
  await shoot(second, 'release');
  await second.click('form[action$="/freigeben"] button[type=submit]');
  await second.waitForURL('**/leitlinien/probe');
});

test('everybody reads, cites and downloads it without a login', async () => {
  const citizen = await (await stage.profile()).newPage();
  await citizen.goto('/leitlinien/probe');
  const paragraph = citizen.locator('.dk-para', { hasText: online.trim() });
  const number = await paragraph.locator('.dk-para__number').textContent();
  await shoot(citizen, 'edition');

  const term = citizen.locator('a.dk-term', { hasText: abbreviation });
  await term.focus();
  const shown = await term.evaluate((link) => getComputedStyle(link, '::after').content);
  assert.equal(shown, `"${meaning}"`, 'who comes by keyboard sees it in place');
  await term.press('Enter');
  assert.match(await citizen.textContent('dt:target + dd'), new RegExp(meaning));

  await citizen.goto(`/l/probe/1/${number.trim()}`);
  assert.ok((await citizen.textContent('.dk-single')).includes(words[0] + online));
  const [lasting] = /\/p\/[\w-]{22}/.exec(await citizen.textContent('main'));
  await citizen.goto(lasting);
  assert.ok((await citizen.textContent('.dk-single')).includes(words[0] + online));
  await shoot(citizen, 'paragraph');

  for (const file of ['leitlinie.md', 'leitlinie.json']) {
    const response = await citizen.request.get(`/leitlinien/probe/ausgaben/1/${file}`);
    assert.equal(response.status(), 200);
    const text = await response.text();
    for (const written of [online, offline, meanwhile]) {
      assert.ok(text.includes(written.trim()), `${file} holds »${written}«`);
    }
  }
  await citizen.context().close();
});

test('a second edition is published on top of the first', async () => {
  await openEditor(first, draft);
  await cursorAfter(first, online);
  await first.keyboard.press('End');
  await first.keyboard.type(later);
  await hasStatus(first, /Gespeichert/);
  await first.goto('/leitlinien/probe/veroeffentlichen');
  await first.click('main a[href$="/gruende"]');
  assert.deepEqual(await violations(first), []);
  await first.fill('main textarea', reason);
  await shoot(first, 'reasons');
  await first.click('form[action$="/gruende"] button[type=submit]');
  await first.waitForURL('**/veroeffentlichen');
  assert.match(await first.textContent('main'), /Bei 1 von 1 Änderungen steht ein Grund/);
  await shoot(first, 'publish-second');
  await first.click('form[action$="/veroeffentlichen"] button[type=submit]');
  await first.waitForURL('**/freigaben/*');
  await second.goto(new URL(first.url()).pathname);
  assert.ok((await second.textContent('main')).includes(reason), 'who releases reads the reason');
  await second.click('form[action$="/freigeben"] button[type=submit]');
  await second.waitForURL('**/leitlinien/probe');
  assert.ok((await second.textContent('main')).includes(reason));
});

test('both editions are compared by keyboard alone, in the text and side by side', async () => {
  const citizen = await (await stage.profile()).newPage();
  await citizen.goto('/leitlinien/probe/vergleich');
  assert.deepEqual(await violations(citizen), []);
  await citizen.focus('select[name=bis]');
  await citizen.keyboard.press('Tab');
  await citizen.keyboard.press('Enter');
  await citizen.waitForURL('**/vergleich/1/2');
  assert.match(await citizen.textContent('main ins'), new RegExp(later.trim()));
  assert.deepEqual(await violations(citizen), []);
  await shoot(citizen, 'comparison');
  await walkTo(citizen, 'Nebeneinander');
  await citizen.waitForSelector('.dk-diff__columns');
  assert.deepEqual(await violations(citizen), []);
  await shoot(citizen, 'comparison-columns');
  const download = citizen.waitForEvent('download');
  await walkTo(citizen, 'Tabelle aller Änderungen (HTML)');
  const table = readFileSync(await (await download).path(), 'utf8');
  assert.ok(table.includes('<table') && table.includes(later.trim()));
  assert.ok(table.includes(reason), 'the table of changes says why');
  await citizen.context().close();
});

/** Tab by Tab to the link with these words, as somebody without a mouse goes; then Enter. */
async function walkTo(page, words) {
  for (let steps = 0; steps < 200; steps += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => document.activeElement.textContent.trim());
    if (here === words) {
      await page.keyboard.press('Enter');
      return;
    }
  }
  assert.fail(`no way by Tab to »${words}«`);
}
