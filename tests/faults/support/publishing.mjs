// SPDX-License-Identifier: EUPL-1.2
// The guideline of the demonstration network, and two of different houses who publish it.
import assert from 'node:assert/strict';

export const guideline = '/leitlinien/ki-einsatz';
export const asker = 'delegierter@bg-bau.example';
export const releaser = 'delegierte@bg-buero.example';

/** Lays the draft before the network; gives the address of the request. */
export async function askForRelease(person) {
  const page = `${guideline}/veroeffentlichen`;
  const form = await person.get(page);
  const value = (name) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(form.body)?.[1];
  const fields = {};
  for (const [, name] of form.body.matchAll(/<(?:input|textarea|select)[^>]* name="([^"]+)"/g)) {
    const filled = value(name);
    if (filled !== undefined && name !== 'csrf') fields[name] = filled;
  }
  const { status, location, body } = await person.submit(page, page, fields);
  assert.equal(status, 303, body.slice(0, 2000));
  return location;
}
