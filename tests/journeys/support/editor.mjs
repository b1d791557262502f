// SPDX-License-Identifier: EUPL-1.2
// What a person sees and does in the live editor.
import { until } from './stage.mjs';

export async function openEditor(page, address) {
  await page.goto(address);
  await page.waitForSelector('.dk-words[contenteditable=true]');
}

/** The words of the blocks as they are shown, without the flags of others. */
export function blocks(page) {
  return page.$$eval('.dk-words .dk-block', (all) =>
    all.map((block) => {
      const copy = block.cloneNode(true);
      copy
        .querySelectorAll('.dk-cursor, .dk-means, .dk-origin, .ProseMirror-trailingBreak')
        .forEach((part) => part.remove());
      return copy.textContent;
    }),
  );
}

export async function hasWords(page, words) {
  await until(`»${words}« is shown`, async () => (await blocks(page)).join('\n').includes(words));
}

export function status(page) {
  return page.$eval('.dk-bar__state', (state) => state.textContent);
}

/** The editor takes a line for lost after 30 s of silence, not before. */
export async function isCutOff(page) {
  await until('the bar says so', async () => /Nicht verbunden/.test(await status(page)), 60_000);
}

export async function hasStatus(page, words) {
  await until(`the bar says ${words}`, async () => words.test(await status(page)));
}

/** Puts the cursor at the end of the block with these words: End goes to that of a line. */
export async function cursorAfter(page, words) {
  const block = page.locator('.dk-words .dk-block', { hasText: words }).first();
  await block.scrollIntoViewIfNeeded();
  const { width, height } = await block.boundingBox();
  await block.click({ position: { x: width - 2, y: height - 6 } });
  await page.keyboard.press('End');
}
