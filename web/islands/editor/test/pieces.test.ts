// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import test from 'node:test';
import * as Y from 'yjs';
import { piecesOf } from '../sync/pieces';
import { Random } from './support/random';

function together(pieces: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  for (const piece of pieces) Y.applyUpdate(doc, piece);
  return doc;
}

test('a small update stays as it is', () => {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, 'kurz');
  const update = Y.encodeStateAsUpdate(doc);
  assert.deepEqual(piecesOf(update), [update]);
});

test('many writers, deletions and values: the pieces say together what the update says', () => {
  const random = new Random(7);
  for (let round = 0; round < 40; round++) {
    const docs = [11, 22, 33].map((client) => {
      const doc = new Y.Doc({ gc: false });
      doc.clientID = client;
      return doc;
    });
    for (let step = 0; step < 60; step++) {
      const doc = docs[random.below(3)]!;
      const text = doc.getText('t');
      const at = random.below(text.length + 1);
      const kind = random.below(5);
      if (kind === 0 && text.length > 4) text.delete(random.below(text.length - 3), 3);
      else if (kind === 1) text.insertEmbed(at, { b: 'u'.repeat(22) });
      else if (kind === 2) doc.getMap('b').set(`k${random.below(9)}`, { wert: [step, 'ä'] });
      else text.insert(at, 'Wörter 🙂 und mehr '.repeat(1 + random.below(9)));
      const other = docs[random.below(3)]!;
      if (random.chance(0.3)) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    }
    const [first, ...others] = docs;
    for (const other of others) Y.applyUpdate(first!, Y.encodeStateAsUpdate(other));
    const pieces = piecesOf(Y.encodeStateAsUpdate(first!), 200);
    assert.ok(pieces.length > 3);
    const same = together(pieces);
    assert.deepEqual(same.getText('t').toDelta(), first!.getText('t').toDelta());
    assert.deepEqual(same.getMap('b').toJSON(), first!.getMap('b').toJSON());
    assert.deepEqual(Y.encodeStateVector(same), Y.encodeStateVector(first!));
    assert.equal(same.store.pendingStructs, null);
  }
});

test('the part of an update that somebody lacks is cut too, with the hole before it', () => {
  const doc = new Y.Doc({ gc: false });
  doc.getText('t').insert(0, 'bekannt ');
  const known = Y.encodeStateAsUpdate(doc);
  const vector = Y.encodeStateVector(doc);
  doc.getText('t').insert(8, '🙂'.repeat(500));
  doc.getText('t').delete(0, 3);
  const pieces = piecesOf(Y.encodeStateAsUpdate(doc, vector), 99);
  assert.ok(pieces.length > 10);
  assert.equal(together([known, ...pieces]).getText('t').toString(), doc.getText('t').toString());
});
