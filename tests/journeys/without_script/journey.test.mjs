// SPDX-License-Identifier: EUPL-1.2
// Everything but live writing works without JavaScript.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../support/modules.mjs';
import { bau, buero, password } from '../support/people.mjs';
import { Stage, until } from '../support/stage.mjs';

const stage = new Stage();
const plain = { javaScriptEnabled: false };
let page;
let draft;

before(async () => {
  await stage.open();
  page = await stage.member(bau, plain);
});
after(() => stage.close());

test('a wrong password is told at the form, and what was typed stays', async () => {
  const visitor = await (await stage.profile(plain)).newPage();
  await visitor.goto('/anmelden');
  await visitor.fill('input[name=email]', bau);
  await visitor.fill('input[name=password]', `${password}!`);
  await visitor.click('main button[type=submit]');
  assert.equal(await visitor.inputValue('input[name=email]'), bau);
  assert.equal(await visitor.locator('main .kern-alert').count(), 1);
  await visitor.context().close();
});

test('a draft can be read and its history seen', async () => {
  await page.goto('/leitlinien/ki-einsatz/entwurf');
  const text = page.locator('[data-island=editor]');
  assert.match(await text.innerText(), /Würde des Menschen/);
  const origin = text.locator('a[href*="/absatz/"]');
  assert.ok((await origin.count()) > 20, 'each paragraph leads to how it came to be');
  await origin.first().click();
  await page.waitForURL('**/absatz/*');
  assert.match(await page.innerText('main'), /Wortlaut|Import/);
  await page.goBack();
  await page.click('main a[href$="/verlauf"]');
  assert.match(await page.locator('main table').innerText(), /Wörter dazu/);
});

test('a file is imported with its stages looked at by hand', async () => {
  await page.goto('/entwuerfe/importieren');
  const sample = join(root, 'examples/import/muster-leitlinie.docx');
  await page.setInputFiles('input[type=file]', sample);
  await page.click('main button[type=submit]');
  await until('the preview is there', async () => {
    if ((await page.locator('input[name=title]').count()) === 1) return true;
    await page.click('main a[href^="/entwuerfe/importieren/"]');
    return false;
  });
  await page.fill('input[name=title]', '');
  await page.click('form[action$="/uebernehmen"] button[type=submit]', { noWaitAfter: true });
  await page.fill('input[name=title]', 'Ohne Skript');
  await page.click('form[action$="/uebernehmen"] button[type=submit]');
  await page.waitForURL('**/dokumente/*');
  draft = new URL(page.url()).pathname;
  assert.equal((await page.textContent('h1')).trim(), 'Ohne Skript');
});

test('the account page changes what it shows', async () => {
  await page.goto('/konto');
  await page.fill('form[action="/konto/profil"] input[name=job]', 'Prüft ohne Skript');
  await page.click('form[action="/konto/profil"] button[type=submit]');
  assert.match(await page.textContent('main'), /Ihre Angaben sind gespeichert/);
  const job = page.locator('form[action="/konto/profil"] input[name=job]');
  assert.equal(await job.inputValue(), 'Prüft ohne Skript');
  await page.click('header a[href^="/sprache/en"]');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await page.click('header a[href^="/sprache/de"]');
});

test('a draft is published by two authorities', async () => {
  await page.goto(draft);
  await page.click('a[href^="/leitlinien/neu"]');
  await page.fill('input[name=key]', 'KEIN WORT');
  await page.click('main form[action="/leitlinien/neu"] button[type=submit]');
  assert.equal(await page.inputValue('input[name=key]'), 'KEIN WORT');
  assert.match(await page.textContent('main'), /nur kleine Buchstaben/);
  await page.fill('input[name=key]', 'ohne-skript');
  await page.click('main form[action="/leitlinien/neu"] button[type=submit]');
  await page.waitForURL('**/leitlinien/ohne-skript');
  await page.goto('/leitlinien/ohne-skript/veroeffentlichen');
  await page.click('form[action$="/veroeffentlichen"] button[type=submit]');
  await page.waitForURL('**/freigaben/*');

  const other = await stage.member(buero, plain);
  await other.goto(page.url());
  await other.click('form[action$="/freigeben"] button[type=submit]');
  await other.waitForURL('**/leitlinien/ohne-skript');
  const citizen = await (await stage.profile(plain)).newPage();
  await citizen.goto('/leitlinien/ohne-skript');
  assert.match(await citizen.locator('main').innerText(), /1\. Ausgabe/);
  await citizen.context().close();
  await other.context().close();
});
