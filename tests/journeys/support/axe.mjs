// SPDX-License-Identifier: EUPL-1.2
// axe-core on a page. It is evaluated, not added as a script, since the policy forbids inline ones.
import { axeSource } from './modules.mjs';

/** One line per violation: rule, where, what to do. */
export async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} at ${node.target.join(' ')}: ${rule.help}`),
  );
}

/** The same of what UI.md asks for beyond AA where people read: contrast AAA. */
export async function faint(page, selector) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    (within) =>
      window.axe.run(within, {
        runOnly: ['color-contrast-enhanced'],
        rules: { 'color-contrast-enhanced': { enabled: true } },
      }),
    selector,
  );
  return found.violations.flatMap(({ nodes }) => nodes.map((node) => node.target.join(' ')));
}
