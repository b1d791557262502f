// SPDX-License-Identifier: EUPL-1.2
// The Commission's proposal for the AI Act, 46,500 words in Word's own file, all the way through the
// program: read in, written in by two, published, cited. It needs ../shared/data.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { blocks, cursorAfter, hasStatus, hasWords } from '../support/editor.mjs';
import { root } from '../support/modules.mjs';
import { bau, buero } from '../support/people.mjs';
import { shoot, Stage } from '../support/stage.mjs';

const file = join(
  root, '../shared/data/ai-act/proposal-2021-en/2021-04-21-AIA-COM-Proposal.docx',
);
const skip = existsSync(file) ? false : 'skipped: no ../shared/data';
/** Reading a file of this size and making the files of its edition take longer than a page. */
const patient = { timeout: 180_000 };
const stage = new Stage();
const keys = [' First.', ' Second.'];

let first;
let second;
let draft;
/** Two paragraphs far from each other, each with words of its own. */
let words;

before(async () => {
  if (skip) return;
  await stage.open();
  first = await stage.member(bau);
  second = await stage.member(buero);
});
after(() => (skip ? undefined : stage.close()));

test('it becomes a draft with all its words', { skip }, async () => {
  await first.goto('/entwuerfe/importieren');
  await first.setInputFiles('input[type=file]', file);
  await first.click('main button[type=submit]');
  await first.waitForSelector('input[name=title]', patient);
  const said = await first.textContent('main');
  assert.match(said, /46\.\d{3}, alle übernommen/);
  await shoot(first, 'real-file-preview');
  await first.fill('input[name=title]', 'Proposal of 2021');
  await first.click('form[action$="/uebernehmen"] button[type=submit]');
  await first.waitForURL('**/dokumente/*', patient);
  draft = new URL(first.url()).pathname;
});

test('two people open it and each sees what the other typed', { skip }, async () => {
  for (const page of [first, second]) {
    await page.goto(draft);
    await page.waitForSelector('.dk-words[contenteditable=true]', patient);
  }
  const all = await blocks(first);
  assert.ok(all.join(' ').split(/\s+/).length > 46_000, 'the whole text is there');
  const whole = all.join('\n');
  const own = all.filter(
    (text) => /^[A-Z].{60,150}\.$/.test(text) && whole.indexOf(text) === whole.lastIndexOf(text),
  );
  words = [own.at(3), own.at(-3)];
  await cursorAfter(first, words[0]);
  await first.keyboard.type(keys[0]);
  await cursorAfter(second, words[1]);
  await second.keyboard.type(keys[1]);
  for (const page of [first, second]) await hasStatus(page, /Gespeichert/);
  await hasWords(second, words[0] + keys[0]);
  await hasWords(first, words[1] + keys[1]);
});

test('its pictures are described before it is published, those in table cells too', { skip }, async () => {
  const undescribed = () => first.locator('.dk-image--undescribed');
  const count = await undescribed().count();
  assert.ok(count > 0, 'the file describes none of them');
  for (let left = count; left > 0; left--) {
    await undescribed().first().dblclick();
    await first.fill('.dk-dialog textarea', `Picture ${left}`);
    await first.click('.dk-dialog button[type="submit"]');
    await first.waitForFunction(
      (alt) => document.querySelector(`img.dk-image[alt="${alt}"]`) !== null, `Picture ${left}`,
    );
  }
  await hasStatus(first, /Gespeichert/);
});

test('it is published, and a place of it is cited', { skip }, async () => {
  await first.goto(draft);
  await first.click('a[href^="/leitlinien/neu"]');
  await first.fill('input[name=key]', 'proposal');
  await first.click('main form[action="/leitlinien/neu"] button[type=submit]');
  await first.waitForURL('**/leitlinien/proposal');
  await first.goto('/leitlinien/proposal/veroeffentlichen');
  await first.fill('textarea[name=legal_state]', 'April 2021');
  await first.click('form[action$="/veroeffentlichen"] button[type=submit]', patient);
  await first.waitForURL('**/freigaben/*', patient);
  await second.goto(new URL(first.url()).pathname, patient);
  await second.click('form[action$="/freigeben"] button[type=submit]', patient);
  await second.waitForURL('**/leitlinien/proposal', patient);

  const citizen = await (await stage.profile()).newPage();
  await citizen.goto('/leitlinien/proposal', patient);
  for (const [at, text] of words.entries()) {
    const paragraph = citizen.locator('.dk-para', { hasText: text });
    const number = await paragraph.locator('.dk-para__number').first().textContent();
    const address = `/l/proposal/1/${number.trim()}`;
    const page = await citizen.context().newPage();
    await page.goto(address, patient);
    assert.ok((await page.textContent('.dk-single')).includes(text + keys[at]), address);
    await page.close();
  }
});
