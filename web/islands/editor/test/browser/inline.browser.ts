// SPDX-License-Identifier: EUPL-1.2
// Notes, pictures, terms and sources; dragging blocks and sections.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { blocks, Stage, until } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());
beforeEach(() => stage.reset());

test('a note is made, read, listed and changed', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('Frist');
  await ada.keyboard.press('Control+Alt+f');
  await ada.keyboard.press('Control+Enter');
  await ada.click('.dk-dialog button[type="submit"]');
  assert.match((await ada.textContent('.dk-dialog .kern-error')) ?? '', /Anmerkung sagen/);
  await ada.fill('.dk-dialog textarea', 'ab Eingang');
  await ada.click('.dk-dialog button[type="submit"]');
  await ada.waitForSelector('.dk-note[data-text="ab Eingang"]');
  await until('the list', async () => /ab Eingang/.test((await ada.textContent('.dk-overview')) ?? ''));
  await ada.keyboard.press('Control+Alt+f');
  assert.equal(await ada.inputValue('.dk-dialog textarea'), 'ab Eingang');
  await ada.fill('.dk-dialog textarea', 'ab Zugang');
  await ada.click('.dk-dialog button[type="submit"]');
  await ada.waitForSelector('.dk-note[data-text="ab Zugang"]');
  assert.equal(await ada.locator('.dk-note').count(), 1);
  await ada.context().close();
});

test('a picture needs a description, and is shown with it', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.click('.dk-tool[data-name="image"]');
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await ada.setInputFiles('.dk-dialog input[type="file"]', {
    name: 'a.png',
    mimeType: 'image/png',
    buffer: png,
  });
  await ada.click('.dk-dialog button[type="submit"]');
  assert.match((await ada.textContent('.dk-dialog')) ?? '', /beschreiben Sie/);
  await ada.fill('.dk-dialog textarea', 'Ein roter Punkt');
  await ada.click('.dk-dialog button[type="submit"]');
  await ada.waitForSelector('img.dk-image[alt="Ein roter Punkt"]');
  assert.match((await ada.getAttribute('img.dk-image', 'src')) ?? '', /^\/bilder\/[0-9a-f]{64}$/);
  await ada.dblclick('img.dk-image');
  await ada.fill('.dk-dialog textarea', 'Ein roter Kreis');
  await ada.click('.dk-dialog button[type="submit"]');
  await ada.waitForSelector('img.dk-image[alt="Ein roter Kreis"]');
  await ada.context().close();
});

test('a term is explained, a paragraph gets a source', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('DSFA');
  await ada.keyboard.press('Shift+Home');
  await ada.keyboard.press('Control+Alt+t');
  await ada.fill('.dk-dialog textarea', 'Datenschutz-Folgenabschätzung');
  await ada.click('.dk-dialog button[type="submit"]');
  assert.equal(await ada.getAttribute('abbr', 'title'), 'Datenschutz-Folgenabschätzung');
  await ada.keyboard.press('Control+Enter');
  await ada.keyboard.type('Quellen');
  await ada.keyboard.press('Enter');
  await ada.fill('.dk-source input[type="text"]', 'Handbuch');
  await ada.click('.dk-dialog button[type="submit"]');
  await until('the source', () => {
    let found = '';
    stage.server.edit((text) => {
      found = JSON.stringify(text.doc!.getMap('b').toJSON());
    });
    return /\[{"title":"Handbuch"}\]/.test(found);
  });
  await ada.context().close();
});

test('a block is dragged by the button left of its line', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  for (const word of ['eins', 'zwei', 'drei']) {
    await ada.keyboard.type(word);
    if (word !== 'drei') await ada.keyboard.press('Enter');
  }
  const handle = (await ada.locator('.dk-line-button').boundingBox())!;
  const first = (await ada.locator('.dk-block').nth(0).boundingBox())!;
  await ada.mouse.move(handle.x + 20, handle.y + 20);
  await ada.mouse.down();
  await ada.mouse.move(handle.x + 20, first.y + 20, { steps: 5 });
  await ada.mouse.move(handle.x + 20, first.y + 2, { steps: 5 });
  await ada.mouse.up();
  assert.deepEqual(await blocks(ada), ['drei', 'eins', 'zwei']);
  assert.equal(await ada.isVisible('.dk-menu'), false);
  await ada.context().close();
});

test('a section is dragged in the outline', async () => {
  const ada = await stage.person();
  stage.server.sample();
  await ada.waitForSelector('.dk-outline li >> nth=1');
  await ada.evaluate(() => {
    const [first, second] = document.querySelectorAll<HTMLElement>('.dk-outline li');
    const data = { dataTransfer: new DataTransfer(), bubbles: true, cancelable: true };
    second!.dispatchEvent(new DragEvent('dragstart', data));
    first!.dispatchEvent(new DragEvent('dragover', data));
    first!.dispatchEvent(new DragEvent('drop', data));
  });
  await until('it stands first', async () =>
    /Transparenz/.test((await ada.textContent('.dk-outline li >> nth=0')) ?? ''));
  await ada.context().close();
});
