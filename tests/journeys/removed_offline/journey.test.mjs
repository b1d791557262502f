// SPDX-License-Identifier: EUPL-1.2
// Somebody writes in a train, is removed from the network meanwhile, and comes back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as Y from '../../../web/node_modules/yjs/dist/yjs.mjs';
import { violations } from '../support/axe.mjs';
import { blocks, cursorAfter, hasStatus, openEditor } from '../support/editor.mjs';
import { coordination, energie, password } from '../support/people.mjs';
import { shoot, Stage, until } from '../support/stage.mjs';

const stage = new Stage();
const saved = 'Vor der Reise geschrieben.';
const offline = ' Im Zug geschrieben.';
let person;
let draft;

before(async () => {
  await stage.open();
  person = await stage.member(energie);
});
after(() => stage.close());

/** The coordination ends the membership on the member's page. */
async function remove(name) {
  const page = await stage.member(coordination);
  await page.goto('/koordination?behoerden-suche=energie');
  await page.click('a[href^="/koordination/behoerden/"]:not([href$=".csv"])');
  await page.click(`a:text-is("${name}")`);
  await page.click('form[action$="/beenden"] button');
  assert.match(await page.textContent('main'), /Mitgliedschaft ist beendet/);
  return page;
}

test('the tab says that the login has ended, and the words stay in it and on the device', async () => {
  await person.goto('/entwuerfe/neu');
  await person.fill('input[name=title]', 'Unterwegs');
  await person.click('main button[type=submit]');
  await person.waitForURL('**/dokumente/*');
  draft = new URL(person.url()).pathname;
  await openEditor(person, draft);
  await person.locator('.dk-words').click();
  await person.keyboard.type(saved);
  await hasStatus(person, /Gespeichert/);
  await person.context().setOffline(true);
  await hasStatus(person, /Nicht verbunden/);
  await cursorAfter(person, saved);
  await person.keyboard.type(offline);

  const coordinator = await remove('Delegierter (Berufsgenossenschaft Energie)');
  await person.context().setOffline(false);
  const ended = person.locator('[data-topic=ended]');
  await ended.waitFor({ timeout: 60_000 });
  const words = await ended.textContent();
  assert.match(words, /Ihre Anmeldung ist beendet/);
  assert.match(words, /bleibt auf diesem Gerät/);
  assert.match(words, /kopieren Sie Ihre Worte/);
  assert.ok((await blocks(person)).join().includes(saved + offline), 'they can still be copied');
  assert.deepEqual(await violations(person), []);
  await shoot(person, 'removed-offline');

  await coordinator.goto(draft);
  const shown = () => coordinator.textContent('main');
  await until('the draft is shown', async () => (await shown()).includes(saved));
  assert.ok(!(await shown()).includes(offline.trim()));
});

/** Every update that this device keeps, of all documents. */
function keptUpdates(page) {
  return page.evaluate(async () => {
    const settled = (request) =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const database = await settled(indexedDB.open('denkraum-editor'));
    const rows = await settled(database.transaction('updates').objectStore('updates').getAll());
    database.close();
    return rows.map(({ update }) => [...update]);
  });
}

test('the words are on the device after the window was closed, and signing in is refused', async () => {
  const page = await person.context().newPage();
  await person.close();
  await page.goto('/anmelden');
  const doc = new Y.Doc();
  for (const update of await keptUpdates(page)) Y.applyUpdate(doc, new Uint8Array(update));
  assert.ok(doc.getText('t').toString().includes(offline.trim()), doc.getText('t').toString());
  await page.fill('input[name=email]', energie);
  await page.fill('input[name=password]', password);
  await page.click('main button[type=submit]');
  assert.equal(new URL(page.url()).pathname, '/anmelden');
  assert.equal((await page.request.get(draft, { maxRedirects: 0 })).status(), 303);
});
