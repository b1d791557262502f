// SPDX-License-Identifier: EUPL-1.2
// How much script the page of the editor loads.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const bytesMax = 180_000;

/** A file and everything it imports, whether at once or later. */
function filesFrom(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const script = readFileSync(file, 'utf8');
  for (const [, path] of script.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+\.js)"/g)) {
    filesFrom(join(dirname(file), path!), found);
  }
  return found;
}

test('the editor with all it imports stays below 180 kB, compressed', () => {
  const files = filesFrom(join(process.env.DENKRAUM_WEB_FILES ?? '', 'islands/editor.js'));
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(file)).length;
  assert.ok(bytes > 50_000, `${bytes} bytes cannot be the whole editor`);
  assert.ok(bytes <= bytesMax, `${bytes} bytes`);
});
