// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.mjs';
import { Stage, shoot } from '../support/stage.mjs';
import { make } from './fixture.mjs';
import { absent, routes } from './routes.mjs';
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

async function troublesOf(page, language) {
  const troubles = [];
  for (const width of widths) {
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
async function visit(page, route, wanted, person, language) {
  const address = route.address({ ...made, language });
  if (route.kind !== 'page') {
    const response = await page.request.get(address);
    const isLogin = new URL(response.url()).pathname === '/anmelden';
    const isFine = wanted === 'login' ? isLogin : response.status() === wanted;
    return isFine ? [] : [`status ${response.status()} instead of ${wanted}`];
  }
  await page.setViewportSize({ width: widths[0], height: 900 });
  const response = await page.goto(address);
  const troubles = statusTrouble(route, wanted, response);
  // The form to sign in is looked at once, at its own address.
  if (wanted === 'login') return troubles;
  if (await page.locator('[data-island=editor]').count()) {
    await page.waitForSelector('.dk-words .dk-block');
  }
  troubles.push(...(await troublesOf(page, language)));
  troubles.push(...(await trailTroubles(page, route)));
  await shoot(page, `${person}-${language}-${address.replaceAll(/[/?]/g, '_').slice(0, 60)}`);
  return troubles;
}

async function visitAll(person, language) {
  const page = await contexts[person].newPage();
  await page.goto(`/sprache/${language}?zurueck=%2F`);
  const which = ['visitor', 'member', 'coordination'].indexOf(person);
  const troubles = [];
  for (const route of [...routes, ...absent]) {
    const wanted = route.statuses[which];
    const found = await visit(page, route, wanted, person, language);
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
