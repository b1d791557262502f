// SPDX-License-Identifier: EUPL-1.2
// Two people in one table; a picture with its description; a note. All of it is there again later.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hasStatus, openEditor } from '../support/editor.mjs';
import { bau, buero } from '../support/people.mjs';
import { Stage, until } from '../support/stage.mjs';

const stage = new Stage();
let ada;
let bert;
let draft;

before(async () => {
  await stage.open();
  ada = await stage.member(bau);
  bert = await stage.member(buero);
  await ada.goto('/entwuerfe/neu');
  await ada.fill('input[name=title]', 'Fristen');
  await ada.click('main button[type=submit]');
  await ada.waitForURL('**/dokumente/*');
  draft = new URL(ada.url()).pathname;
  await openEditor(ada, draft);
  await openEditor(bert, draft);
});
after(() => stage.close());

function cells(page) {
  return page.$$eval('.dk-table tr', (rows) =>
    rows
      .map((row) => [...row.querySelectorAll('.dk-cell')].map((cell) => cell.textContent).join('|'))
      .join(' / '),
  );
}

async function bothSee(words) {
  await until(`both see ${words}`, async () =>
    (await cells(ada)) === words && (await cells(bert)) === words,
  );
}

test('two people fill one table at once', async () => {
  await ada.click('.dk-words');
  await ada.keyboard.type('/Tabelle');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('Schritt');
  await ada.keyboard.press('Tab');
  await ada.keyboard.type('Frist');
  await bert.waitForSelector('.dk-table');
  await bert.locator('.dk-table .dk-cell').nth(3).click();
  await bert.keyboard.type('Antrag prüfen');
  await ada.keyboard.press('ArrowDown');
  await ada.keyboard.type('drei Tage');
  await bothSee('Schritt|Frist| / Antrag prüfen|drei Tage| / ||');
});

test('a row added by one while the other writes costs no word', async () => {
  await ada.keyboard.press('Alt+Shift+ArrowUp');
  await bert.keyboard.type(' und bestätigen');
  await bothSee('Schritt|Frist| / || / Antrag prüfen und bestätigen|drei Tage| / ||');
});

test('a note and a picture stand in the text for both', async () => {
  await ada.click('.dk-table__caption');
  await ada.keyboard.type('Ablauf');
  await ada.keyboard.press('Control+Alt+f');
  await ada.fill('.dk-dialog textarea', 'Stand heute');
  await ada.click('.dk-dialog button[type=submit]');
  await bert.waitForSelector('.dk-note[data-text="Stand heute"]');
  await ada.keyboard.press('Enter');
  await ada.click('.dk-tool[data-name=image]');
  await ada.setInputFiles('.dk-dialog input[type=file]', {
    name: 'ablauf.png',
    mimeType: 'image/png',
    buffer: square(),
  });
  await ada.fill('.dk-dialog textarea', 'Ein Ablauf in drei Schritten');
  await ada.click('.dk-dialog button[type=submit]');
  const picture = bert.locator('img.dk-image[alt="Ein Ablauf in drei Schritten"]');
  await picture.waitFor();
  await until('it is drawn', () => picture.evaluate((img) => img.complete && img.naturalWidth > 0));
  await hasStatus(ada, /Gespeichert/);
});

test('what was written is read again without the editor', async () => {
  const page = await ada.request.get(draft);
  const html = await page.text();
  for (const words of ['Antrag prüfen und bestätigen', 'Ein Ablauf in drei Schritten', 'Stand heute']) {
    assert.ok(html.includes(words), `${words} is on the page`);
  }
  assert.match(html, /<th[^>]*scope="col"/);
});

/** A picture of one point. */
function square() {
  const base64 =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return Buffer.from(base64, 'base64');
}
