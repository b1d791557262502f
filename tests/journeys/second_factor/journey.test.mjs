// SPDX-License-Identifier: EUPL-1.2
// A second factor is set up, asked for, used, and taken away again; a mail tells of it each time.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { buero, password } from '../support/people.mjs';
import { shoot, signOut, Stage, until } from '../support/stage.mjs';

const stage = new Stage();
let page;
let secret;
let recovery;

before(async () => {
  await stage.open();
  page = await stage.member(buero);
});
after(() => stage.close());

/** RFC 4648, as the page shows it in groups. */
function bytesOf(base32) {
  const bits = [...base32.replace(/[^A-Z2-7]/g, '')]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** RFC 6238 with SHA-1, thirty seconds and six digits. */
function codeOf(step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const at = digest[digest.length - 1] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const stepNow = () => Math.floor(Date.now() / 30_000);

function mails() {
  const folder = join(stage.server.data, 'mail');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

function subjects() {
  return mails()
    .map((mail) => /^Subject: (.*(?:\r?\n[ \t].*)*)/m.exec(mail))
    .map((found) => decoded(found?.[1] ?? ''));
}

/** The words of a mail, of which only ASCII is told apart. */
const words = (mail) => mail.replace(/=\r?\n/g, '').replace(/(=[0-9A-F]{2})+/g, '…');

/** RFC 2047, as far as our own mails use it. */
function decoded(subject) {
  return subject
    .replace(/\r?\n[ \t]/g, ' ')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_all, text) => Buffer.from(text, 'base64').toString())
    .replace(/=\?utf-8\?q\?([^?]*)\?=/gi, (_all, text) =>
      Buffer.from(
        text.replace(/_/g, ' ').replace(/=([0-9A-F]{2})/gi, (_one, hex) =>
          String.fromCharCode(Number.parseInt(hex, 16)),
        ),
        'latin1',
      ).toString(),
    );
}

const mailed = (subject) => until(`a mail »${subject}«`, () => subjects().includes(subject));

test('it is set up with the code of an app', async () => {
  await page.goto('/konto');
  await page.click('a[href="/konto/zweiter-faktor"]');
  await page.click('form[action$="/beginnen"] button');
  secret = await page.textContent('main code');
  assert.deepEqual(await violations(page), []);
  await shoot(page, 'second-factor-setup');
  await page.fill('input[name=code]', '000000');
  await page.click('form[action$="/bestaetigen"] button');
  assert.match(await page.textContent('main'), /Dieser Code stimmt nicht/);
  await page.fill('input[name=code]', codeOf(stepNow()));
  await page.click('form[action$="/bestaetigen"] button');
  recovery = await page.locator('main li code').allTextContents();
  assert.equal(recovery.length, 10);
  assert.deepEqual(await violations(page), []);
  await mailed('Zweiter Faktor eingerichtet');
  const network = (await page.textContent('.dk-top__name')).trim();
  assert.notEqual(network, '');
  assert.ok(mails().every((mail) => words(mail).includes(network)), `mails name »${network}«`);
});

test('a password alone is no longer enough, a recovery code works once', async () => {
  for (const isFresh of [true, false]) {
    await page.goto('/konto');
    await signOut(page);
    await page.goto('/anmelden');
    await page.fill('input[name=email]', buero);
    await page.fill('input[name=password]', password);
    await page.click('main button[type=submit]');
    await page.waitForSelector('input[name=code]');
    assert.deepEqual(await violations(page), []);
    await page.fill('input[name=code]', recovery[0]);
    await page.click('form[action="/anmelden/code"] button');
    if (isFresh) await page.waitForURL('**/uebersicht');
  }
  assert.match(await page.textContent('main'), /oder er wurde schon benutzt/);
  await page.fill('input[name=code]', codeOf(stepNow() + 1));
  await page.click('form[action="/anmelden/code"] button');
  await page.waitForURL('**/uebersicht');
});

test('it is taken away with the password', async () => {
  await page.goto('/konto/zweiter-faktor');
  assert.deepEqual(await violations(page), []);
  await page.fill('input[name=current_password]', password);
  await page.click('form[action$="/aendern"] button[value=remove]');
  await page.waitForURL('**/konto');
  assert.match(await page.textContent('main'), /Der zweite Faktor ist entfernt/);
  await mailed('Zweiter Faktor entfernt');
});
