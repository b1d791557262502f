// SPDX-License-Identifier: EUPL-1.2
// Words that were kept are put in again by a link; the kept copy stays until the person is done.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { blocks, Stage, status, until } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());
beforeEach(() => stage.reset());

const uid = 'Q'.repeat(22);

test('kept words stand behind their paragraph, said politely, with the cursor there', async () => {
  stage.server.edit((text) => {
    text.insert(text.length, 'eins', {});
    text.insertEmbed(text.length, { b: uid }, {});
    text.insert(text.length, 'zwei', {});
    text.insertEmbed(text.length, { b: 'R'.repeat(22) }, {});
    text.insert(text.length, 'drei', {});
  });
  stage.server.kept = { words: 'Meine Worte', uid, doneUrl: '/erledigt/1' };
  const ada = await stage.person({ einfuegen: '1', document: 'kept' });
  await ada.waitForSelector('[data-topic=kept]');
  assert.deepEqual(await blocks(ada), ['eins', 'zwei', 'Meine Worte', 'drei']);
  const live = await ada.$eval('[data-topic=kept]', (message) => {
    const region = message.closest('[role=status]');
    return region?.textContent ?? '';
  });
  assert.match(live, /wieder im Text, hinter dem Absatz/);
  await ada.keyboard.type(', und weiter');
  assert.equal((await blocks(ada))[2], 'Meine Worte, und weiter');
  await status(ada, /Gespeichert/);
  assert.match(JSON.stringify(stage.server.doc.getText('t').toDelta()), /Meine Worte, und weiter/);
  assert.deepEqual(stage.server.done, [], 'nothing is done before the person says so');

  // By keyboard: from the text back to the message above it.
  await ada.focus('[data-topic=kept] .kern-btn--secondary');
  await ada.keyboard.press('Enter');
  await until('it is done', () => stage.server.done.join() === '/erledigt/1');
  await ada.waitForSelector('[data-topic=kept] >> text=erledigt');
  assert.ok(await ada.evaluate(() => document.activeElement?.classList.contains('dk-words')));
  await ada.context().close();
});

test('loading the page again puts nothing in twice', async () => {
  stage.server.kept = { words: 'Nur einmal', uid: '', doneUrl: '/erledigt/2' };
  const ada = await stage.person({ einfuegen: '2', document: 'once' });
  await until('put in', async () => (await blocks(ada)).includes('Nur einmal'));
  await status(ada, /Gespeichert/);
  await ada.reload();
  await ada.waitForSelector('.dk-words[contenteditable=true]');
  await status(ada, /Gespeichert/);
  assert.equal((await blocks(ada)).filter((words) => words === 'Nur einmal').length, 1);
  assert.equal(await ada.locator('[data-topic=kept]').count(), 0);
  await ada.context().close();
});

test('who only reads finds at each paragraph how it came to be', async () => {
  stage.server.edit((text) => {
    text.insert(text.length, 'eins', {});
    text.insertEmbed(text.length, { b: uid }, {});
    text.insert(text.length, 'zwei', {});
  });
  const rita = await stage.person({ mode: 'read', member: 'm3' });
  const links = rita.locator('.dk-origin');
  await until('a link each', async () => (await links.count()) === 2);
  stage.server.edit((text) => {
    text.insertEmbed(text.length, { b: 'S'.repeat(22) }, {});
    text.insert(text.length, 'drei', {});
  });
  await until('the new paragraph has one', async () => (await links.count()) === 3);
  assert.deepEqual(await blocks(rita), ['eins', 'zwei', 'drei']);
  await rita.focus('.dk-words');
  for (let i = 0; i < 2; i++) await rita.keyboard.press('Tab');
  assert.equal(
    await rita.evaluate(() => document.activeElement?.getAttribute('href')),
    `/dokumente/d1/absatz/${uid}`,
  );
  await rita.context().close();
  const ada = await stage.person();
  assert.equal(await ada.locator('.dk-origin').count(), 0, 'who writes has it in the menu');
  await ada.context().close();
});
