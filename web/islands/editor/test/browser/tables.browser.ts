// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage, until } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());

beforeEach(() => stage.reset());

/** A table by the menu; the cursor is in its first cell then. */
async function withTable(): Promise<Page> {
  const page = await stage.person();
  page.setDefaultTimeout(5000);
  await page.click('.dk-words');
  await page.keyboard.type('/Tabelle');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.dk-table [contenteditable="true"].dk-cell');
  return page;
}

function cells(page: Page): Promise<string> {
  return page.$$eval('.dk-table tr', (rows) =>
    rows
      .map((row) => [...row.querySelectorAll('.dk-cell')].map((c) => c.textContent).join('|'))
      .join(' / '),
  );
}

test('a table is inserted by the menu and filled by keys', async () => {
  const ada = await withTable();
  await ada.keyboard.type('Schritt');
  await ada.keyboard.press('Tab');
  await ada.keyboard.type('Tage');
  await ada.keyboard.press('ArrowDown');
  await ada.keyboard.press('Control+b');
  await ada.keyboard.type('drei');
  await ada.keyboard.press('Control+b');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('vier');
  assert.equal(await cells(ada), 'Schritt|Tage| / |drei\nvier| / ||');
  assert.equal(await ada.textContent('.dk-table strong'), 'drei');
  await ada.keyboard.press('Shift+Tab');
  await ada.keyboard.type('x');
  await ada.keyboard.press('ArrowUp');
  await ada.keyboard.press('End');
  await ada.keyboard.type('!');
  assert.equal(await cells(ada), 'Schritt!|Tage| / x|drei\nvier| / ||');
  await ada.keyboard.press('Tab');
  const label = await ada.$eval('.dk-table tr:nth-child(2) td', (cell) =>
    cell.querySelector('.dk-cell')!.getAttribute('aria-label'),
  );
  assert.equal(label, 'Zeile 2, Spalte 1, Schritt!');
  await ada.context().close();
});

test('rows and columns come and go by keys and buttons, and undo brings them back', async () => {
  const ada = await withTable();
  await ada.keyboard.type('a');
  await ada.keyboard.press('Alt+Shift+ArrowDown');
  await ada.keyboard.type('neu');
  assert.equal(await cells(ada), 'a|| / neu|| / || / ||');
  await ada.click('.dk-table__tool[data-name="column_before"]');
  await ada.keyboard.type('vorn');
  assert.equal(await cells(ada), '|a|| / vorn|neu|| / ||| / |||');
  await ada.keyboard.press('Alt+Shift+Backspace');
  assert.equal(await cells(ada), '|a|| / ||| / |||');
  await ada.keyboard.press('Control+z');
  assert.equal(await cells(ada), '|a|| / vorn|neu|| / ||| / |||');
  await ada.click('.dk-table__tool[data-name="header_row"]');
  assert.equal(await ada.locator('.dk-table th').count(), 0);
  await ada.click('.dk-table__tool[data-name="header_column"]');
  assert.equal(await ada.locator('.dk-table th[scope="row"]').count(), 4);
  await ada.click('.dk-table__tool[data-name="table_remove"]');
  assert.equal(await ada.locator('.dk-table').count(), 0);
  await ada.keyboard.press('Control+z');
  assert.equal(await cells(ada), '|a|| / vorn|neu|| / ||| / |||');
  await ada.context().close();
});

test('two write in one table and see where the other is', async () => {
  const ada = await withTable();
  const ben = await stage.person({ name: 'Ben Muster', member: 'm2' });
  await ben.waitForSelector('.dk-table .dk-cell');
  await ada.keyboard.type('Ada');
  await ben.locator('.dk-table .dk-cell').nth(4).click();
  await ben.keyboard.type('Ben');
  await until('both see both', async () => {
    const wanted = 'Ada|| / |Ben| / ||';
    return (await cells(ada)) === wanted && (await cells(ben)) === wanted;
  });
  await until('Ada sees Ben', async () =>
    (await ada.locator('td[data-other="Ben Muster"]').count()) === 1);
  await ben.locator('.dk-table .dk-cell').nth(0).click();
  await ben.keyboard.press('End');
  await ben.keyboard.type(' und Ben');
  await ada.keyboard.type(', ja');
  await until('one cell', async () => {
    const words = await cells(ada);
    return words === (await cells(ben)) && /Ada/.test(words) && / und Ben/.test(words);
  });
  await ben.keyboard.press('Alt+Shift+Backspace');
  await until('the row is gone', async () => (await cells(ada)) === '|Ben| / ||');
  await ada.context().close();
  await ben.context().close();
});

