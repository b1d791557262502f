// SPDX-License-Identifier: EUPL-1.2
// Somebody reads, another writes on: what changed since is one link away, and who wrote it too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { cursorAfter, hasStatus, openEditor } from '../support/editor.mjs';
import { bau, buero, coordination } from '../support/people.mjs';
import { shoot, Stage } from '../support/stage.mjs';

const stage = new Stage();
const written = 'Menschen entscheiden.';
const later = ' Und sie begründen es.';
const author = 'Delegierter (Berufsgenossenschaft Bau)';
let writer;
let reader;
let draft;

before(async () => {
  await stage.open();
  writer = await stage.member(bau);
  reader = await stage.member(buero);
});
after(() => stage.close());

test('a draft begins with a template and is written', async () => {
  await writer.goto('/entwuerfe/neu');
  await writer.fill('input[name=title]', 'Fristen der Zukunft');
  await writer.selectOption('select[name=beginn]', 'muster-leitlinie');
  assert.deepEqual(await violations(writer), []);
  await writer.click('main button[type=submit]');
  await writer.waitForURL('**/dokumente/*');
  draft = new URL(writer.url()).pathname;
  await openEditor(writer, draft);
  await cursorAfter(writer, 'Wertebasis');
  await writer.keyboard.press('Enter');
  await writer.keyboard.type(written);
  await hasStatus(writer, /Gespeichert/);
});

test('who comes back finds what has changed since', async () => {
  await openEditor(reader, draft);
  assert.equal(await reader.locator('main a[href$="von=zuletzt"]').count(), 1, 'only at the foot');
  await reader.goto('/uebersicht');
  assert.doesNotMatch(await reader.textContent('main'), /Hat sich geändert/);

  await cursorAfter(writer, written);
  await writer.keyboard.type(later);
  await hasStatus(writer, /Gespeichert/);

  await reader.reload();
  assert.match(await reader.textContent('main'), /Hat sich geändert, seit Sie zuletzt darin lasen/);
  await shoot(reader, 'overview-changed');
  await reader.goto(draft);
  await reader.click('.kern-alert a[href$="von=zuletzt"]');
  assert.match(await reader.textContent('h1'), /seit Sie zuletzt hier lasen/);
  const added = (await reader.locator('main ins').allTextContents()).join(' ');
  assert.match(added, new RegExp(later.trim()));
  assert.ok(!added.includes(written), 'what was read before is not new');
  assert.deepEqual(await violations(reader), []);
  await shoot(reader, 'since-last-read');
});

test('the time line names the house, and the person once they agreed', async () => {
  await reader.goto(draft);
  await reader.click('main a[href$="/verlauf"]');
  assert.match(await reader.textContent('main table'), /BG M-Bau/);
  assert.ok(!(await reader.textContent('main table')).includes(author));
  await writer.goto('/konto');
  await writer.check('input[name=named]');
  assert.deepEqual(await violations(writer), []);
  await writer.click('form[action="/konto/name"] button');
  assert.match(await writer.textContent('main'), /steht jetzt bei dem/);
  await reader.reload();
  assert.ok((await reader.textContent('main table')).includes(author));
  assert.deepEqual(await violations(reader), []);
  await shoot(reader, 'time-line');
});

test('any two states are chosen in the time line and compared', async () => {
  await reader.goto(`${draft}/verlauf`);
  const states = reader.locator('select[name=von] option');
  assert.ok((await states.count()) >= 2, 'the template, and what was written');
  const oldest = await states.last().getAttribute('value');
  await reader.selectOption('select[name=von]', oldest);
  await reader.click('form[action$="/vergleich"] button');
  await reader.waitForURL('**/vergleich?**');
  assert.match(await reader.textContent('h1'), /Vergleich zweier Stände/);
  const added = (await reader.locator('main ins').allTextContents()).join(' ');
  assert.ok(added.includes(written), added);
  assert.deepEqual(await violations(reader), []);
  await shoot(reader, 'two-states');
});

test('from a paragraph in the editor one comes to how it came about', async () => {
  await openEditor(reader, draft);
  await cursorAfter(reader, written + later);
  await reader.keyboard.press('Control+Enter');
  await reader.click('.dk-menu__origin');
  await reader.waitForURL('**/absatz/*');
  const page = await reader.textContent('main');
  assert.ok(page.includes(written + later) && page.includes(author));
  assert.deepEqual(await violations(reader), []);
  await shoot(reader, 'origin');
});

test('the coordination offers a draft as a template to everybody', async () => {
  const page = await stage.member(coordination);
  await page.goto(draft);
  await page.click('form[action$="/vorlage"] button');
  assert.match(await page.textContent('main'), /allen als Vorlage/);
  await reader.goto('/entwuerfe/neu');
  const offered = await reader.locator('select[name=beginn] option').allTextContents();
  assert.ok(offered.includes('Vorlage: Fristen der Zukunft'), offered.join(' | '));
  await page.context().close();
});
