// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import type * as Y from 'yjs';
import { blocks, Stage, told, until } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());
beforeEach(() => stage.reset());

function words(change: (text: Y.Text) => void): void {
  stage.server.edit((text) => change(text));
}

test('the slash opens the menu, Escape closes it, a second slash writes one', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('/Prüf');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('Wer haftet?');
  assert.equal(await ada.getAttribute('.dk-block', 'data-kind'), 'check_question');
  const label = await ada.$eval(
    '.dk-block',
    (block) => getComputedStyle(block, '::before').content,
  );
  assert.equal(label, '"Prüffrage"');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('//');
  assert.deepEqual(await blocks(ada), ['Wer haftet?', '/']);
  await ada.context().close();
});

test('Tab indents in lists, and Escape then Tab leaves the text from there', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.press('Control+Shift+8');
  await ada.keyboard.type('eins');
  await ada.keyboard.press('Enter');
  await ada.keyboard.press('Tab');
  await ada.keyboard.type('zwei');
  assert.deepEqual(
    await ada.$$eval('.dk-block', (all) =>
      all.map(
        (block) => `${(block as HTMLElement).dataset.list}${(block as HTMLElement).dataset.indent}`,
      ),
    ),
    ['bullet0', 'bullet1'],
  );
  await ada.keyboard.press('Escape');
  await ada.keyboard.press('Tab');
  assert.equal(await ada.evaluate(() => document.activeElement?.closest('.dk-words')), null);
  await ada.context().close();
});

test('outside a list Tab leaves the text at once', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.press('Tab');
  assert.equal(await ada.evaluate(() => document.activeElement?.closest('.dk-words')), null);
  await ada.context().close();
});

test('the outline jumps to sections and moves them by keys', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  for (const title of ['Eins', 'Zwei']) {
    await ada.keyboard.press('Control+Alt+1');
    await ada.keyboard.type(title);
    await ada.keyboard.press('Enter');
    await ada.keyboard.type(`Text zu ${title}`);
    await ada.keyboard.press('Enter');
  }
  await ada.focus('.dk-outline__jump >> nth=1');
  await ada.keyboard.press('Alt+ArrowUp');
  await until(
    'the section is moved',
    async () =>
      (await blocks(ada)).filter(Boolean).join('|') === 'Zwei|Text zu Zwei|Eins|Text zu Eins',
  );
  await until('the focus stays with its section', () =>
    ada.evaluate(() => document.activeElement?.textContent === 'Zwei'),
  );
  await ada.keyboard.press('Enter');
  assert.ok(await ada.evaluate(() => document.activeElement?.classList.contains('dk-words')));
  await ada.context().close();
});

test("undo takes back one's own words only", async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('meine ');
  words((text) => text.insert(1, 'fremde '));
  await until('foreign words', async () => (await blocks(ada))[0]!.startsWith('fremde'));
  await ada.keyboard.press('Control+z');
  await until('undone', async () => (await blocks(ada))[0] === 'fremde ');
  await ada.keyboard.press('Control+y');
  await until('redone', async () => (await blocks(ada))[0] === 'fremde meine ');
  await ada.context().close();
});

async function paste(page: Page, html: string): Promise<void> {
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData('text/html', content);
    document
      .querySelector('.dk-words')!
      .dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
  }, html);
}

