// SPDX-License-Identifier: EUPL-1.2
// The demonstration network is the one that was promised, read from the folder it was loaded into.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoFolder, demoServer } from './support/server.mjs';

let folder;
const ask = (words) => {
  const file = join(folder, 'denkraum.db');
  return JSON.parse(execFileSync('sqlite3', ['-json', file, words], { encoding: 'utf8' }) || '[]');
};
const count = (words) => ask(`SELECT count(*) AS n FROM ${words}`)[0].n;
const edition = 'edition_paragraph WHERE edition = 1';

before(async () => {
  folder = await demoFolder();
});

test('22 authorities were invited, 19 take part, each of them by its own name', () => {
  assert.equal(count('authority WHERE parent IS NULL'), 22);
  assert.equal(count("authority WHERE parent IS NULL AND state = 'member'"), 19);
  assert.ok(count("authority WHERE parent IS NULL AND state = 'invited'") >= 1);
  assert.equal(ask('SELECT DISTINCT name FROM authority WHERE parent IS NULL').length, 22);
});

test('at least six authorities have two members, who are called by what they do', () => {
  const houses = ask(
    "SELECT authority, count(*) AS n FROM member WHERE state = 'active' GROUP BY authority",
  );
  assert.ok(houses.filter(({ n }) => n >= 2).length >= 6, JSON.stringify(houses));
  const roles = /Koordinator|Delegiert|vertretung|Fachexpert/;
  const names = ask('SELECT name, email FROM person');
  assert.ok(names.length >= 12);
  for (const { name, email } of names) {
    assert.match(name, roles, 'a role and no person');
    assert.match(email, /@[\w-]+\.example$/, 'an address that nobody has');
  }
});

const headings = () =>
  ask(`SELECT words FROM ${edition} AND kind = 'h' ORDER BY position`).map(({ words }) => words);

test('the values are the seven pairs, each with its paragraph', () => {
  const pairs = [
    'Menschenzentrierung & Gemeinwohl',
    'Fairness & Nichtdiskriminierung',
    'Erklärbarkeit & Transparenz',
    'Privatsphäre & Persönlichkeitsschutz',
    'Sicherheit & Robustheit',
    'Intervenierbarkeit & Verantwortung',
    'Ökologische Nachhaltigkeit & Ressourcenschonung',
  ];
  const found = headings().filter((words) => words.includes(' & '));
  assert.deepEqual(found, pairs);
  assert.equal(count(`${edition} AND kind = 'value_pair'`), pairs.length);
});

test('the four topics follow: people and goals, impact and risks, data and bias, transparency', () => {
  const topics = [
    /Einführung.*Ziele/,
    /Folgen.*Risiken/,
    /Datenqualität.*Verzerrung/,
    /Transparenz.*Erklärbarkeit/,
  ];
  const all = headings();
  const places = topics.map((topic) => all.findLastIndex((words) => topic.test(words)));
  assert.ok(places.every((place) => place >= 0), all.join(' | '));
  assert.deepEqual([...places].sort((a, b) => a - b), places, 'in this order');
});

test('about 60 paragraphs of every kind are published and have a draft that goes on', () => {
  const kinds = ask(`SELECT kind, count(*) AS n FROM ${edition} GROUP BY kind`);
  const wanted = [
    'value_pair',
    'principle',
    'commitment',
    'recommendation',
    'check_question',
    'explanation',
    'example',
  ];
  const byKind = new Map(kinds.map(({ kind, n }) => [kind, n]));
  for (const kind of wanted) assert.ok(byKind.get(kind) >= 1, `${kind} in ${[...byKind.keys()]}`);
  const paragraphs = wanted.reduce((sum, kind) => sum + byKind.get(kind), 0);
  assert.ok(paragraphs >= 55 && paragraphs <= 70, `${paragraphs} paragraphs`);
  assert.equal(count('edition'), 1);
  assert.equal(count('document'), 1);
});

test('every folder writes actors into the trail, with the authority they acted for', () => {
  const kinds = ask('SELECT DISTINCT subject_kind AS kind FROM trail_entry').map(({ kind }) => kind);
  for (const kind of ['authority', 'member', 'document', 'guideline']) {
    assert.ok(kinds.includes(kind), `${kind} in ${kinds}`);
  }
  assert.equal(count('trail_entry WHERE actor NOT IN (SELECT id FROM actor)'), 0);
  const ofOthers = 'trail_entry t JOIN actor a ON a.id = t.actor WHERE a.authority IS NOT t.authority';
  assert.equal(count(ofOthers), 0);
});

test('every page and the published text say that they are a sample', async (t) => {
  const server = await demoServer(t);
  const member = await signedIn(server, 'delegierte@agentur.example');
  const pages = ['/', '/leitlinien/ki-einsatz', '/ueber-das-netzwerk', '/uebersicht', '/entwuerfe'];
  for (const page of pages) {
    const { status, body } = await member.get(page);
    assert.equal(status, 200, page);
    assert.match(body, /Demonstration: Behörden, Personen und Texte sind Muster\./, page);
  }
  const [first] = ask(`SELECT words FROM ${edition} AND kind = 'p' ORDER BY position LIMIT 1`);
  assert.match(first.words, /^Muster\. Dieser Text ist ein Beispiel\./);
  const { body } = await member.get('/leitlinien/ki-einsatz');
  assert.match(body, /\(Muster\)/);
});
