// SPDX-License-Identifier: EUPL-1.2
// Sources that two people edit at the same time.
import assert from 'node:assert/strict';
import test from 'node:test';
import { mergeSources } from '../view/dialogs/merge_sources';

const law = { title: 'Gesetz', link: 'https://example.org/g' };
const study = { title: 'Studie' };
const file = { title: 'Akte', file_number: '12/26' };
const untouched = { shown: law, typed: law };

test('what a colleague added while the dialog was open stays', () => {
  assert.deepEqual(mergeSources([untouched, { shown: null, typed: study }], [law, file]), [
    law,
    file,
    study,
  ]);
});

test('what a colleague took away does not come back from a line that nobody touched', () => {
  assert.deepEqual(mergeSources([untouched, { shown: study, typed: study }], [study]), [study]);
});

test('a changed line stands in its place, and one that was taken away is gone', () => {
  const newer = { ...law, looked_up: '2026-11-23' };
  const rows = [
    { shown: law, typed: newer },
    { shown: study, typed: null },
  ];
  assert.deepEqual(mergeSources(rows, [law, study, file]), [newer, file]);
});

test('a line that both changed stands there in both ways', () => {
  const mine = { ...study, link: 'https://example.org/a' };
  const theirs = { ...study, link: 'https://example.org/b' };
  assert.deepEqual(mergeSources([{ shown: study, typed: mine }], [theirs]), [theirs, mine]);
  assert.deepEqual(mergeSources([{ shown: study, typed: null }], [theirs]), [theirs]);
});

test('what both added in the same words stands there once', () => {
  assert.deepEqual(mergeSources([{ shown: null, typed: study }], [study]), [study]);
});
