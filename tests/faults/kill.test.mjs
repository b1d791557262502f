// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedIn } from './support/browser.mjs';
import { demoServer, pause, run, until } from './support/server.mjs';
import { reconnect, Writer } from './support/writer.mjs';

const { DENKRAUM_KILL_ROUNDS, DENKRAUM_FAULT_ROUNDS } = process.env;
const rounds = Number(DENKRAUM_KILL_ROUNDS ?? DENKRAUM_FAULT_ROUNDS ?? 4);

/** Types numbered words until told to stop, at a pace of chance. */
function typing(writer, letter) {
  let goes = true;
  let number = 0;
  const done = (async () => {
    while (goes) {
      writer.type(`${letter}${++number} `);
      await pause(Math.random() * 8);
    }
  })();
  return {
    stop() {
      goes = false;
      return done;
    },
  };
}

test('kill -9 while two people type: nothing acknowledged is missing', async (t) => {
  const server = await demoServer(t);
  const one = await signedIn(server, 'delegierte@agentur.example');
  const other = await signedIn(server, 'delegierter@rente.example');
  const document = await one.newDocument('Stromausfall');
  const anna = await new Writer(server, one, document).connect();
  const bert = await new Writer(server, other, document).connect();

  let acknowledged = 0;
  for (let round = 1; round <= rounds; ++round) {
    const before = acknowledged;
    const hands = [typing(anna, `a${round}.`), typing(bert, `b${round}.`)];
    await until(
      () => anna.acknowledged.length + bert.acknowledged.length > before + Math.random() * 20,
      'words are acknowledged',
    );
    await pause(Math.random() * 300);
    await server.kill();
    // They go on typing into the dark.
    await pause(50);
    for (const hand of hands) await hand.stop();
    await until(() => anna.closed && bert.closed, 'both lines are cut');
    const promised = [...anna.acknowledged, ...bert.acknowledged];
    acknowledged = promised.length;

    await server.start();
    const witness = await new Writer(server, one, document).connect();
    for (const word of promised) {
      assert.ok(witness.words.includes(word), `round ${round}: '${word}' was acknowledged`);
    }
    await reconnect(anna);
    await reconnect(bert);
    await Promise.all([anna.saved(), bert.saved()]);
    await until(
      () => anna.words === bert.words && bert.words === witness.words,
      `round ${round}: all see the same`,
    );
    for (const word of [...anna.typed, ...bert.typed]) {
      assert.equal(witness.words.split(word).length, 2, `'${word}' is there, once`);
    }
    await witness.cut();
    acknowledged = anna.acknowledged.length + bert.acknowledged.length;
  }
  await server.stop();
  const verified = await run(['trail', 'verify', '--data', server.folder]);
  assert.equal(verified.code, 0, verified.err);
});

test('kill -9 while a paragraph goes: words typed into it are kept for their author', async (t) => {
  const server = await demoServer(t);
  const one = await signedIn(server, 'delegierte@agentur.example');
  const other = await signedIn(server, 'delegierter@rente.example');
  const document = await one.newDocument('Stromausfall im Absatz');
  const anna = await new Writer(server, one, document).connect();
  const bert = await new Writer(server, other, document).connect();
  for (let round = 1; round <= rounds; ++round) {
    const target = `Absatz ${round}.`;
    const start = anna.text.length;
    anna.text.insertEmbed(start, { b: `${round}`.padStart(22, 'A') });
    anna.text.insert(start + 1, target);
    await bert.sees(target);
    await anna.saved();
    // Bert has not heard of it yet.
    bert.stopReading();
    anna.text.delete(start, target.length + 1);
    await anna.saved();
    const word = `Einwurf${round};`;
    bert.text.insert(start + 1 + target.length, word);
    await pause(Math.random() * 40);
    await server.kill();
    bert.readAgain();
    await until(() => anna.closed && bert.closed, 'both lines are cut');

    await server.start();
    await reconnect(anna);
    await reconnect(bert);
    await bert.saved();
    assert.ok((await other.keptWords(document)).includes(word), `round ${round}: ${word} is kept`);
    await until(() => anna.words === bert.words, `round ${round}: both see the same`);
  }
});
