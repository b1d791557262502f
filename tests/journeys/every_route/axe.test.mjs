// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { Stage, shoot } from '../support/stage.mjs';
import { make } from './fixture.mjs';
import { absent, routes, variants } from './routes.mjs';
import { routesInSource } from './source.mjs';

const widths = [1280, 320];
const stage = new Stage();
let made;
let contexts;

before(async () => {
  await stage.open();
  const all = await make(stage);
  made = all.made;
  contexts = { visitor: await stage.profile(), member: all.member, coordination: all.coordinator };
});
after(() => stage.close());

test('every route in the source stands in the list, and the reverse', () => {
  const listed = routes.map(({ pattern }) => pattern);
  assert.deepEqual(listed.sort(), routesInSource().sort());
});

/** The page or its part that is wider than the window; tables scroll within themselves. */
function widerThanWindow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((part) => {
      const { right } = part.getBoundingClientRect();
      return right > width + 1 && getComputedStyle(part).position !== 'fixed';
    });
    const names = wide.map((part) => `${part.tagName.toLowerCase()}.${part.className}`);
    return [`${document.documentElement.scrollWidth} px wide: ${names.slice(0, 6).join(' ')}`];
  });
}

async function troublesOf(page, language, seen) {
  const troubles = [];
  for (const width of seen) {
    await page.setViewportSize({ width, height: 900 });
    const found = [...(await violations(page)), ...(await widerThanWindow(page))];
    troubles.push(...found.map((trouble) => `${width} px: ${trouble}`));
  }
  const headings = await page.locator('h1').count();
  if (headings !== 1) troubles.push(`${headings} headings of the first level`);
  const lang = await page.getAttribute('html', 'lang');
  if (lang !== language) troubles.push(`the page says it speaks ${lang}`);
  return troubles;
}

/** These are home, or part of somebody else's page. */
const withoutTrail = ['/', '/uebersicht', '/leitlinien/{key}/kasten'];

/** A breadcrumb on every page: it begins at home and ends here. */
async function trailTroubles(page, route) {
  const trail = await page.locator('nav.dk-breadcrumb li').allTextContents();
  const path = new URL(page.url()).pathname;
  if (withoutTrail.includes(route.pattern) || withoutTrail.includes(path)) {
    return trail.length === 0 ? [] : [`home has a breadcrumb: ${trail.join(' > ')}`];
  }
  if (trail.length < 2) return [`a breadcrumb of ${trail.length} steps`];
  const first = await page.getAttribute('nav.dk-breadcrumb li:first-child a', 'href');
  const isWhole = ['/', '/uebersicht'].includes(first);
  return isWhole ? [] : [`the breadcrumb begins at ${first}`];
}

function statusTrouble(route, wanted, response) {
  const first = response.request().redirectedFrom();
  const where = new URL(response.url()).pathname;
  if (wanted === 'login') return where === '/anmelden' ? [] : [`no login but ${where}`];
  if (wanted === 303) return first !== null ? [] : ['no redirect'];
  return response.status() === wanted ? [] : [`status ${response.status()} instead of ${wanted}`];
}

/** What is wrong with one route for one person. */
async function visit(page, route, wanted, { name, language, seen = widths }) {
  const address = route.address({ ...made, language });
  if (route.kind !== 'page') {
    const response = await page.request.get(address);
    const isLogin = new URL(response.url()).pathname === '/anmelden';
    const isFine = wanted === 'login' ? isLogin : response.status() === wanted;
    return isFine ? [] : [`status ${response.status()} instead of ${wanted}`];
  }
  await page.setViewportSize({ width: seen[0], height: 900 });
  const response = await page.goto(address);
  const troubles = statusTrouble(route, wanted, response);
  // The form to sign in is looked at once, at its own address.
  if (wanted === 'login') return troubles;
  if (await page.locator('[data-island=editor]').count()) {
    await page.waitForSelector('.dk-words .dk-block');
  }
  troubles.push(...(await troublesOf(page, language, seen)));
  troubles.push(...(await trailTroubles(page, route)));
  await shoot(page, `${name}-${language}-${address.replaceAll(/[/?=]/g, '_').slice(0, 60)}`);
  return troubles;
}

async function visitAll(person, language) {
  const page = await contexts[person].newPage();
  await page.goto(`/sprache/${language}?zurueck=%2F`);
  const which = ['visitor', 'member', 'coordination'].indexOf(person);
  const troubles = [];
  for (const route of [...routes, ...variants, ...absent]) {
    const wanted = route.statuses[which];
    const found = await visit(page, route, wanted, { name: person, language });
    troubles.push(...found.map((trouble) => `${route.pattern} ${trouble}`));
  }
  await page.close();
  assert.deepEqual([...new Set(troubles)], []);
}

for (const person of ['visitor', 'member', 'coordination']) {
  for (const language of ['de', 'en']) {
    test(`every route is usable by all: ${person}, ${language}`, () => visitAll(person, language));
  }
}

/** Once more in the dark, as the one who sees most of a page: colours are all that differs. */
test('every page is usable in the dark', async () => {
  const troubles = [];
  const pages = {};
  for (const [person, context] of Object.entries(contexts)) {
    pages[person] = await context.newPage();
    await pages[person].emulateMedia({ colorScheme: 'dark' });
    await pages[person].goto('/sprache/de?zurueck=%2F');
    const ground = await pages[person].evaluate(
      () => getComputedStyle(document.body).backgroundColor,
    );
    assert.ok(Math.max(...ground.match(/\d+/g).slice(0, 3)) < 100, `the ground is ${ground}`);
  }
  const all = routes.filter(({ kind }) => kind === 'page');
  for (const route of [...all, ...variants, absent[0]]) {
    const which = [2, 1, 0].find((one) => route.statuses[one] === 200) ?? 2;
    const person = ['visitor', 'member', 'coordination'][which];
    const eye = { name: `dark-${person}`, language: 'de', seen: [1280] };
    const found = await visit(pages[person], route, route.statuses[which], eye);
    troubles.push(...found.map((trouble) => `${route.pattern} ${trouble}`));
  }
  for (const page of Object.values(pages)) await page.close();
  assert.deepEqual(troubles, []);
});
