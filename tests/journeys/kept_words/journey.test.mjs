// SPDX-License-Identifier: EUPL-1.2
// Somebody writes in a paragraph that another moves at that moment: the words are kept for their
// author, who puts them in again and then says that they need no longer be kept.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { blocks, cursorAfter, hasStatus, hasWords, openEditor } from '../support/editor.mjs';
import { bau, buero } from '../support/people.mjs';
import { shoot, Stage, until } from '../support/stage.mjs';

const stage = new Stage();
const typed = 'gehalten und wiedergefunden';
let ada;
let bert;
let draft;

before(async () => {
  await stage.open();
  ada = await stage.member(bau);
  bert = await stage.member(buero);
  await ada.goto('/entwuerfe/neu');
  await ada.fill('input[name=title]', 'Verwaiste Worte');
  await ada.click('main button[type=submit]');
  await ada.waitForURL('**/dokumente/*');
  draft = new URL(ada.url()).pathname;
  await openEditor(ada, draft);
  await ada.click('.dk-words');
  for (const word of ['Eins', 'Zwei', 'Drei']) {
    await ada.keyboard.type(word);
    if (word !== 'Drei') await ada.keyboard.press('Enter');
  }
  await hasStatus(ada, /Gespeichert/);
});
after(() => stage.close());

/** From now on what the page sends waits, until it is let go. */
async function slowLine(page) {
  const held = [];
  let isHolding = false;
  let toServer;
  await page.routeWebSocket(/\/ws\/document\//, (socket) => {
    toServer = socket.connectToServer();
    socket.onMessage((frame) => (isHolding ? held.push(frame) : toServer.send(frame)));
    toServer.onMessage((frame) => socket.send(frame));
  });
  return {
    hold: () => (isHolding = true),
    letGo() {
      isHolding = false;
      for (const frame of held) toServer.send(frame);
    },
  };
}

test('words typed into a paragraph that was moved are kept, and the editor says so', async () => {
  const line = await slowLine(ada);
  await openEditor(ada, draft);
  await openEditor(bert, draft);
  line.hold();
  await cursorAfter(ada, 'Drei');
  await ada.keyboard.type(` ${typed}`);
  await cursorAfter(bert, 'Drei');
  // Bert cannot know that somebody writes there: the paragraph itself is moved.
  await bert.keyboard.press('Alt+ArrowUp');
  await bert.keyboard.press('Alt+ArrowUp');
  await hasStatus(bert, /Gespeichert/);
  line.letGo();
  await ada.waitForSelector('[data-topic=orphaned]');
  await shoot(ada, 'kept-orphaned');
});

test('put in again by keyboard, they stand behind their paragraph and stay kept', async () => {
  await ada.click('[data-topic=orphaned] a');
  await ada.waitForURL('**/nicht-uebernommen');
  assert.match(await ada.textContent('.dk-kept'), new RegExp(typed));
  assert.deepEqual(await violations(ada), []);
  await shoot(ada, 'kept-page');
  await ada.locator('.dk-kept a', { hasText: 'Erneut einfügen' }).focus();
  await ada.keyboard.press('Enter');
  await ada.waitForSelector('[data-topic=kept]');
  assert.match(await ada.textContent('[role=status] [data-topic=kept]'), /hinter dem Absatz/);
  assert.equal(new URL(ada.url()).search, '', 'loading the page again does not put them in again');
  const shown = await blocks(ada);
  const [at] = shown.flatMap((words, i) => (words.startsWith('Drei') ? [i] : []));
  assert.equal(shown[at + 1], typed);
  await ada.keyboard.type('.');
  await hasWords(bert, `${typed}.`);
  await hasStatus(ada, /Gespeichert/);
  assert.deepEqual(await violations(ada), []);
  await shoot(ada, 'kept-put-back');
  const other = await ada.context().newPage();
  await other.goto(`/sprache/en?zurueck=${draft}/nicht-uebernommen`);
  assert.equal(await other.locator('.dk-kept').count(), 1, 'still kept');
  assert.match(await other.textContent('.dk-kept'), /Insert again/);
  await shoot(other, 'kept-page-en');
  await other.goto('/sprache/de');
  await other.close();
});

test('the person says that they are done', async () => {
  await ada.focus('[data-topic=kept] .kern-btn--secondary');
  await ada.keyboard.press('Enter');
  await until('it is said', async () =>
    /Die Worte sind erledigt/.test(await ada.textContent('[data-topic=kept]')));
  await hasWords(ada, `${typed}.`);
  await ada.goto(`${draft}/nicht-uebernommen`);
  assert.equal(await ada.locator('.dk-kept').count(), 0);
  assert.match(await ada.textContent('main'), /nichts aufbewahrt/);
});
