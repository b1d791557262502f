// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { cursorTo, Stage, status } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());
beforeEach(() => stage.reset());

const axe = readFileSync(
  createRequire(process.env.DENKRAUM_WEB_HOME ?? '/').resolve('axe-core/axe.min.js'),
  'utf8',
);

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(`${axe}; 0`);
  return page.evaluate(async () => {
    const { violations: found } = await (window as unknown as { axe: Axe }).axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

for (const [width, dark] of [
  [320, false],
  [320, true],
  [1280, false],
  [1280, true],
] as const) {
  const look = `${width} px, ${dark ? 'dark' : 'light'}`;
  test(`axe finds nothing and nothing scrolls sideways at ${look}`, async () => {
    stage.server.sample();
    const bert = await stage.person({ name: 'Bert Muster', member: 'm2' });
    const ada = await stage.person({ width, height: 800, dark });
    await cursorTo(bert, 2, 'end');
    await ada.waitForSelector('.dk-cursor__flag');
    await ada.locator('.dk-block').nth(1).click();
    assert.deepEqual(await violations(ada), []);
    const sideways = await ada.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    assert.ok(sideways <= 0, `${sideways} px too wide`);
    const shot = async (name: string): Promise<void> => {
      const folder = process.env.DENKRAUM_SHOTS;
      if (folder)
        await ada.screenshot({ path: `${folder}/${name}-${width}-${dark ? 'dark' : 'light'}.png` });
    };
    await shot('editor');
    await ada.locator('.dk-words abbr').click();
    await ada.waitForSelector('.dk-means__words');
    await ada.click('.dk-overview summary >> nth=0');
    await ada.click('.dk-overview summary >> nth=1');
    await ada.locator('.dk-words abbr').click();
    assert.deepEqual(await violations(ada), []);
    await shot('inline');
    await ada.locator('.dk-block').nth(1).click();
    await ada.keyboard.press('Control+Enter');
    assert.deepEqual(await violations(ada), []);
    await shot('menu');
    await ada.keyboard.press('Escape');
    await ada.keyboard.press('Control+/');
    assert.deepEqual(await violations(ada), []);
    await shot('help');
    await ada.keyboard.press('Escape');
    await ada.keyboard.press('Control+k');
    await ada.keyboard.press('Enter');
    await ada.waitForSelector('.dk-dialog [role=alert]:not([hidden])');
    assert.deepEqual(await violations(ada), []);
    await shot('link');
    await ada.keyboard.press('Escape');
    stage.server.notice('orphaned');
    stage.server.reachable = false;
    stage.server.cut();
    await status(ada, /Nicht verbunden/);
    assert.deepEqual(await violations(ada), []);
    await shot('offline');
    await ada.context().close();
    await bert.context().close();
  });
}
