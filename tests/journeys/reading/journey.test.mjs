// SPDX-License-Identifier: EUPL-1.2
// Somebody reads in public: where they are, what they take along, how it prints, what it weighs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faint, violations } from '../support/axe.mjs';
import { shoot, Stage, until } from '../support/stage.mjs';

const stage = new Stage();
const guideline = '/leitlinien/ki-einsatz';
const paragraph = '/l/ki-einsatz/1/1.1';
/** UI.md 10, in bytes as they travel. */
const firstVisitBytesMax = 200_000;
const laterVisitBytesMax = 20_000;

before(() => stage.open());
after(() => stage.close());

async function visitor(options = {}) {
  return (await stage.profile(options)).newPage();
}

test('the table of contents says where in the text somebody is', async () => {
  const page = await visitor();
  await page.goto(guideline);
  const links = page.locator('.dk-contents--beside a');
  const count = await links.count();
  assert.ok(count >= 4, `${count} sections`);
  const current = () =>
    page.$$eval('.dk-contents--beside a', (all) =>
      all.flatMap((link, at) => (link.getAttribute('aria-current') === 'location' ? [at] : [])),
    );
  assert.deepEqual(await current(), [], 'nobody is in a section before the first one');
  for (const at of [1, 3, count - 1, 0]) {
    await links.nth(at).evaluate((link) => {
      document.getElementById(decodeURIComponent(link.hash.slice(1))).scrollIntoView();
    });
    const isLast = at === count - 1;
    await until(`section ${at} is marked`, async () => {
      const [here, ...others] = await current();
      // The last sections may be too short to reach the top of the window.
      return others.length === 0 && (here === at || (isLast && here >= 3));
    });
  }
  await page.context().close();
});

test('what people read has the contrast of AAA, light and dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await visitor({ colorScheme });
    for (const path of ['/', guideline, paragraph, '/impressum']) {
      await page.goto(path);
      assert.deepEqual(await faint(page, 'main'), [], `${path}, ${colorScheme}`);
    }
  }
});

test('printed, it is a document: no tools, its address and hash in the foot', async () => {
  const page = await visitor({ colorScheme: 'dark' });
  for (const address of [guideline, paragraph]) {
    await page.goto(address);
    assert.equal(await page.isVisible('.dk-print-foot'), false, 'on the screen there is no foot');
    await page.emulateMedia({ media: 'print' });
    for (const tool of ['.dk-top', '.dk-breadcrumb', '.dk-foot', '.dk-para__aside', '.dk-box']) {
      assert.equal(await page.locator(`${tool}:visible`).count(), 0, `${tool} on paper`);
    }
    assert.ok(await page.isVisible('h1'));
    assert.ok(await page.locator('.dk-para__text:visible').count());
    assert.match(
      await page.innerText('.dk-print-foot'),
      new RegExp(`${stage.server.address}/.*, SHA-256 [0-9a-f]{64}$`),
    );
    const { width } = await page.locator('.dk-reading__text').boundingBox();
    assert.ok(width > 0.9 * 1280, `the text takes ${width} px of the sheet's 1280`);
    const [ink, ground] = await page.$eval('.dk-para__text', (words) =>
      [getComputedStyle(words).color, getComputedStyle(document.body).backgroundColor].map(
        (colour) => {
          const canvas = document.createElement('canvas').getContext('2d');
          canvas.fillStyle = 'white';
          canvas.fillRect(0, 0, 1, 1);
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
        },
      ),
    );
    assert.ok(ink < 100 && ground > 240, `on paper ${ink} on ${ground}, though the screen is dark`);
    await shoot(page, `print${address.replaceAll('/', '-')}`);
    await page.emulateMedia({ media: 'screen' });
  }
  await page.context().close();
});

const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

test('»Zitieren« copies number and address by one key, and says so', async () => {
  const page = await visitor({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(paragraph);
  const wanted = (await page.locator('.dk-citation').allTextContents()).slice(0, 2).join(', ');
  assert.match(wanted, /, 1\. Ausgabe, Nr\. 1\.1, http.*\/l\/ki-einsatz\/1\/1\.1$/);
  for (const address of [guideline, paragraph, `${guideline}?`]) {
    await page.goto(address);
    if (address.endsWith('?')) await page.goto(`/sprache/en?zurueck=${guideline}`);
    await page.evaluate(() => navigator.clipboard.writeText(''));
    const before = page.url();
    await page.waitForSelector('[data-island=cite] > [role=status]', { state: 'attached' });
    await page.locator('a[data-cite$="Nr. 1.1"]').focus();
    await page.keyboard.press('Enter');
    await until('it is copied', async () => (await copied(page)) === wanted);
    const said = await page.textContent('[data-island=cite] > [role=status]');
    assert.equal(said, `${address.endsWith('?') ? 'Copied' : 'Kopiert'}: ${wanted}`);
    assert.ok(await page.isVisible('.dk-copied'));
    assert.equal(page.url(), before, 'the reader stays where they are');
    assert.deepEqual(await violations(page), []);
    await shoot(page, `cite${address.replaceAll('/', '-')}`);
  }
  await page.context().close();
});

test('where nothing can be copied, the link leads to the citation', async () => {
  const refused = await visitor();
  await refused.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
  });
  const plain = await visitor({ javaScriptEnabled: false });
  for (const page of [refused, plain]) {
    await page.goto(guideline);
    await page.locator('a[data-cite$="Nr. 1.1"]').click();
    await page.waitForURL(`**${paragraph}*`);
    assert.match(await page.textContent('section[aria-labelledby=zitieren]'), /Nr\. 1\.1/);
    await page.context().close();
  }
});

test('at each paragraph one asks why it is there', async () => {
  const page = await visitor();
  await page.goto(guideline);
  const why = page.locator('a.dk-para__action[href$="/entstehung"]');
  assert.equal(await why.count(), await page.locator('a[data-cite]').count());
  assert.match(await why.first().innerText(), /Warum steht das hier\?/);
  await why.first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/p/*/entstehung');
  assert.match(await page.textContent('h1'), /Wie dieser Absatz entstand/);
  await page.context().close();
});

/** The bytes that come over the line until the page stands there whole. */
async function bytesOf(page, address) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.evaluate(() => document.fonts.ready);
  await devtools.detach();
  return bytes;
}

test('public pages are light at the first visit, and very light after', async (t) => {
  const first = await visitor();
  await first.goto(paragraph);
  const [lasting] = /\/p\/[\w-]{22}/.exec(await first.textContent('main'));
  const addresses = [
    '/', '/leitlinien', guideline, `${guideline}/ausgaben`, `${guideline}/vergleich`, paragraph,
    lasting, `${lasting}/entstehung`, '/ueber-das-netzwerk', '/barrierefreiheit', '/impressum',
    '/datenschutz', '/leichte-sprache', '/anmelden',
  ];
  await first.context().close();
  // Style, scripts and all fonts come with the first edition that somebody reads.
  const known = await visitor();
  await bytesOf(known, `${guideline}/ausgaben/1`);
  for (const address of addresses) {
    const fresh = await visitor();
    const begun = await bytesOf(fresh, address);
    await fresh.context().close();
    const later = await bytesOf(known, address);
    t.diagnostic(`${address}: ${begun} bytes, then ${later}`);
    assert.ok(begun > 20_000, `${address}: ${begun} bytes are no whole page`);
    assert.ok(begun <= firstVisitBytesMax, `${address}: ${begun} bytes at the first visit`);
    assert.ok(later <= laterVisitBytesMax, `${address}: ${later} bytes at a later visit`);
  }
  await known.context().close();
});