test('pasted HTML and Word text become blocks of the schema with uids of their own', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await paste(
    ada,
    '<h2>Titel</h2><p>Ein <b>fetter</b> <a href="https://example.org">Verweis</a> ' +
      '<a href="javascript:alert(1)">böse</a></p>' +
      '<ul><li>eins<ul><li>zwei</li></ul></li><li><p>drei</p></li></ul>' +
      '<blockquote><p>Zitat</p></blockquote><table><tr><td>Zelle</td></tr></table>' +
      '<p>Ein <span style="font-weight:700">Wort</span></p>' +
      '<p class="MsoListParagraph" style="mso-list:l0 level2 lfo1">' +
      '<span style="mso-list:Ignore">a)</span>Word</p>',
  );
  assert.deepEqual((await blocks(ada)).filter(Boolean), [
    'Titel',
    'Ein fetter Verweis böse',
    'eins',
    'zwei',
    'drei',
    'Zitat',
    'Zelle',
    'Ein Wort',
    'Word',
  ]);
  const shapes = await ada.$$eval('.dk-block', (all) =>
    all.map((block) => {
      const { kind, list = '', indent } = (block as HTMLElement).dataset;
      return `${kind}${list}${list === '' ? '' : indent}`;
    }),
  );
  assert.deepEqual(shapes, [
    'h',
    'p',
    'pbullet0',
    'pbullet1',
    'pbullet0',
    'quote',
    'p',
    'p',
    'pnumber1',
  ]);
  assert.deepEqual(
    await ada.$$eval('.dk-words strong', (all) => all.map((part) => part.textContent)),
    ['fetter', 'Wort'],
  );
  assert.equal(await ada.locator('.dk-words a').count(), 1);
  const uids = await ada.$$eval('.dk-block', (all) =>
    all.map((block) => (block as HTMLElement).dataset.uid!),
  );
  assert.equal(new Set(uids).size, uids.length);
  assert.ok(uids.every((uid) => /^[\w-]{22}$/.test(uid)));
  await ada.context().close();
});

test('a link is set on the selection, changed and removed', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('siehe Gesetz');
  await ada.keyboard.press('Control+Shift+ArrowLeft');
  // Faster than any person: the browser has not yet told of the new selection.
  await ada.waitForTimeout(100);
  await ada.keyboard.press('Control+k');
  await ada.keyboard.type('https://example.org');
  await ada.keyboard.press('Enter');
  await ada.waitForSelector('.dk-words a[href="https://example.org"]');
  assert.equal(await ada.textContent('.dk-words a'), 'Gesetz');
  await ada.keyboard.press('ArrowLeft');
  await ada.keyboard.press('ArrowRight');
  await ada.keyboard.press('Control+k');
  assert.equal(await ada.inputValue('.dk-dialog input'), 'https://example.org');
  await ada.click('text=Verweis entfernen');
  await until('the link is gone', async () => (await ada.locator('.dk-words a').count()) === 0);
  assert.ok(await ada.evaluate(() => document.activeElement?.classList.contains('dk-words')));
  await ada.context().close();
});

test('the tools are reached and used by keys alone, and the question mark opens the help', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('fett');
  await ada.keyboard.press('Control+a');
  await ada.waitForTimeout(100);
  await ada.keyboard.press('Alt+F10');
  await ada.keyboard.press('ArrowRight');
  await ada.keyboard.press('Enter');
  assert.equal(await ada.textContent('.dk-words strong'), 'fett');
  await until(
    'the button is pressed',
    async () => (await ada.getAttribute('.dk-tool[data-name=strong]', 'aria-pressed')) === 'true',
  );
  await ada.keyboard.press('?');
  await ada.waitForSelector('dialog[open] .dk-help');
  await ada.keyboard.press('Escape');
  await ada.waitForSelector('dialog', { state: 'detached' });
  await ada.keyboard.press('Escape');
  assert.ok(await ada.evaluate(() => document.activeElement?.classList.contains('dk-words')));
  await ada.context().close();
});

test('blocks moved by keys keep their uids', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  for (const line of ['eins', 'zwei', 'drei']) {
    await ada.keyboard.type(line);
    await ada.keyboard.press('Enter');
  }
  const uids = (): Promise<string[]> =>
    ada.$$eval('.dk-block', (all) => all.map((block) => (block as HTMLElement).dataset.uid!));
  const before = await uids();
  await ada.keyboard.press('Alt+ArrowUp');
  await told(ada);
  await ada.keyboard.press('Control+Home');
  await told(ada);
  await ada.keyboard.press('Alt+ArrowDown');
  await until('moved', async () => (await blocks(ada))[0] === 'zwei');
  const after = await uids();
  assert.equal(after[0], before[1]);
  assert.equal(after[1], before[0]);
  assert.deepEqual([...after].sort(), [...before].sort());
  await ada.context().close();
});