test('tables of Word and of web pages are pasted as tables', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/html', `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>
      <!--StartFragment--><p class="MsoNormal" style="mso-margin-top-alt:auto">Vor <o:p></o:p></p>
      <table class="MsoTableGrid"><tr><td><p class=MsoNormal><b>Kopf</b></p></td><td>zwei</td></tr>
      <tr><td colspan=2><p>eins</p><p>unten</p></td></tr></table>
      <p class=MsoListParagraphCxSpFirst style="text-indent:-18.0pt;mso-list:l0 level1 lfo1">
      <![if !supportLists]><span style="mso-list:Ignore">1.<span>&nbsp;&nbsp;</span></span><![endif]>Punkt</p>
      <p class=MsoNormal>Mit Fußnote<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1">
      <span class=MsoFootnoteReference>[1]</span></a> und <st1:place>Ort</st1:place>.</p>
      <div style="mso-element:footnote-list"><div style="mso-element:footnote" id=ftn1>
      <p class=MsoFootnoteText><a href="#_ftnref1">[1]</a> Die Fußnote.</p></div></div>
      <!--EndFragment--></body></html>`);
    document.querySelector('.dk-words')!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await ada.waitForSelector('.dk-table');
  assert.equal(await cells(ada), 'Kopf|zwei / eins\nunten|');
  const words = await ada.$$eval('.dk-block:not(.dk-table)', (all) =>
    all.map((block) => {
      block.querySelectorAll('.dk-cursor').forEach((cursor) => cursor.remove());
      return `${block.getAttribute('data-list') ?? ''}${block.textContent!.trim()}`;
    }),
  );
  assert.deepEqual(words.filter((one) => one !== ''), ['Vor', 'numberPunkt', 'Mit Fußnote und Ort.']);
  assert.equal(await ada.getAttribute('.dk-note', 'data-text'), 'Die Fußnote.');
  await ada.context().close();
});

/** As a spreadsheet or a page puts it on the clipboard. */
async function pasteIntoCell(page: Page, html: string): Promise<void> {
  await page.evaluate((words) => {
    const data = new DataTransfer();
    data.setData('text/html', words);
    document.activeElement!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, html);
}

test('cells pasted into a cell go into the cells from there on, and undo takes them back', async () => {
  const ada = await withTable();
  await ada.keyboard.type('a');
  await ada.keyboard.press('Tab');
  await ada.keyboard.press('Tab');
  await ada.keyboard.type('alt');
  const sheet =
    '<table><tr><td><b>1</b></td><td>2</td></tr><tr><td>3</td><td>4</td></tr>' +
    '<tr><td>5</td><td>6</td></tr><tr><td>7</td><td>8</td></tr></table>';
  await pasteIntoCell(ada, sheet);
  assert.equal(await cells(ada), 'a||1|2 / ||3|4 / ||5|6 / ||7|8');
  assert.equal(await ada.textContent('.dk-table strong'), '1');
  await ada.keyboard.press('Control+z');
  assert.equal(await cells(ada), 'a||alt / || / ||');
  await ada.context().close();
});

test('a table among words becomes lines of a cell, and one cell its words', async () => {
  const ada = await withTable();
  await pasteIntoCell(ada, '<table><tr><td>nur <i>eine</i></td></tr></table>');
  assert.equal(await cells(ada), 'nur eine|| / || / ||');
  await ada.keyboard.press('Tab');
  const words = '<table><tr><td>eins</td><td>zwei</td></tr><tr><td>drei</td><td>vier</td></tr></table>';
  await pasteIntoCell(ada, `<p>Davor</p>${words}<p>danach</p>`);
  assert.equal(await cells(ada), 'nur eine|Davor\neins | zwei\ndrei | vier\ndanach| / || / ||');
  await ada.context().close();
});

test('a copied table keeps its cells', async () => {
  const ada = await withTable();
  await ada.keyboard.type('a');
  await ada.click('.dk-table__caption');
  const html = await ada.evaluate(() => {
    const words = document.querySelector<HTMLElement>('.dk-words')!;
    words.focus();
    document.execCommand('selectAll');
    return new Promise<string>((resolve) => {
      setTimeout(() => {
        const data = new DataTransfer();
        words.dispatchEvent(
          new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }),
        );
        resolve(data.getData('text/html'));
      }, 100);
    });
  });
  assert.match(html, /<table[^>]*data-kind="table"/);
  assert.match(html, /<th><span>a<\/span><\/th>/);
  await ada.context().close();
});

test('words are found and replaced in text and cells, by one step of undo', async () => {
  const ada = await withTable();
  await ada.keyboard.type('Die Behörde');
  await ada.click('.dk-table__caption');
  await ada.keyboard.type('Jede Behörde, alle behördlichen');
  await ada.keyboard.press('Control+h');
  await ada.fill('.dk-find input >> nth=0', 'behörde');
  assert.equal(await ada.textContent('.dk-find__count'), '2 Stellen gefunden');
  await ada.click('text=Nur ganze Wörter');
  assert.equal(await ada.textContent('.dk-find__count'), '2 Stellen gefunden');
  await ada.fill('.dk-find input >> nth=1', 'Stelle');
  await ada.click('text=Alle ersetzen');
  assert.equal(await ada.textContent('.dk-find__count'), '2 Stellen ersetzt');
  assert.equal(await ada.textContent('.dk-table__caption'), 'Jede Stelle, alle behördlichen');
  assert.equal((await cells(ada)).split('|')[0], 'Die Stelle');
  await ada.keyboard.press('Escape');
  await ada.keyboard.press('Control+z');
  assert.equal((await cells(ada)).split('|')[0], 'Die Behörde');
  assert.equal(await ada.textContent('.dk-table__caption'), 'Jede Behörde, alle behördlichen');
  await until('words are counted', async () =>
    /Wörter: 6/.test((await ada.textContent('.dk-overview')) ?? ''));
  await ada.context().close();
});

test('a table is read without a way in, and scrolls within itself at 320 px', async () => {
  const ada = await withTable();
  await ada.keyboard.type('Wort');
  for (let i = 0; i < 4; i++) await ada.keyboard.press('Alt+Shift+ArrowRight');
  const ben = await stage.person({ mode: 'read', name: 'Ben', member: 'm2', width: 320 });
  await ben.waitForSelector('.dk-table .dk-cell');
  assert.equal(await ben.locator('.dk-cell[contenteditable="true"]').count(), 0);
  assert.equal(await ben.isVisible('.dk-table__tools'), false);
  const wide = await ben.evaluate(() => ({
    page: document.documentElement.scrollWidth <= window.innerWidth,
    table:
      document.querySelector('.dk-table__scroll')!.scrollWidth >
      document.querySelector('.dk-table__scroll')!.clientWidth,
  }));
  assert.deepEqual(wide, { page: true, table: true });
  await ada.context().close();
  await ben.context().close();
});
