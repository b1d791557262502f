// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type * as Y from 'yjs';
import { blocks, cursorTo, Stage, status, until } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());
beforeEach(() => stage.reset());

function words(change: (text: Y.Text) => void): void {
  stage.server.edit((text) => change(text));
}

test("two people type, see one another's words and flags, and it is saved", async () => {
  const ada = await stage.person({ name: 'Ada Beispiel' });
  const bert = await stage.person({ name: 'Bert Muster', member: 'm2' });
  await ada.click('.dk-words');
  await ada.keyboard.type('Der Mensch');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('entscheidet.');
  await status(ada, /Gespeichert/);
  await until(
    'the words arrive',
    async () => (await blocks(bert)).join('|') === 'Der Mensch|entscheidet.',
  );
  await until(
    'the flag is drawn',
    async () => (await bert.textContent('.dk-cursor__flag').catch(() => '')) === 'Ada Beispiel',
  );
  assert.match((await bert.textContent('.dk-people')) ?? '', /Ada Beispiel \(Amt Nord\)/);
  await cursorTo(bert, 0, 'end');
  await bert.keyboard.type(' zuerst');
  await until('the words come back', async () => (await blocks(ada))[0] === 'Der Mensch zuerst');
  await ada.keyboard.type(' Immer.');
  assert.deepEqual(await blocks(ada), ['Der Mensch zuerst', 'entscheidet. Immer.']);
  await bert.close();
  await until('Bert is gone', async () =>
    /Nur Sie/.test((await ada.textContent('.dk-people')) ?? ''),
  );
  await ada.context().close();
});

test('saved is not shown before the server has counted the frames', async () => {
  const ada = await stage.person();
  stage.server.ackDelay = 1500;
  await ada.click('.dk-words');
  await ada.keyboard.type('x');
  await status(ada, /Wird gespeichert/);
  await ada.waitForTimeout(700);
  assert.match((await ada.textContent('.dk-bar__state')) ?? '', /Wird gespeichert/);
  await status(ada, /Gespeichert/);
  stage.server.ackDelay = 20;
  await ada.context().close();
});

test('cut off, writing goes on; back again, both sides have everything', async () => {
  const ada = await stage.person({ document: 'cut' });
  await ada.click('.dk-words');
  await ada.keyboard.type('vorher');
  await status(ada, /Gespeichert/);
  stage.server.reachable = false;
  stage.server.cut();
  await status(ada, /Nicht verbunden: Ihre Änderungen bleiben auf diesem Gerät/);
  await ada.keyboard.type(' und offline');
  words((text) => text.insert(text.length, ' vom Server'));
  stage.server.reachable = true;
  await ada.evaluate(() => window.dispatchEvent(new Event('online')));
  await status(ada, /Gespeichert/);
  assert.deepEqual(
    [...(await blocks(ada))[0]!].sort(),
    [...'vorher und offline vom Server'].sort(),
  );
  assert.match(JSON.stringify(stage.server.doc.getText('t').toDelta()), /und offline/);
  await ada.context().close();
});

test('a tab closed while cut off: opened again, its words are sent', async () => {
  const ada = await stage.person({ document: 'closed' });
  await ada.click('.dk-words');
  await ada.keyboard.type('vorher');
  await status(ada, /Gespeichert/);
  stage.server.reachable = false;
  stage.server.cut();
  await status(ada, /Nicht verbunden/);
  await ada.keyboard.type(', nachher');
  await ada.waitForTimeout(200);
  const context = ada.context();
  await ada.close();
  stage.server.reachable = true;
  const again = await stage.person({ document: 'closed', context });
  await status(again, /Gespeichert/);
  assert.deepEqual(await blocks(again), ['vorher, nachher']);
  assert.match(JSON.stringify(stage.server.doc.getText('t').toDelta()), /nachher/);
  await context.close();
});

test('a composition goes on while foreign words arrive in the same block', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('Gru ');
  const input = await ada.context().newCDPSession(ada);
  const compose = (text: string): Promise<unknown> =>
    input.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  await compose('s');
  await compose('ss');
  words((text) => text.insert(1, 'FREMD '));
  await until('the foreign words are drawn', async () => (await blocks(ada))[0]!.includes('FREMD'));
  await compose('ssß');
  await input.send('Input.insertText', { text: 'süß' });
  await until('the composition ends', async () => (await blocks(ada))[0] === 'FREMD Gru süß');
  await ada.keyboard.type('!');
  await status(ada, /Gespeichert/);
  assert.match(JSON.stringify(stage.server.doc.getText('t').toDelta()), /FREMD Gru süß!/);
  await ada.context().close();
});

test('a dead key composed at the end of a block that another splits loses nothing', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('eins zwei');
  const input = await ada.context().newCDPSession(ada);
  await input.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
  words((text) => text.insertEmbed(5, { b: 'Z'.repeat(22) }, {}));
  await input.send('Input.insertText', { text: 'é' });
  await status(ada, /Gespeichert/);
  assert.deepEqual(await blocks(ada), ['eins', ' zweié']);
  await ada.context().close();
});

