// SPDX-License-Identifier: EUPL-1.2
// What the routes with an id need, made through the pages as people make it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cursorAfter, hasStatus, openEditor } from '../support/editor.mjs';
import { root } from '../support/modules.mjs';
import { bau, buero, coordination, password } from '../support/people.mjs';
import { until } from '../support/stage.mjs';

/** The first address of this beginning in a mail that was written to the data folder. */
function addressInMails(folder, beginning) {
  for (const name of readdirSync(folder)) {
    // A mail is written aside and gets its name when it is whole.
    if (!name.endsWith('.eml')) continue;
    const mail = readFileSync(join(folder, name), 'utf8');
    const [head, ...rest] = mail.split(/\r?\n\r?\n/);
    const body = rest.join('\n\n');
    const plain = /base64/i.test(head)
      ? Buffer.from(body, 'base64').toString('utf8')
      : body.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
    const found = new RegExp(`${beginning}[\\w-]+`).exec(plain);
    if (found !== null) return found[0];
  }
  return undefined;
}

async function mailed(stage, beginning) {
  const folder = join(stage.server.data, 'mail');
  await until(`a mail with ${beginning}`, () => addressInMails(folder, beginning) !== undefined);
  return addressInMails(folder, beginning);
}

async function importFile(page) {
  await page.goto('/entwuerfe/importieren');
  const sample = join(root, 'examples/import/muster-leitlinie.docx');
  await page.setInputFiles('input[type=file]', sample);
  await page.click('main button[type=submit]');
  await page.waitForSelector('input[name=title]');
  return new URL(page.url()).pathname;
}

/** A picture drawn by the browser, sent as the editor sends it. */
async function addImage(page) {
  return page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d').fillRect(10, 10, 50, 30);
    const picture = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
    const form = new FormData();
    form.append('csrf', document.querySelector('input[name=csrf]').value);
    form.append('file', picture, 'bild.png');
    const answer = await fetch(`${location.pathname}/bilder`, { method: 'POST', body: form });
    return (await answer.json()).hash;
  });
}

async function askForRelease(page) {
  await page.goto('/leitlinien/ki-einsatz/veroeffentlichen');
  await page.click('form[action$="/veroeffentlichen"] button[type=submit]');
  await page.waitForURL('**/freigaben/*');
  return new URL(page.url()).pathname;
}

/** The first paragraph of the draft says something more. */
async function changeDraft(page, document, words) {
  await openEditor(page, document);
  await cursorAfter(page, 'Würde des Menschen');
  await page.keyboard.type(words);
  await hasStatus(page, /Gespeichert/);
}

/** A second edition, so that there are two to compare; then the draft changes again. */
async function publishSecond(member, coordinator, document) {
  await changeDraft(member, document, ' Das gilt auch für Fristen.');
  const request = await askForRelease(member);
  await coordinator.goto(request);
  await coordinator.click('form[action$="/freigeben"] button[type=submit]');
  await coordinator.waitForURL('**/leitlinien/ki-einsatz');
  await changeDraft(member, document, ' Und für Gebühren.');
}

async function coordinationMakes(stage, page) {
  await page.goto('/koordination');
  const row = page.locator('a[href^="/koordination/behoerden/"]', { hasText: 'Bau' }).first();
  const authority = await row.getAttribute('href');
  await page.goto(authority);
  const person = await page.getAttribute('a[href^="/koordination/mitglieder/"]', 'href');
  await page.fill('form[action$="/einladen"] input[name=name]', 'Neue Fachexpertin');
  await page.fill('form[action$="/einladen"] input[name=email]', 'neu@bg-bau.example');
  await page.click('form[action$="/einladen"] button[type=submit]');
  const invitation = await mailed(stage, '/einladung/');
  return { authority, person, invitation };
}

/** The page in sign language is empty at first. */
async function writeSitePage(page) {
  await page.goto('/koordination/seiten/gebaerdensprache/de');
  await page.fill('input[name=title]', 'Das Netzwerk in Gebärdensprache');
  await page.fill('textarea[name=markdown]', '# Worum es geht\n\nEin **Film** erklärt es.');
  await page.fill('input[name=address]', 'https://filme.example/gebaerden');
  await page.click('button[value=save]');
  await page.waitForURL('**/koordination/seiten');
}

/** One paragraph in Leichte Sprache, so that there is such an edition. */
async function writeRendering(page) {
  const address = '/leitlinien/ki-einsatz/uebertragungen/de-simple';
  await page.goto(address);
  await page.locator('.dk-render textarea').first().fill('Das steht hier in Leichter Sprache.');
  await page.click(`form[action="${address}"] button[type=submit]`);
  await page.waitForURL(`**${address}?**`);
}

async function forgottenPassword(stage) {
  const page = await (await stage.profile()).newPage();
  await page.goto('/passwort-vergessen');
  await page.fill('input[name=email]', buero);
  await page.click('main button[type=submit]');
  const reset = await mailed(stage, '/passwort/');
  await page.context().close();
  return reset;
}

/** The link that makes another address of the member's count; it is only looked at. */
async function newAddress(stage, page) {
  await page.goto('/konto/email');
  await page.fill('input[name=email]', 'neu@bau.example');
  await page.fill('input[name=current_password]', password);
  await page.click('main button[type=submit]');
  return mailed(stage, '/email/');
}

/** Everything, and the two people who are signed in: a member and the coordination. */
export async function make(stage) {
  const member = await stage.member(bau);
  const coordinator = await stage.member(coordination);
  await writeSitePage(coordinator);
  await writeRendering(coordinator);
  const job = await importFile(member);
  await member.goto('/leitlinien/ki-einsatz/entwurf');
  const document = new URL(member.url()).pathname;
  const image = await addImage(member);
  await publishSecond(member, coordinator, document);
  const request = await askForRelease(member);
  await member.goto('/l/ki-einsatz/1/1.1');
  const [, uid] = /\/p\/([\w-]{22})/.exec(await member.textContent('main'));
  const made = {
    job,
    document,
    image,
    request,
    uid,
    reset: await forgottenPassword(stage),
    newEmail: await newAddress(stage, member),
    ...(await coordinationMakes(stage, coordinator)),
  };
  return { made, member: member.context(), coordinator: coordinator.context() };
}
