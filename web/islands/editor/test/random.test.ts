// SPDX-License-Identifier: EUPL-1.2
// The randomised test of the binding: 3 to 5 peers, a server, links that delay, reorder and break.
//   DENKRAUM_RUNS=500 DENKRAUM_SEED=7 npm test       (or: npm test -- --runs 500 --seed 7)
import assert from 'node:assert/strict';
import test from 'node:test';
import * as Y from 'yjs';
import { Network } from './support/network';
import { describeText, livingUnits } from './support/oracle';
import { randomOperation } from './support/operations';
import { Peer } from './support/peer';
import { Random } from './support/random';
import type { ServerPeer } from './support/server';
import { makeServer } from './support/servers';

const runs = Number(process.env.DENKRAUM_RUNS ?? 50);
const seed = Number(process.env.DENKRAUM_SEED ?? Date.now() % 1_000_000);
const operationsPerRun = 300;

async function run(server: ServerPeer, runSeed: number): Promise<void> {
  const random = new Random(runSeed);
  const document = `random-${runSeed}`;
  await server.open(document);
  const network = new Network({ server, document, random, reorder: 0.05 });
  const clients = new Set<number>();
  while (clients.size < 3 + random.below(3)) clients.add(1 + random.below(1_000_000));
  // One run in eight by the public calls of Y.Text only.
  const fast = runSeed % 8 !== 0;
  const peers = [...clients].map((client) => new Peer({ client, random, fast }));
  for (const peer of peers) await network.add(peer);
  await network.settle();
  for (let i = 0; i < operationsPerRun; i++) {
    randomOperation(random.pick(peers), random);
    for (let frames = random.below(6); frames > 0; frames--) await network.deliverOne();
    if (random.chance(0.02)) await network.toggle();
    if (random.chance(0.05)) await network.tick();
    if (random.chance(0.01)) await checkSettled(server, document, network, peers);
  }
  await checkSettled(server, document, network, peers);
  await server.drop(document);
  for (const peer of peers) peer.doc.destroy();
}

async function checkSettled(
  server: ServerPeer,
  document: string,
  network: Network,
  peers: readonly Peer[],
): Promise<void> {
  await network.settle();
  const whole = new Y.Doc({ gc: false });
  Y.applyUpdate(whole, await server.state(document));
  const expected = describeText(whole);
  const alive = livingUnits(whole.getText('t'));
  const covered = new Set(peers.flatMap((peer) => [...peer.covered]));
  for (const peer of peers) {
    assert.equal(describeText(peer.doc), expected, 'documents differ');
    assert.ok(Y.snapshot(peer.doc).sv.size === Y.snapshot(whole).sv.size, 'clients are missing');
    peer.check();
    for (const [id, char] of peer.typed) {
      const found = alive.get(id);
      if (found !== undefined) assert.equal(found, char, `unit ${id} changed its character`);
      else assert.ok(covered.has(id), `the character ${char} (${id}) vanished`);
    }
  }
  const uids = expected.split('\n').map((line) => line.split(' ')[0]);
  assert.ok(!uids.some((uid) => uid?.includes('~')), 'a derived uid was not repaired');
}

test(`no typed character vanishes in ${runs} random runs from seed ${seed}`, async (t) => {
  const server = await makeServer(seed);
  try {
    for (let i = 0; i < runs; i++) {
      await run(server, seed + i).catch((error: unknown) => {
        t.diagnostic(`failed with seed ${seed + i}: DENKRAUM_SEED=${seed + i} DENKRAUM_RUNS=1`);
        throw error;
      });
    }
  } finally {
    await server.close();
  }
  t.diagnostic(`${runs} runs, ${runs * operationsPerRun} operations, seed ${seed}`);
});
