// SPDX-License-Identifier: EUPL-1.2
// Real Chromium around the built island and the test server.
import assert from 'node:assert/strict';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { TestServer } from './server';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const phone = {
  userAgent:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) ' +
    'Chrome/130.0.0.0 Mobile Safari/537.36',
  hasTouch: true,
};

export interface PersonOptions {
  readonly name?: string;
  readonly member?: string;
  readonly mode?: 'write' | 'read';
  readonly document?: string;
  /** The page is opened to put kept words into the text again. */
  readonly einfuegen?: string;
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** Chromium says that it runs on a phone, so the editor takes the ways it has for phones. */
  readonly phone?: boolean;
  /** A second tab of the same browser. */
  readonly context?: BrowserContext;
  /** Called with the empty page, for measuring. */
  readonly opened?: (page: Page) => Promise<void>;
}

export class Stage {
  private browser!: Browser;
  private address = '';
  readonly problems: string[] = [];
  readonly server = new TestServer(process.env.DENKRAUM_WEB_FILES ?? '');

  async open(): Promise<void> {
    this.address = await this.server.listen();
    this.browser = await chromium.launch({
      executablePath: process.env.DENKRAUM_CHROMIUM ?? '/usr/bin/chromium',
      args: flags,
    });
  }

  /** A new start for the next test: an empty document that can be reached. */
  reset(): void {
    this.server.reachable = true;
    this.server.clear();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    assert.deepEqual(this.problems, [], 'the pages reported problems');
  }

  async person(options: PersonOptions = {}): Promise<Page> {
    const context =
      options.context ??
      (await this.browser.newContext({
        viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
        colorScheme: options.dark ? 'dark' : 'light',
        ...(options.phone ? phone : {}),
      }));
    const page = await context.newPage();
    page.setDefaultTimeout(8000);
    page.on('pageerror', (error) => this.problems.push(String(error.stack)));
    page.on('console', (message) => {
      const expected = /WebSocket|net::ERR|status of 503/.test(message.text());
      if (message.type() === 'error' && !expected) this.problems.push(message.text());
    });
    await options.opened?.(page);
    const query = new URLSearchParams();
    for (const key of ['name', 'member', 'mode', 'document', 'einfuegen'] as const) {
      if (options[key] !== undefined) query.set(key, options[key]);
    }
    await page.goto(`${this.address}/?${query}`);
    await page.waitForSelector(`.dk-words[contenteditable=${options.mode !== 'read'}]`);
    return page;
  }
}

/** The words of the blocks as the page shows them. */
export function blocks(page: Page): Promise<string[]> {
  return page.$$eval('.dk-block', (all) =>
    all.map((block) => {
      const copy = block.cloneNode(true) as HTMLElement;
      copy
        .querySelectorAll('.dk-cursor, .dk-means, .dk-origin, .ProseMirror-trailingBreak')
        .forEach((part) => part.remove());
      return copy.textContent ?? '';
    }),
  );
}

export async function status(page: Page, words: RegExp): Promise<void> {
  await page.waitForFunction(
    ([source]) =>
      new RegExp(source!).test(document.querySelector('.dk-bar__state')?.textContent ?? ''),
    [words.source],
  );
}

/** Waits until something holds. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`waited in vain: ${what}`);
}

export async function cursorTo(page: Page, index: number, where: 'start' | 'end'): Promise<void> {
  await page.locator('.dk-block').nth(index).click();
  await page.keyboard.press(where === 'start' ? 'Home' : 'End');
}

/** The browser tells of a new selection a moment after it was drawn; no person is faster. */
export function told(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))),
  );
}
