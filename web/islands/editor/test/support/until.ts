// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';

/** Waits until something holds: a loaded machine is late, not wrong. */
export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 3000; i++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail('waited in vain');
}
