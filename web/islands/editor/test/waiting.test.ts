// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Status } from '../sync/client';
import { Held } from '../sync/held';
import { Unheard } from '../sync/unheard';
import { until } from './support/until';
import { statusText } from '../view/status_bar';

test('a line on which nothing is heard is given up, one that speaks is not', async () => {
  let lost = 0;
  let now = 0;
  const unheard = new Unheard({
    lost: () => lost++,
    ask: () => assert.fail('it did not sleep'),
    bounds: { silenceMs: 60, lookMs: 150, answerMs: 20 },
    now: () => now,
  });
  unheard.start();
  for (let i = 0; i < 5; i++) {
    now += 50;
    unheard.heard();
    now += 10;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(lost, 0);
  now += 61;
  await until(() => lost > 0);
  unheard.stop();
});

test('a page that slept asks before it gives a silent line up', async () => {
  let lost = 0;
  let asked = 0;
  let now = 0;
  const unheard = new Unheard({
    lost: () => lost++,
    ask: () => asked++,
    bounds: { silenceMs: 60, lookMs: 5, answerMs: 40 },
    now: () => now,
  });
  unheard.start();
  now += 600;
  await until(() => asked === 1);
  unheard.heard();
  await new Promise((resolve) => setTimeout(resolve, 80));
  assert.equal(lost, 0, 'there was an answer');
  now += 600;
  await until(() => lost === 1);
  assert.equal(asked, 2);
  unheard.stop();
});

test('words of others wait while a character is composed, in order and not for ever', async () => {
  let composing = true;
  const applied: number[] = [];
  const held = new Held(
    (update) => applied.push(update[0]!),
    () => composing,
  );
  held.take(new Uint8Array([1]));
  held.take(new Uint8Array([2]));
  await new Promise((resolve) => setTimeout(resolve, 80));
  assert.deepEqual(applied, []);
  composing = false;
  held.take(new Uint8Array([3]));
  await until(() => applied.length === 3);
  assert.deepEqual(applied, [1, 2, 3]);
  composing = true;
  held.take(new Uint8Array([4]));
  await until(() => applied.length === 4);
  assert.deepEqual(applied, [1, 2, 3, 4]);
});

test('the words for each state of the connection', () => {
  const status = (part: Partial<Status>): Status => ({
    connection: 'open',
    saved: true,
    epoch: 1,
    synced: true,
    ending: null,
    settled: true,
    waitsFor: null,
    ...part,
  });
  assert.equal(statusText(status({}), true, false), 'saved');
  assert.equal(statusText(status({ saved: false }), true, false), 'saving');
  assert.equal(
    statusText(status({ connection: 'connecting', synced: false }), true, false),
    'connecting',
  );
  assert.equal(statusText(status({ connection: 'waiting', saved: false }), true, false), 'offline');
  assert.equal(
    statusText(status({ connection: 'connecting', saved: false }), true, false),
    'offline',
  );
  assert.equal(
    statusText(status({ connection: 'waiting', saved: false }), false, false),
    'offline_not_kept',
  );
  assert.equal(statusText(status({ connection: 'waiting' }), true, true), 'offline_reading');
  const crowded = status({ connection: 'waiting', synced: false, waitsFor: 'crowded' });
  assert.equal(statusText(crowded, true, false), 'crowded');
});
