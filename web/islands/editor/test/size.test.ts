// SPDX-License-Identifier: EUPL-1.2
// Long documents (test group 12 of the one text): items touched are counted, times bounded.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Fragment } from 'prosemirror-model';
import * as Y from 'yjs';
import { schema } from '../schema/schema';
import { blockStart } from '../binding/patch';
import { Peer } from './support/peer';
import { Random } from './support/random';
import { describeDocument, describeText } from './support/oracle';

/** Bounds on the processor's time; of a key and of a paste the median. */
const keyMs = 1;
const pasteMs = 1000;
const arriveMs = 2000;

function longDocument(blocks: number): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const random = new Random(1);
  const text = doc.getText('t');
  const delta: unknown[] = [];
  for (let i = 0; i < blocks; i++) {
    delta.push({ insert: { b: random.uid() } }, { insert: `Absatz ${i} mit einigen Worten, ` });
    if (i % 5 === 0) delta.push({ insert: 'fett', attributes: { strong: true } });
  }
  text.applyDelta(delta as never);
  return doc;
}

/** Counts how often the chain of items is followed to the right while something runs. */
function stepsRight(run: () => void): number {
  let steps = 0;
  const own = Object.getOwnPropertyDescriptor(Y.Item.prototype, 'countable')!;
  Object.defineProperty(Y.Item.prototype, 'countable', {
    ...own,
    get(this: Y.Item) {
      steps++;
      return own.get!.call(this) as boolean;
    },
  });
  try {
    run();
  } finally {
    Object.defineProperty(Y.Item.prototype, 'countable', own);
  }
  return steps;
}

/** CPU time in ms: other work on the machine does not count. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

test('a key in a text of 5,000 blocks touches the items of its block only', (t) => {
  const peer = new Peer({ client: 7, random: new Random(2) });
  const source = longDocument(5000);
  Y.applyUpdate(peer.doc, Y.encodeStateAsUpdate(source));
  for (const index of [0, 2500, 4999]) {
    const position = blockStart(peer.state.doc, index) + 4;
    peer.binding.dispatch(peer.state.tr.insertText('x', position));
    const times: number[] = [];
    for (let i = 1; i <= 40; i++) {
      const before = cpu();
      const steps = stepsRight(() =>
        peer.binding.dispatch(peer.state.tr.insertText('x', position + i)),
      );
      times.push(cpu() - before);
      assert.ok(steps < 200, `${steps} items looked at for one key in block ${index}`);
    }
    times.sort((a, b) => a - b);
    t.diagnostic(`block ${index}: a key takes ${times[20]!.toFixed(2)} ms`);
    assert.ok(times[20]! <= keyMs, `a key took ${times[20]!.toFixed(2)} ms in block ${index}`);
  }
  assert.equal(describeDocument(peer.state.doc), describeText(peer.doc));
});

/** 20,000 blocks into an empty text, and what that took. */
function paste(client: number): { peer: Peer; spent: number } {
  const peer = new Peer({ client, random: new Random(2) });
  const blocks = Array.from({ length: 20_000 }, (_, i) =>
    schema.node('block', null, [
      schema.text(`Zeile ${i} `),
      ...(i % 3 === 0 ? [schema.text('fett', [schema.mark('strong')])] : []),
    ]),
  );
  const began = cpu();
  peer.binding.dispatch(peer.state.tr.insert(0, Fragment.fromArray(blocks)));
  return { peer, spent: cpu() - began };
}

test('20,000 blocks are pasted in a second, arrive at another and are undone', (t) => {
  const pastes = [paste(7), paste(9), paste(11)];
  const spent = pastes.map((one) => one.spent).sort((a, b) => a - b)[1]!;
  const { peer } = pastes[0]!;
  const other = new Peer({ client: 8, random: new Random(3) });
  const began = cpu();
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(peer.doc));
  const arrived = cpu() - began;
  t.diagnostic(`pasted in ${spent.toFixed(0)} ms, arrived in ${arrived.toFixed(0)} ms`);
  assert.equal(other.state.doc.childCount, 20_001);
  assert.equal(describeDocument(other.state.doc), describeText(peer.doc));
  assert.ok(spent <= pasteMs, `pasting took ${spent.toFixed(0)} ms`);
  assert.ok(arrived <= arriveMs, `arriving took ${arrived.toFixed(0)} ms`);
  peer.undo.undo();
  assert.equal(peer.state.doc.childCount, 1);
});
