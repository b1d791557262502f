// SPDX-License-Identifier: EUPL-1.2
// How lists, notes and terms are told to those who hear the text, as Chromium's tree says.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { cursorTo, Stage, told, until } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());
beforeEach(() => stage.reset());

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly childIds?: readonly string[];
}

/** The lists within the text: of each the words of its items, with how deep they stand. */
async function listsOf(page: Page): Promise<string[][]> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Accessibility.enable');
  const { nodes } = (await devtools.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const below = (node: AxNode): AxNode[] =>
    (node.childIds ?? []).flatMap((id) => {
      const child = byId.get(id);
      if (child === undefined) return [];
      return child.ignored ? below(child) : [child];
    });
  const words = (node: AxNode): string =>
    node.role?.value === 'StaticText'
      ? (node.name?.value ?? '')
      : below(node).map(words).join('');
  const text = nodes.find(({ role }) => role?.value === 'textbox')!;
  const found = below(text).filter(({ role }) => role?.value === 'list');
  await devtools.detach();
  return found.map((list) => below(list).map((item) => `${item.role?.value} ${words(item)}`));
}

async function places(page: Page): Promise<string[]> {
  return page.$$eval('.dk-words li', (items) =>
    items.map((item) =>
      ['level', 'posinset', 'setsize'].map((name) => item.getAttribute(`aria-${name}`)).join('/'),
    ),
  );
}

test('a list is one list, with its items in order and as deep as they stand', async () => {
  const ada = await stage.person();
  stage.server.sample();
  await ada.waitForSelector('.dk-block[data-kind="quote"]');
  assert.deepEqual(await listsOf(ada), [
    ['listitem 1.Fairness prüfen', 'listitem a)für jede Gruppe', 'listitem 2.Ergebnis veröffentlichen'],
    ['listitem •ein Punkt', 'listitem –noch einer'],
  ]);
  assert.deepEqual(await places(ada), ['1/1/2', '2/1/1', '1/2/2', '1/1/1', '2/1/1']);
  await ada.context().close();
});

test('the list follows what is typed, split, taken out and made again', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.press('Control+Shift+8');
  await ada.keyboard.type('eins');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('zwei');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('drei');
  assert.deepEqual(await listsOf(ada), [['listitem •eins', 'listitem •zwei', 'listitem •drei']]);
  await cursorTo(ada, 1, 'end');
  await ada.keyboard.press('Control+Shift+8');
  assert.deepEqual(await listsOf(ada), [['listitem •eins'], ['listitem •drei']]);
  await ada.keyboard.press('Control+z');
  assert.deepEqual(await listsOf(ada), [['listitem •eins', 'listitem •zwei', 'listitem •drei']]);
  assert.deepEqual(await places(ada), ['1/1/3', '1/2/3', '1/3/3']);
  await ada.keyboard.press('Tab');
  assert.deepEqual(await places(ada), ['1/1/2', '2/1/1', '1/2/2']);
  await ada.context().close();
});

test('notes in cells stand in the list of notes, terms in theirs, and lead to their place', async () => {
  const ada = await stage.person();
  stage.server.sample();
  await until('both notes', async () => (await ada.locator('.dk-overview ol li').count()) === 2);
  assert.deepEqual(await ada.locator('.dk-overview ol li').allTextContents(), [
    'Art. 35 DSGVO',
    'ab Zugang',
  ]);
  assert.match(
    (await ada.textContent('.dk-overview__terms')) ?? '',
    /DSFA.*Datenschutz-Folgenabschätzung/,
  );
  await ada.click('.dk-overview details >> nth=0 >> summary');
  await ada.click('.dk-overview ol li >> nth=1 >> button');
  await ada.keyboard.press('Home');
  await ada.keyboard.type('nach ');
  assert.match((await ada.textContent('.dk-table')) ?? '', /nach vier Wochen/);
  await ada.context().close();
});

test('what a term means is shown and told when the cursor comes to it', async () => {
  const ada = await stage.person();
  stage.server.sample();
  await cursorTo(ada, 15, 'start');
  await ada.waitForSelector('.dk-means', { state: 'detached' });
  for (let i = 0; i < 'Vor dem Einsatz steht die DS'.length; i++) {
    await told(ada);
    await ada.keyboard.press('ArrowRight');
  }
  await ada.waitForSelector('.dk-means', { state: 'attached' });
  assert.equal(await ada.textContent('.dk-means'), 'Datenschutz-Folgenabschätzung');
  assert.equal(
    await ada.textContent('.kern-sr-only[role="status"]'),
    'DSFA: Datenschutz-Folgenabschätzung',
  );
  await ada.context().close();
});

test('from the menu a link leads to how the paragraph came about', async () => {
  const ada = await stage.person();
  stage.server.sample();
  await cursorTo(ada, 1, 'end');
  await ada.keyboard.press('Control+Enter');
  const uid = await ada.locator('.dk-block').nth(1).getAttribute('data-uid');
  await ada.keyboard.press('Tab');
  const link = await ada.evaluate(() => document.activeElement?.getAttribute('href'));
  assert.equal(link, `/dokumente/d1/absatz/${uid}`);
  await ada.keyboard.press('Escape');
  assert.equal(await ada.isVisible('.dk-menu'), false);
  await ada.context().close();
});