test('who comes and goes is said once in a while, politely', async () => {
  const ada = await stage.person();
  const live = (): Promise<string> =>
    ada.$eval('[aria-live=polite].kern-sr-only', (element) => element.textContent ?? '');
  await ada.waitForTimeout(300);
  const bert = await stage.person({ name: 'Bert Muster', member: 'm2' });
  await ada.waitForTimeout(1000);
  assert.doesNotMatch(await live(), /Bert/, 'the last announcement was less than ten seconds ago');
  await ada.waitForTimeout(9500);
  assert.match(await live(), /Bert Muster \(Amt Nord\) ist dazugekommen/);
  await bert.context().close();
  await ada.context().close();
});

test('what the server refuses is said, with the place where it is kept', async () => {
  const ada = await stage.person({ document: 'refused' });
  await ada.click('.dk-words');
  await ada.keyboard.type('gut');
  await status(ada, /Gespeichert/);
  stage.server.refuseNext = 'foreign';
  await ada.keyboard.type('X');
  await ada.waitForSelector('[data-topic=refused] a[href="/dokumente/refused/nicht-uebernommen"]');
  await until('the text is as on the server', async () => (await blocks(ada)).join() === 'gut');
  await ada.waitForSelector('.dk-words[contenteditable=true]');
  await ada.click('.dk-words');
  await ada.keyboard.press('End');
  await ada.keyboard.type(' weiter');
  await status(ada, /Gespeichert/);
  assert.match(JSON.stringify(stage.server.doc.getText('t').toDelta()), /gut weiter/);
  await ada.context().close();
});

test('in a full draft the words come off again, the cursor stays, and deleting works', async () => {
  const ada = await stage.person({ document: 'full' });
  await ada.click('.dk-words');
  await ada.keyboard.type('voll bis oben');
  await status(ada, /Gespeichert/);
  await ada.evaluate(() => {
    const seen: string[] = ((window as { seen?: string[] }).seen = []);
    const bar = document.querySelector('.dk-bar__state')!;
    new MutationObserver(() => seen.push(bar.textContent ?? '')).observe(bar, { childList: true });
  });
  stage.server.ackDelay = 300;
  stage.server.refuseNext = 'full';
  await ada.keyboard.type('!!!');
  await ada.waitForSelector('[data-topic=refused] >> text=keinen Platz');
  const early = await ada.evaluate(() => (window as { seen?: string[] }).seen!.join('|'));
  assert.doesNotMatch(early, /Gespeichert/);
  stage.server.ackDelay = 20;
  await until('the text is as on the server', async () =>
    (await blocks(ada)).join() === 'voll bis oben');
  await ada.waitForSelector('.dk-words[contenteditable=true]');
  await until('the cursor is back', () =>
    ada.evaluate(() => document.activeElement?.classList.contains('dk-words') ?? false));
  await ada.keyboard.press('Backspace');
  await until('it is deleted', () => /voll bis obe"/.test(
    JSON.stringify(stage.server.doc.getText('t').toDelta())));
  await status(ada, /Gespeichert/);
  await ada.context().close();
});

test('where a change cannot be sent at all, one gets on without it', async () => {
  const ada = await stage.person({ document: 'large' });
  await ada.click('.dk-words');
  await ada.keyboard.type('gut');
  await status(ada, /Gespeichert/);
  stage.server.cut(4013);
  await ada.waitForSelector('[data-topic=ended] >> text=zu groß');
  await ada.click('[data-topic=ended] .kern-btn--secondary');
  await ada.waitForSelector('.dk-words[contenteditable=true]');
  await ada.click('.dk-words');
  await ada.keyboard.press('End');
  await ada.keyboard.type(' weiter');
  await status(ada, /Gespeichert/);
  assert.equal(await ada.locator('[data-topic=ended]').count(), 0);
  await ada.context().close();
});

test('a reader sees everything and can write nothing', async () => {
  const rita = await stage.person({ name: 'Rita', member: 'm3', mode: 'read' });
  words((text) => text.insert(1, 'Zum Lesen'));
  await until('the words arrive', async () => (await blocks(rita))[0] === 'Zum Lesen');
  await rita.click('.dk-words');
  await rita.keyboard.type('nein');
  assert.deepEqual(await blocks(rita), ['Zum Lesen']);
  assert.equal(await rita.locator('.dk-modes input').count(), 0);
  await rita.context().close();
});

test('a stop of writing and its end are said', async () => {
  const ada = await stage.person();
  stage.server.notice('writing_stopped');
  await ada.waitForSelector('[data-topic=writing].kern-alert--warning');
  stage.server.notice('writing_resumed');
  await ada.waitForSelector('[data-topic=writing].kern-alert--info');
  await ada.context().close();
});
