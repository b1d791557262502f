// SPDX-License-Identifier: EUPL-1.2
// Publishing is cut off at any moment: there is the old newest edition or the new one, whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { askForRelease, asker, guideline, releaser } from './support/publishing.mjs';
import { demoServer, pause, run } from './support/server.mjs';
import { Writer } from './support/writer.mjs';

const rounds = Number(process.env.DENKRAUM_PUBLISH_ROUNDS ?? 100);
/**
 * The numbers of all editions. The newest ones (all without `newest`) are read with the files that
 * their pages name: all there, all with their words.
 */
async function wholeEditions(server, newest = Infinity) {
  const list = await (await fetch(`${server.origin}${guideline}/ausgaben`)).text();
  const address = new RegExp(`${guideline}/ausgaben/(\\d+)(?=")`, 'g');
  const numbers = [...new Set([...list.matchAll(address)].map(([, number]) => Number(number)))];
  numbers.sort((a, b) => a - b);
  for (const number of numbers.slice(-Math.min(newest, numbers.length))) {
    const base = `${guideline}/ausgaben/${number}`;
    const answer = await fetch(`${server.origin}${base}`);
    const page = await answer.text();
    assert.equal(answer.status, 200, base);
    const names = new Set([...page.matchAll(new RegExp(`href="${base}/([\\w.-]+)"`, 'g'))].map((f) => f[1]));
    assert.ok(names.has('leitlinie.json'), `${base} offers its data`);
    for (const name of names) {
      const file = await fetch(`${server.origin}${base}/${name}`);
      assert.equal(file.status, 200, `${base}/${name}`);
      assert.ok((await file.arrayBuffer()).byteLength > 0, `${base}/${name} has bytes`);
    }
    const data = await (await fetch(`${server.origin}${base}/leitlinie.json`)).json();
    assert.equal(data.edition, number);
    assert.ok(page.includes(data.hash.replace('sha256:', '')), `${base} shows its checksum`);
    for (const block of data.blocks.slice(-3)) {
      if (!block.number) continue;
      const cited = await fetch(`${server.origin}/l/ki-einsatz/${number}/${block.number}`);
      assert.equal(cited.status, 200, `${base}: no. ${block.number}`);
    }
  }
  return numbers;
}

test(`publishing cut off at any moment, ${rounds} rounds`, { timeout: 1_800_000 }, async (t) => {
  const server = await demoServer(t);
  let before = await wholeEditions(server);
  let longest = 0;
  let came = 0;
  for (let round = 1; round <= rounds; ++round) {
    const one = await signedIn(server, asker);
    const other = await signedIn(server, releaser);
    const draft = (await one.get(`${guideline}/entwurf`)).location.split('/').at(-1);
    const writer = await new Writer(server, one, draft).connect();
    writer.type(`Runde${round} `);
    await writer.saved();
    await writer.cut();
    const request = await askForRelease(one);
    // The moment moves over the whole of what the first rounds took, and beyond.
    const moment = Math.random() * longest * 1.2;
    const begun = Date.now();
    const answered = other
      .submit(request, `${request}/freigeben`)
      .then(({ status }) => status)
      .catch(() => 'cut off');
    const status = await (round === 1 ? answered : Promise.race([answered, pause(moment)]));
    if (status !== undefined) longest = Math.max(longest, Date.now() - begun);
    await server.kill();
    await answered;
    await server.start();
    const after = await wholeEditions(server, 2);
    const isNew = after.length === before.length + 1;
    assert.deepEqual(after.slice(0, before.length), before, `round ${round}: the old ones stay`);
    assert.ok(isNew || after.length === before.length, `round ${round}: ${after}`);
    if (status === 303) assert.ok(isNew, `round ${round}: what was answered is there`);
    if (!isNew) {
      // The request is still open: it can be taken back or released again.
      const again = await signedIn(server, releaser);
      const { status: then } = await again.submit(request, `${request}/freigeben`);
      assert.equal(then, 303, `round ${round}: released after the cut`);
      before = await wholeEditions(server, 2);
      assert.equal(before.length, after.length + 1);
    } else {
      came += 1;
      before = after;
    }
  }
  t.diagnostic(`${came} of ${rounds} cuts came after the edition was there; it took up to ${longest} ms`);
  assert.deepEqual(await wholeEditions(server), before);
  await server.stop();
  const verified = await run(['trail', 'verify', '--data', server.folder]);
  assert.equal(verified.code, 0, verified.err);
});
