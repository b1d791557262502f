// SPDX-License-Identifier: EUPL-1.2
// A file is being read in; whoever does not wait for it finds it again on the overview.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { root } from '../support/modules.mjs';
import { bau } from '../support/people.mjs';
import { shoot, Stage, until } from '../support/stage.mjs';

const stage = new Stage();
const sample = join(root, 'examples/import/muster-leitlinie.docx');
const sentence = 'Ihre Übernahme von „muster-leitlinie.docx“ ist fertig.';
let page;

before(async () => {
  await stage.open();
  page = await stage.member(bau);
});
after(() => stage.close());

test('an import that was left comes back as a row of what needs its member', async () => {
  await page.goto('/entwuerfe/importieren');
  await page.setInputFiles('input[type=file]', sample);
  await page.click('main button[type=submit]');
  await page.waitForURL('**/entwuerfe/importieren/*');
  await until('the overview says that it is ready', async () => {
    await page.goto('/uebersicht');
    return (await page.textContent('main')).includes(sentence);
  });
  assert.deepEqual(await violations(page), []);
  await shoot(page, 'import-ready');
  await page.locator('.dk-todo', { hasText: sentence }).locator('a').click();
  assert.match(await page.textContent('main'), /Noch ist nichts gespeichert/);
});

test('the page of the form lists it too, and what is discarded is gone from both', async () => {
  await page.goto('/entwuerfe/importieren');
  assert.match(await page.textContent('main'), /Ihre Übernahmen.*muster-leitlinie\.docx/s);
  await page.click('main a:text-is("muster-leitlinie.docx")');
  await page.click('form[action$="/verwerfen"] button');
  assert.match(await page.textContent('main'), /Es ist nichts zurückgeblieben/);
  assert.doesNotMatch(await page.textContent('main'), /Ihre Übernahmen/);
  await page.goto('/uebersicht');
  assert.doesNotMatch(await page.textContent('main'), /muster-leitlinie\.docx/);
});
