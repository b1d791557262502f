// SPDX-License-Identifier: EUPL-1.2
// The main journey by keys alone: nothing here clicks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { blocks, hasStatus } from '../support/editor.mjs';
import { bau, password } from '../support/people.mjs';
import { Stage, until } from '../support/stage.mjs';

const stage = new Stage();
const tabsMax = 80;
let page;

before(async () => {
  await stage.open();
  page = await (await stage.profile()).newPage();
});
after(() => stage.close());

/** What has the focus: its words or its name, and whether people see that it has it. */
function focused() {
  return page.evaluate(() => {
    const here = document.activeElement;
    const style = getComputedStyle(here);
    const hasRing = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
    const label = here.labels?.[0]?.textContent ?? here.getAttribute('aria-label');
    return {
      name: (label ?? here.textContent).trim(),
      role: here.tagName.toLowerCase(),
      isSeen: hasRing || style.boxShadow !== 'none' || here.isContentEditable,
    };
  });
}

/** Tabs on until something of this name has the focus. */
async function tabTo(name) {
  const passed = [];
  for (let i = 0; i < tabsMax; i += 1) {
    await page.keyboard.press('Tab');
    const here = await focused();
    assert.ok(here.isSeen, `the focus on »${here.name}« can be seen`);
    if (name.test(here.name)) return here;
    passed.push(here.name.slice(0, 40));
  }
  return assert.fail(`Tab does not reach ${name}: ${passed.join(' · ')}`);
}

async function enterAndGo(where) {
  await Promise.all([page.waitForURL(where), page.keyboard.press('Enter')]);
}

test('the first Tab offers to skip to the content', async () => {
  await page.goto('/');
  await tabTo(/^Zum Inhalt springen$/);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'inhalt');
});

test('one signs in and finds the drafts', async () => {
  await page.goto('/');
  await tabTo(/^Anmelden$/);
  await enterAndGo('**/anmelden*');
  await tabTo(/^E-Mail-Adresse/);
  await page.keyboard.type(bau);
  await tabTo(/^Passwort/);
  await page.keyboard.type(password);
  await enterAndGo('**/uebersicht');
  await tabTo(/^Entwürfe$/);
  await enterAndGo('**/entwuerfe');
});

test('one begins a draft, writes and chooses a kind with the slash', async () => {
  await tabTo(/^Neuer Entwurf$/);
  await enterAndGo('**/entwuerfe/neu');
  await tabTo(/^Titel/);
  await page.keyboard.type('Nur mit Tasten');
  await enterAndGo('**/dokumente/*');
  await page.waitForSelector('.dk-words[contenteditable=true]');
  await tabTo(/^Text des Dokuments/);
  await page.keyboard.type('/Prüf');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Wer haftet?');
  await hasStatus(page, /Gespeichert/);
  assert.deepEqual((await blocks(page)).filter(Boolean), ['Wer haftet?']);
  assert.equal(await page.getAttribute('.dk-words .dk-block', 'data-kind'), 'check_question');
});

test('Escape and Tab leave the text, and the way back is open', async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  const isInText = () => page.evaluate(() => document.activeElement.closest('.dk-words') !== null);
  assert.equal(await isInText(), false);
  await page.keyboard.press('Shift+Tab');
  await until('the text has the focus again', isInText);
});

test('one signs out', async () => {
  await page.goto('/uebersicht');
  await tabTo(/^Angemeldet als/);
  await page.keyboard.press('Enter');
  await tabTo(/^Abmelden$/);
  await enterAndGo((url) => url.pathname === '/');
  await tabTo(/^Anmelden$/);
});
