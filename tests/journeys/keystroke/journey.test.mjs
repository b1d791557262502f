// SPDX-License-Identifier: EUPL-1.2
// A keystroke is stored and shown to others, whatever happens to windows and connections.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  blocks, cursorAfter, hasStatus, hasWords, isCutOff, openEditor,
} from '../support/editor.mjs';
import { bau, buero } from '../support/people.mjs';
import { signIn, signOut, Stage, until } from '../support/stage.mjs';

const stage = new Stage();
let ada;
let bert;
let draft;

before(async () => {
  await stage.open();
  ada = await stage.member(bau);
  bert = await stage.member(buero);
  await ada.goto('/entwuerfe/neu');
  await ada.fill('input[name=title]', 'Probe der Tasten');
  await ada.click('main button[type=submit]');
  await ada.waitForURL('**/dokumente/*');
  draft = new URL(ada.url()).pathname;
  await openEditor(ada, draft);
  await openEditor(bert, draft);
});
after(() => stage.close());

test('a keystroke appears at the other, with the name of who writes', async () => {
  await ada.click('.dk-words');
  await ada.keyboard.type('Der Mensch entscheidet.');
  await hasWords(bert, 'Der Mensch entscheidet.');
  await hasStatus(ada, /Gespeichert/);
  const flag = bert.locator('.dk-cursor__flag');
  await until('the flag is drawn', async () => (await flag.count()) === 1);
  assert.match(await flag.textContent(), /Berufsgenossenschaft Bau/);
  await until('the list names the authority', async () =>
    /Delegierter \(Berufsgenossenschaft Bau\)/.test(await bert.textContent('.dk-people')),
  );
});

test("undo takes back one's own words only", async () => {
  await cursorAfter(bert, 'Der Mensch entscheidet.');
  await bert.keyboard.type(' Immer.');
  await hasWords(ada, 'entscheidet. Immer.');
  await cursorAfter(ada, 'Immer.');
  await ada.keyboard.type(' Zu früh.');
  await hasWords(bert, 'Immer. Zu früh.');
  await bert.keyboard.press('Control+z');
  await until('only the own words are gone', async () =>
    (await blocks(ada)).join() === 'Der Mensch entscheidet. Zu früh.',
  );
  await bert.keyboard.press('Control+y');
  await hasWords(ada, 'entscheidet. Immer. Zu früh.');
});

test('a tab closed without a connection is opened again and sends its words', async () => {
  const context = ada.context();
  await hasStatus(ada, /Gespeichert/);
  await context.setOffline(true);
  await isCutOff(ada);
  await cursorAfter(ada, 'Zu früh.');
  await ada.keyboard.type(' Ohne Netz geschrieben.');
  await hasWords(ada, 'Ohne Netz geschrieben.');
  // The device is asked to keep each change at once; this is its time to do so.
  await ada.waitForTimeout(500);
  await ada.close();
  await context.setOffline(false);
  assert.ok(!(await blocks(bert)).join().includes('Ohne Netz'));
  ada = await context.newPage();
  await openEditor(ada, draft);
  await hasWords(bert, 'Ohne Netz geschrieben.');
  await hasStatus(ada, /Gespeichert/);
});

test('two logins in one browser do not mix what they wrote without a connection', async () => {
  const context = ada.context();
  await context.setOffline(true);
  await isCutOff(ada);
  await cursorAfter(ada, 'Ohne Netz geschrieben.');
  await ada.keyboard.type(' Nur von der Ersten.');
  await ada.waitForTimeout(500);
  await ada.close();
  await context.setOffline(false);

  const page = await context.newPage();
  await page.goto('/konto');
  await signOut(page);
  await signIn(page, buero);
  await openEditor(page, draft);
  await hasStatus(page, /Gespeichert/);
  assert.ok(!(await blocks(page)).join().includes('Nur von der Ersten.'));
  await cursorAfter(page, 'Der Mensch');
  await page.keyboard.type(' Von der Zweiten.');
  await hasWords(bert, 'Von der Zweiten.');
  assert.ok(!(await blocks(bert)).join().includes('Nur von der Ersten.'));
  await hasStatus(page, /Gespeichert/);

  await page.goto('/konto');
  await signOut(page);
  await signIn(page, bau);
  await openEditor(page, draft);
  await hasWords(bert, 'Nur von der Ersten.');
  await hasWords(page, 'Von der Zweiten.');
  await until('both show the same', async () =>
    (await blocks(page)).join('|') === (await blocks(bert)).join('|'),
  );
});
