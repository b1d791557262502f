// SPDX-License-Identifier: EUPL-1.2
// What people take away from an edition: its words in Leichte Sprache, and the bundle for a file,
// verified with nothing but the commands that it names.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { coordination } from '../support/people.mjs';
import { binary as denkraum } from '../support/server.mjs';
import { shoot, Stage } from '../support/stage.mjs';

const stage = new Stage();
const edition = '/leitlinien/ki-einsatz/ausgaben/1';
const form = '/leitlinien/ki-einsatz/uebertragungen/de-simple';
const simple = 'Menschen entscheiden.\nEin Computer darf nur helfen.';

let member;
let reader;

before(async () => {
  await stage.open();
  member = await stage.member(coordination);
  reader = await (await stage.profile()).newPage();
});
after(() => stage.close());

test('the coordination writes a paragraph in Leichte Sprache', async () => {
  await member.goto('/leitlinien/ki-einsatz');
  await member.click('a[href$="/uebertragungen"]');
  await shoot(member, 'renderings');
  await member.click(`a[href^="${form}"]`);
  const row = member.locator('.dk-render:has(.dk-para__text)').first();
  await row.locator('textarea').fill(simple);
  await shoot(member, 'rendering-form');
  await member.click(`form[action="${form}"] button[type=submit]`);
  await member.waitForURL(`**${form}?**`);
  const again = member.locator('.dk-render:has(.dk-para__text)').first();
  assert.equal(await again.locator('textarea').inputValue(), simple);
  assert.match(await again.textContent(), /Aktuell|Up to date/);
});

test('readers switch to it and back', async () => {
  await reader.goto(edition);
  await reader.click('.dk-languages a[hreflang=de-simple]');
  await reader.waitForURL('**/sprache/de-simple');
  const words = reader.locator('[lang=de-simple] .dk-para__text', { hasText: 'Ein Computer darf nur helfen.' });
  assert.equal(await words.count(), 1);
  await shoot(reader, 'rendered-edition');
  await reader.click('.dk-languages a[hreflang=de]');
  await reader.waitForURL(`**${edition}`);
});

test('the bundle verifies offline and holds the entry of the release', async (t) => {
  if (spawnSync('unzip', ['-v']).error) return t.skip('skipped: no unzip');
  const folder = mkdtempSync(join(tmpdir(), 'denkraum-bundle-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const answer = await reader.request.get(`${edition}/leitlinie-vorgang.zip`);
  assert.equal(answer.status(), 200);
  writeFileSync(join(folder, 'vorgang.zip'), await answer.body());
  execFileSync('unzip', ['-q', 'vorgang.zip'], { cwd: folder });
  const about = readFileSync(join(folder, 'LIESMICH.txt'), 'utf8');
  assert.match(about, /Adresse: https?:/);
  const [program, ...args] = /(sha256sum -c \S+)/.exec(about)[1].split(' ');
  const ours = /denkraum (edition verify \S+)/.exec(about)[1].split(' ');
  execFileSync(program, args, { cwd: folder });
  const trail = JSON.parse(readFileSync(join(folder, 'protokoll.json'), 'utf8'));
  const { hash } = JSON.parse(readFileSync(join(folder, 'leitlinie.json'), 'utf8'));
  const last = trail.entries.at(-1);
  assert.match(last.action, /^guideline\.(published|edition_imported)$/);
  assert.equal(`sha256:${last.hash}`, hash);
  assert.match(last.link, /^[0-9a-f]{64}$/);
  assert.match(execFileSync(denkraum, ours, { cwd: folder, encoding: 'utf8' }), new RegExp(hash));
  const words = readFileSync(join(folder, 'leitlinie.json'), 'utf8');
  writeFileSync(join(folder, 'leitlinie.json'), words.replace('Menschen', 'Maschinen'));
  assert.equal(spawnSync(denkraum, ours, { cwd: folder }).status, 1, 'a changed word is found');
  assert.equal(spawnSync(program, args, { cwd: folder }).status, 1, 'a changed file is found');
});
