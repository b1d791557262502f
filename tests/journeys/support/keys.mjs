// SPDX-License-Identifier: EUPL-1.2
// A person without a pointer: Tab, Enter and letters.
import assert from 'node:assert/strict';
import { password } from './people.mjs';

const tabsMax = 120;

/** What has the focus: its words or its name, and whether people see that it has it. */
function focused(page) {
  return page.evaluate(() => {
    const here = document.activeElement;
    const style = getComputedStyle(here);
    const hasRing = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
    const label = here.labels?.[0]?.textContent ?? here.getAttribute('aria-label');
    return {
      name: (label ?? here.textContent).trim(),
      role: here.tagName.toLowerCase(),
      isSeen: hasRing || style.boxShadow !== 'none' || here.isContentEditable,
    };
  });
}

/** Tabs on until something of this name has the focus, which is seen at every stop. */
export async function tabTo(page, name) {
  const passed = [];
  for (let i = 0; i < tabsMax; i += 1) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    assert.ok(here.isSeen, `the focus on »${here.name}« can be seen`);
    if (name.test(here.name)) return here;
    passed.push(here.name.slice(0, 40));
  }
  return assert.fail(`Tab does not reach ${name}: ${passed.join(' · ')}`);
}

export async function enterAndGo(page, where) {
  await Promise.all([page.waitForURL(where), page.keyboard.press('Enter')]);
}

/** From the start page to the overview. */
export async function signInByKeys(page, email) {
  await page.goto('/');
  await tabTo(page, /^Anmelden$/);
  await enterAndGo(page, '**/anmelden*');
  await tabTo(page, /^E-Mail-Adresse/);
  await page.keyboard.type(email);
  await tabTo(page, /^Passwort/);
  await page.keyboard.type(password);
  await enterAndGo(page, '**/uebersicht');
}
