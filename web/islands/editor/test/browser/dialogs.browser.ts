// SPDX-License-Identifier: EUPL-1.2
// What is typed in a dialog while others write, or while writing stops: it lands on the words it was
// meant for, or stays where it is.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage, until } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());
beforeEach(() => stage.reset());

const submit = '.dk-dialog button[type="submit"]';

async function selectLastWord(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+ArrowLeft');
  // Faster than any person: the browser has not yet told of the new selection.
  await page.waitForTimeout(100);
}

async function openSources(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('Quellen');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.dk-source');
}

/** What was typed is refused in words, and stands there still. */
async function stays(page: Page, field: string, typed: string): Promise<void> {
  await page.click(submit);
  await page.waitForSelector('.dk-dialog >> text=nimmt im Moment keine Änderung an');
  assert.equal(await page.inputValue(field), typed);
}

test('a meaning and an address land on their words, whatever is written before them', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('siehe DSFA');
  await selectLastWord(ada);
  await ada.keyboard.press('Control+Alt+t');
  await ada.fill('.dk-dialog textarea', 'eins');
  await ada.click(submit);
  await ada.keyboard.press('Control+k');
  await ada.fill('.dk-dialog input', 'https://eins.example');
  await ada.click(submit);
  await ada.waitForSelector('.dk-words a[href="https://eins.example"]');
  await ada.keyboard.press('End');
  await ada.keyboard.press('ArrowLeft');
  await ada.waitForTimeout(100);
  const write = (words: string): void => stage.server.edit((text) => text.insert(1, words));
  const shown = (words: RegExp): Promise<void> =>
    until('the words of others', async () => words.test((await ada.textContent('.dk-words')) ?? ''));

  await ada.keyboard.press('Control+Alt+t');
  write('Neu: ');
  await shown(/Neu: siehe/);
  await ada.fill('.dk-dialog textarea', 'zwei');
  await ada.click(submit);
  await ada.waitForSelector('abbr[title="zwei"]');
  assert.deepEqual(await ada.locator('abbr').allTextContents(), ['DSFA']);

  await ada.keyboard.press('Control+k');
  write('Und ');
  await shown(/Und Neu/);
  await ada.fill('.dk-dialog input', 'https://zwei.example');
  await ada.click(submit);
  await ada.waitForSelector('.dk-words a[href="https://zwei.example"]');
  assert.deepEqual(await ada.locator('.dk-words a').allTextContents(), ['DSFA']);
  await ada.context().close();
});

test('a meaning whose words were deleted asks for them', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('siehe DSFA');
  await selectLastWord(ada);
  await ada.keyboard.press('Control+Alt+t');
  await ada.fill('.dk-dialog textarea', 'Folgenabschätzung');
  await until('the server has them', () => stage.server.doc.getText('t').toString() === 'siehe DSFA');
  stage.server.edit((text) => text.delete(7, 4));
  await until('they are gone', async () => !/DSFA/.test((await ada.textContent('.dk-words')) ?? ''));
  await ada.click(submit);
  await ada.fill('.dk-dialog input', 'DSFA');
  await ada.click(submit);
  await ada.waitForSelector('abbr[title="Folgenabschätzung"]');
  assert.deepEqual(await ada.locator('abbr').allTextContents(), ['DSFA']);
  await ada.context().close();
});

test('meaning, address and sources stay in their dialogs where writing stops', async () => {
  const pages: [open: (page: Page) => Promise<void>, field: string][] = [
    [(page) => page.keyboard.press('Control+Alt+t'), '.dk-dialog textarea'],
    [(page) => page.keyboard.press('Control+k'), '.dk-dialog input'],
    [openSources, '.dk-source input[type="text"]'],
  ];
  const opened = [];
  for (const [open, field] of pages) {
    const page = await stage.person();
    await page.click('.dk-words');
    await page.keyboard.type(' Amt');
    await selectLastWord(page);
    await open(page);
    await page.fill(field, 'https://a.example');
    opened.push({ page, field });
  }
  stage.server.notice('removed');
  for (const { page, field } of opened) {
    await page.waitForSelector('.dk-words[contenteditable="false"]');
    await stays(page, field, 'https://a.example');
    await page.context().close();
  }
});

test('sources stay in their dialog where the text was loaded anew', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.evaluate(() => document.querySelector('.dk-words')!.setAttribute('data-first', 'true'));
  stage.server.ackDelay = 600;
  stage.server.refuseNext = 'full';
  await ada.keyboard.type('x');
  await openSources(ada);
  await ada.fill('.dk-source input[type="text"]', 'Handbuch');
  await ada.waitForSelector('.dk-words[data-first]', { state: 'detached' });
  stage.server.ackDelay = 20;
  await stays(ada, '.dk-source input[type="text"]', 'Handbuch');
  await ada.context().close();
});

test('a meaning stays in its dialog where its cell was deleted', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('/Tabelle');
  await ada.keyboard.press('Enter');
  await ada.waitForSelector('.dk-table [contenteditable="true"].dk-cell');
  await ada.keyboard.press('ArrowDown');
  await ada.keyboard.type('DSFA');
  await selectLastWord(ada);
  await ada.keyboard.press('Control+Alt+t');
  await ada.fill('.dk-dialog textarea', 'Folgenabschätzung');
  const ben = await stage.person({ name: 'Ben Muster', member: 'm2' });
  await ben.locator('.dk-table .dk-cell').nth(3).click();
  await ben.keyboard.press('Alt+Shift+Backspace');
  await until('the row is gone', async () => (await ada.locator('.dk-table tr').count()) === 2);
  await stays(ada, '.dk-dialog textarea', 'Folgenabschätzung');
  await ada.context().close();
  await ben.context().close();
});
