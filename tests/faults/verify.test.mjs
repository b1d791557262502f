// SPDX-License-Identifier: EUPL-1.2
// 'denkraum document verify' finds what somebody or something changed behind the program's back.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoServer, run } from './support/server.mjs';
import { Writer } from './support/writer.mjs';

test('verify names every damaged record and ends with 1', async (t) => {
  const server = await demoServer(t);
  const browser = await signedIn(server, 'delegierte@agentur.example');
  const document = await browser.newDocument('Prüfstück');
  const writer = await new Writer(server, browser, document).connect();
  for (let i = 0; i < 20; ++i) writer.type(`w${i} `);
  await writer.saved();
  const id = `x'${Buffer.from(document, 'base64url').toString('hex')}'`;
  const verify = (...more) => run(['document', 'verify', ...more, '--data', server.folder]);
  const sound = await verify(document);
  assert.equal(sound.code, 0, `${sound.err} while the server runs`);
  assert.match(sound.out, /2[1-9] Einträge.*unverändert/);
  await server.stop();
  const all = await verify();
  assert.equal(all.code, 0, all.err);
  assert.match(all.out, /Dokumente, \d+ Einträge, alle unverändert/);

  const change = (statement) =>
    execFileSync('sqlite3', [join(server.folder, 'log.db'), `${statement} AND document = ${id}`]);
  change("UPDATE document_update SET update_bytes = x'0000' WHERE seq = 5");
  change('UPDATE document_update SET at = at + 1 WHERE seq = 9');
  change('DELETE FROM document_update WHERE seq = 12');
  const damaged = await verify();
  assert.equal(damaged.code, 1);
  assert.match(damaged.out, /3 Schäden/);
  assert.match(damaged.out, /Eintrag 5 wurde verändert\./);
  assert.match(damaged.out, /Eintrag 9 passt nicht zu seinem Vorgänger\./);
  assert.match(damaged.out, /Eintrag 12 fehlt\./);
  assert.match(damaged.err, /1 von \d+ Dokumenten sind beschädigt/);
  assert.equal((await verify('keine-Nummer')).code, 1);
});
