// SPDX-License-Identifier: EUPL-1.2
// Where a proxy lets no WebSocket through, people write all the same, with those who have one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { blocks, cursorAfter, hasStatus, hasWords, openEditor } from '../support/editor.mjs';
import { bau, buero, energie, pflege } from '../support/people.mjs';
import { Stage, until } from '../support/stage.mjs';
import { Proxy } from './proxy.mjs';

const stage = new Stage();
const proxies = [];
let ada;
let draft;

before(async () => {
  await stage.open();
  ada = await stage.member(bau);
  await ada.goto('/entwuerfe/neu');
  await ada.fill('input[name=title]', 'Ohne WebSocket');
  await ada.click('main button[type=submit]');
  await ada.waitForURL('**/dokumente/*');
  draft = new URL(ada.url()).pathname;
  await openEditor(ada, draft);
  await ada.click('.dk-words');
  await ada.keyboard.type('Anfang.');
});
after(async () => {
  await stage.close();
  for (const proxy of proxies) proxy.close();
});

/** A member who reaches the server through a proxy of this kind. */
async function behind(way, email) {
  const proxy = new Proxy(stage.server.address, way);
  proxies.push(proxy);
  const baseURL = await proxy.listen();
  const page = await stage.member(email, { baseURL });
  await openEditor(page, draft);
  return { page, proxy };
}

async function writesWithAda(page, words) {
  await cursorAfter(page, 'Anfang.');
  await page.keyboard.type(` ${words}`);
  await hasWords(ada, words);
  await hasStatus(page, /Gespeichert/);
  await cursorAfter(ada, words);
  await ada.keyboard.type(` Gelesen: ${words}`);
  await hasWords(page, `Gelesen: ${words}`);
  await until('both show the same', async () =>
    (await blocks(page)).join('|') === (await blocks(ada)).join('|'),
  );
}

test('a proxy refuses WebSockets: the editor writes over plain requests', async () => {
  const { page, proxy } = await behind('refuse', buero);
  await writesWithAda(page, 'Abgelehnt.');
  assert.equal(proxy.upgrades, 1);
  assert.ok(proxy.syncs > 3);
  await until('the list names who writes', async () =>
    /Delegierte \(Berufsgenossenschaft Büro/.test(await ada.textContent('.dk-people')),
  );
  await page.goto('/konto');
  await until('who leaves is not shown any more', async () =>
    !/Berufsgenossenschaft Büro/.test((await ada.textContent('.dk-people')) ?? ''),
  );
});

test('a proxy swallows WebSockets: after three seconds plain requests take over', async () => {
  const { page, proxy } = await behind('swallow', energie);
  await writesWithAda(page, 'Verschluckt.');
  assert.equal(proxy.upgrades, 1);
});

test('a proxy cuts WebSockets: at the second time plain requests take over', async () => {
  const { page, proxy } = await behind('cut', pflege);
  await until('the way is changed', () => proxy.syncs > 0);
  await writesWithAda(page, 'Abgeschnitten.');
  assert.equal(proxy.upgrades, 2);
});
