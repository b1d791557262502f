// SPDX-License-Identifier: EUPL-1.2
// A server and a Chromium; every page is watched for what must not happen on any.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from './modules.mjs';
import { password } from './people.mjs';
import { Server } from './server.mjs';

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
const waitMs = 30_000;
/** A long page would be too small to look at. */
const shotHeightMax = 2400;
const shots = process.env.DENKRAUM_SHOTS;

export class Stage {
  server = new Server();
  /** Errors of scripts and of the console, and requests to foreign hosts. */
  problems = [];
  #browser;

  async open() {
    await this.server.start();
    this.#browser = await chromium.launch({
      executablePath: process.env.DENKRAUM_CHROMIUM ?? '/usr/bin/chromium',
      args: flags,
    });
  }

  async close() {
    await this.#browser?.close();
    await this.server.stop();
    assert.deepEqual(this.problems, [], 'the pages reported problems');
  }

  /** A browser profile of its own. */
  async profile({ width = 1280, height = 900, ...options } = {}) {
    const context = await this.#browser.newContext({
      baseURL: this.server.address,
      viewport: { width, height },
      locale: 'de-DE',
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(waitMs);
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const own = options.baseURL ?? this.server.address;
      const isOwn = origin === own || ['data:', 'blob:'].includes(protocol);
      if (!isOwn) this.problems.push(`foreign host: ${request.url()}`);
    });
    context.on('page', (page) => this.#watch(page));
    return context;
  }

  #watch(page) {
    page.on('pageerror', (error) => this.problems.push(`${page.url()}: ${error.stack}`));
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      // An offline browser and a page that rightly answers 4xx are told of here as well.
      if (/net::ERR_INTERNET|status of 4\d\d|WebSocket/.test(message.text())) return;
      this.problems.push(`${page.url()}: ${message.text()}`);
    });
  }

  /** A member in a new profile, signed in through the form. */
  async member(email, options = {}) {
    const context = await this.profile(options);
    const page = await context.newPage();
    await signIn(page, email);
    return page;
  }
}

export async function signIn(page, email) {
  await page.goto('/anmelden');
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => url.pathname !== '/anmelden');
}

export async function signOut(page) {
  await page.click('.dk-account > summary');
  await page.click('form[action="/abmelden"] button');
  await page.waitForSelector('header a[href^="/anmelden"]');
}

/** Waits until something holds. */
export async function until(what, holds, withinMs = waitMs) {
  const end = Date.now() + withinMs;
  for (;;) {
    if (await holds()) return;
    if (Date.now() > end) assert.fail(`waited in vain: ${what}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

/** A picture for people to look at, where they asked for it with DENKRAUM_SHOTS. */
export async function shoot(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  const { width } = page.viewportSize();
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width, height: Math.min(whole, shotHeightMax) };
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true, clip });
}
