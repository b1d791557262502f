// SPDX-License-Identifier: EUPL-1.2
// From a file to an edition, and back in time, by keys alone: nothing here clicks. Which file it is
// the browser asks in a window of its own; it is named to it once its field has the focus.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { hasStatus, hasWords } from '../support/editor.mjs';
import { enterAndGo, signInByKeys, tabTo } from '../support/keys.mjs';
import { bau, buero } from '../support/people.mjs';
import { Stage, until } from '../support/stage.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const sample = join(root, 'examples/import/muster-leitlinie.docx');
const stage = new Stage();
let first;
let second;
let draft;
let release;

before(async () => {
  await stage.open();
  first = await (await stage.profile()).newPage();
  second = await (await stage.profile()).newPage();
  await signInByKeys(first, bau);
  await signInByKeys(second, buero);
});
after(() => stage.close());

test('a file is imported, its preview looked at and taken', async () => {
  await tabTo(first, /^Entwürfe$/);
  await enterAndGo(first, '**/entwuerfe');
  await tabTo(first, /^Datei importieren$/);
  await enterAndGo(first, '**/entwuerfe/importieren');
  await tabTo(first, /^Datei/);
  await first.setInputFiles('input[type=file]:focus', sample);
  await tabTo(first, /^Hochladen und Vorschau ansehen$/);
  await first.keyboard.press('Enter');
  await first.waitForSelector('input[name=title]');
  await tabTo(first, /^Als Entwurf übernehmen$/);
  await enterAndGo(first, '**/dokumente/*');
  await first.waitForSelector('.dk-words[contenteditable=true]');
});

test('a table is begun and filled', async () => {
  await first.goto('/entwuerfe');
  await tabTo(first, /^Neuer Entwurf$/);
  await enterAndGo(first, '**/entwuerfe/neu');
  await tabTo(first, /^Titel/);
  await first.keyboard.type('Mit einer Tabelle');
  await enterAndGo(first, '**/dokumente/*');
  draft = new URL(first.url()).pathname;
  await first.waitForSelector('.dk-words[contenteditable=true]');
  await tabTo(first, /^Text des Dokuments/);
  await first.keyboard.type('/Tabelle');
  await first.keyboard.press('Enter');
  await first.keyboard.type('Schritt');
  await first.keyboard.press('Tab');
  await first.keyboard.type('Frist');
  await first.keyboard.press('ArrowDown');
  await first.keyboard.type('drei Tage');
  await hasStatus(first, /Gespeichert/);
  const rows = await first.$$eval('.dk-table tr', (all) =>
    all.map((row) => [...row.querySelectorAll('.dk-cell')].map((one) => one.textContent).join('|')),
  );
  const head = rows.findIndex((row) => row.startsWith('Schritt|Frist'));
  assert.ok(rows[head + 1]?.startsWith('|drei Tage'), rows.join(' / '));
});

test('the draft becomes a guideline and is laid before the others', async () => {
  await first.goto('/leitlinien');
  await tabTo(first, /^Neue Leitlinie beginnen$/);
  await enterAndGo(first, '**/leitlinien/neu');
  await tabTo(first, /^Titel/);
  await first.keyboard.type('Nur mit Tasten');
  await tabTo(first, /^Wort in der Adresse/);
  await first.keyboard.type('tasten');
  await tabTo(first, /^Womit beginnt der Entwurf/);
  await first.keyboard.press('ArrowDown');
  await tabTo(first, /^Leitlinie beginnen$/);
  await enterAndGo(first, '**/leitlinien/tasten');
  await tabTo(first, /^Neue Ausgabe veröffentlichen$/);
  await enterAndGo(first, '**/veroeffentlichen');
  await tabTo(first, /^Rechtsstand/);
  await first.keyboard.type('Stand der Probe');
  await tabTo(first, /^Zur Freigabe vorlegen$/);
  await enterAndGo(first, '**/freigaben/*');
  release = new URL(first.url()).pathname;
});

test('somebody of another authority finds it in the overview and releases it', async () => {
  await second.goto('/uebersicht');
  await tabTo(second, /Nur mit Tasten/);
  await enterAndGo(second, `**${release}`);
  await tabTo(second, /^Freigeben und veröffentlichen$/);
  await enterAndGo(second, '**/leitlinien/tasten');
  assert.match(await second.textContent('main'), /drei Tage/);
});

test('a state is named, and two states are compared', async () => {
  await first.goto(`${draft}/verlauf`);
  await tabTo(first, /^Stand danach/);
  await enterAndGo(first, '**/stand/*');
  await tabTo(first, /^Name für diesen Stand/);
  await first.keyboard.type('Vor der Freigabe');
  await enterAndGo(first, '**/verlauf*');
  assert.match(await first.textContent('main'), /Vor der Freigabe/);
  await tabTo(first, /^Der eine Stand/);
  await tabTo(first, /^Vergleichen$/);
  await enterAndGo(first, '**/vergleich?*');
});

test('an earlier state is brought back', async () => {
  await first.goto(draft);
  await first.waitForSelector('.dk-words[contenteditable=true]');
  await tabTo(first, /^Text des Dokuments/);
  await first.keyboard.type('Zu viel. ');
  await hasStatus(first, /Gespeichert/);
  await first.goto(`${draft}/verlauf`);
  await tabTo(first, /^Vor der Freigabe/);
  await enterAndGo(first, '**/stand/*');
  await tabTo(first, /^Diesen Stand zurückholen$/);
  await enterAndGo(first, (url) => !url.pathname.includes('/stand/'));
  await first.goto(draft);
  await hasWords(first, 'drei Tage');
  await until('the words are gone', async () =>
    !(await first.textContent('main')).includes('Zu viel.'));
});
