// SPDX-License-Identifier: EUPL-1.2
// The main journey by keys alone: nothing here clicks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { blocks, hasStatus } from '../support/editor.mjs';
import { enterAndGo, signInByKeys, tabTo } from '../support/keys.mjs';
import { bau } from '../support/people.mjs';
import { Stage, until } from '../support/stage.mjs';

const stage = new Stage();
let page;

before(async () => {
  await stage.open();
  page = await (await stage.profile()).newPage();
});
after(() => stage.close());

test('the first Tab offers to skip to the content', async () => {
  await page.goto('/');
  await tabTo(page, /^Zum Inhalt springen$/);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'inhalt');
});

test('one signs in and finds the drafts', async () => {
  await signInByKeys(page, bau);
  await tabTo(page, /^Entwürfe$/);
  await enterAndGo(page, '**/entwuerfe');
});

test('one begins a draft, writes and chooses a kind with the slash', async () => {
  await tabTo(page, /^Neuer Entwurf$/);
  await enterAndGo(page, '**/entwuerfe/neu');
  await tabTo(page, /^Titel/);
  await page.keyboard.type('Nur mit Tasten');
  await enterAndGo(page, '**/dokumente/*');
  await page.waitForSelector('.dk-words[contenteditable=true]');
  await tabTo(page, /^Text des Dokuments/);
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
  await tabTo(page, /^Angemeldet als/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Abmelden$/);
  await enterAndGo(page, (url) => url.pathname === '/');
  await tabTo(page, /^Anmelden$/);
});
