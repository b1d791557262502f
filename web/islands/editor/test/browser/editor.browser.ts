// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import type * as Y from 'yjs';
import { blocks, cursorTo, Stage, status, until } from './harness';

const files = process.env.DENKRAUM_WEB_FILES ?? '';
const stage = new Stage(files);

before(async () => {
  await stage.open();
});
after(() => stage.close());
beforeEach(() => {
  stage.server.reachable = true;
  stage.server.clear();
});

function words(change: (text: Y.Text) => void): void {
  stage.server.edit((text) => change(text));
}

test('two people type, see one another\'s words and flags, and it is saved', async () => {
  const ada = await stage.person({ name: 'Ada Beispiel' });
  const bert = await stage.person({ name: 'Bert Muster', member: 'm2' });
  await ada.click('.dk-words');
  await ada.keyboard.type('Der Mensch');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('entscheidet.');
  await status(ada, /Gespeichert/);
  await until('the words arrive', async () => (await blocks(bert)).join('|') === 'Der Mensch|entscheidet.');
  await until('the flag is drawn', async () =>
    (await bert.textContent('.dk-cursor__flag').catch(() => '')) === 'Ada Beispiel');
  assert.match((await bert.textContent('.dk-people')) ?? '', /Ada Beispiel \(Amt Nord\)/);
  await cursorTo(bert, 0, 'end');
  await bert.keyboard.type(' zuerst');
  await until('the words come back', async () => (await blocks(ada))[0] === 'Der Mensch zuerst');
  await ada.keyboard.type(' Immer.');
  assert.deepEqual(await blocks(ada), ['Der Mensch zuerst', 'entscheidet. Immer.']);
  await bert.close();
  await until('Bert is gone', async () => /Nur Sie/.test((await ada.textContent('.dk-people')) ?? ''));
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
  assert.deepEqual([...(await blocks(ada))[0]!].sort(), [...'vorher und offline vom Server'].sort());
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
    input.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
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

test('the slash opens the menu, Escape closes it, a second slash writes one', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('/Prüf');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('Wer haftet?');
  assert.equal(await ada.getAttribute('.dk-block', 'data-kind'), 'check_question');
  const label = await ada.$eval('.dk-block', (block) => getComputedStyle(block, '::before').content);
  assert.equal(label, '"Prüffrage"');
  await ada.keyboard.press('Enter');
  await ada.keyboard.type('//');
  assert.deepEqual(await blocks(ada), ['Wer haftet?', '/']);
  await ada.context().close();
});

test('Tab indents in lists, and Escape then Tab leaves the text from there', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.press('Control+Shift+8');
  await ada.keyboard.type('eins');
  await ada.keyboard.press('Enter');
  await ada.keyboard.press('Tab');
  await ada.keyboard.type('zwei');
  assert.deepEqual(await ada.$$eval('.dk-block', (all) => all.map((block) =>
    `${(block as HTMLElement).dataset.list}${(block as HTMLElement).dataset.indent}`)), ['bullet0', 'bullet1']);
  await ada.keyboard.press('Escape');
  await ada.keyboard.press('Tab');
  assert.equal(await ada.evaluate(() => document.activeElement?.closest('.dk-words')), null);
  await ada.context().close();
});

test('outside a list Tab leaves the text at once', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.press('Tab');
  assert.equal(await ada.evaluate(() => document.activeElement?.closest('.dk-words')), null);
  await ada.context().close();
});

test('the outline jumps to sections and moves them by keys', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  for (const title of ['Eins', 'Zwei']) {
    await ada.keyboard.press('Control+Alt+1');
    await ada.keyboard.type(title);
    await ada.keyboard.press('Enter');
    await ada.keyboard.type(`Text zu ${title}`);
    await ada.keyboard.press('Enter');
  }
  await ada.focus('.dk-outline__jump >> nth=1');
  await ada.keyboard.press('Alt+ArrowUp');
  await until('the section is moved', async () =>
    (await blocks(ada)).filter(Boolean).join('|') === 'Zwei|Text zu Zwei|Eins|Text zu Eins');
  await until('the focus stays with its section', () => ada.evaluate(() =>
    document.activeElement?.textContent === 'Zwei'));
  await ada.keyboard.press('Enter');
  assert.ok(await ada.evaluate(() => document.activeElement?.classList.contains('dk-words')));
  await ada.context().close();
});

test('undo takes back one\'s own words only', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('meine ');
  words((text) => text.insert(1, 'fremde '));
  await until('foreign words', async () => (await blocks(ada))[0]!.startsWith('fremde'));
  await ada.keyboard.press('Control+z');
  await until('undone', async () => (await blocks(ada))[0] === 'fremde ');
  await ada.keyboard.press('Control+y');
  await until('redone', async () => (await blocks(ada))[0] === 'fremde meine ');
  await ada.context().close();
});

async function paste(page: Page, html: string): Promise<void> {
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData('text/html', content);
    document.querySelector('.dk-words')!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, html);
}

test('pasted HTML and Word text become blocks of the schema with uids of their own', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await paste(ada, '<h2>Titel</h2><p>Ein <b>fetter</b> <a href="https://example.org">Verweis</a> '
    + '<a href="javascript:alert(1)">böse</a></p><ul><li>eins<ul><li>zwei</li></ul></li><li><p>drei</p></li></ul>'
    + '<blockquote><p>Zitat</p></blockquote><table><tr><td>Zelle</td></tr></table>'
    + '<p>Ein <span style="font-weight:700">Wort</span></p>'
    + '<p class="MsoListParagraph" style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">a)</span>Word</p>');
  assert.deepEqual((await blocks(ada)).filter(Boolean), [
    'Titel', 'Ein fetter Verweis böse', 'eins', 'zwei', 'drei', 'Zitat', 'Zelle', 'Ein Wort', 'Word',
  ]);
  const shapes = await ada.$$eval('.dk-block', (all) => all.map((block) => {
    const { kind, list = '', indent } = (block as HTMLElement).dataset;
    return `${kind}${list}${list === '' ? '' : indent}`;
  }));
  assert.deepEqual(shapes, ['h', 'p', 'pbullet0', 'pbullet1', 'pbullet0', 'quote', 'p', 'p', 'pnumber1']);
  assert.deepEqual(await ada.$$eval('.dk-words strong', (all) => all.map((part) => part.textContent)), ['fetter', 'Wort']);
  assert.equal(await ada.locator('.dk-words a').count(), 1);
  const uids = await ada.$$eval('.dk-block', (all) => all.map((block) => (block as HTMLElement).dataset.uid!));
  assert.equal(new Set(uids).size, uids.length);
  assert.ok(uids.every((uid) => /^[\w-]{22}$/.test(uid)));
  await ada.context().close();
});

test('a link is set on the selection, changed and removed', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('siehe Gesetz');
  await ada.keyboard.press('Control+Shift+ArrowLeft');
  // Faster than any person: the browser has not yet told of the new selection.
  await ada.waitForTimeout(100);
  await ada.keyboard.press('Control+k');
  await ada.keyboard.type('https://example.org');
  await ada.keyboard.press('Enter');
  await ada.waitForSelector('.dk-words a[href="https://example.org"]');
  assert.equal(await ada.textContent('.dk-words a'), 'Gesetz');
  await ada.keyboard.press('ArrowLeft');
  await ada.keyboard.press('ArrowRight');
  await ada.keyboard.press('Control+k');
  assert.equal(await ada.inputValue('.dk-dialog input'), 'https://example.org');
  await ada.click('text=Verweis entfernen');
  await until('the link is gone', async () => (await ada.locator('.dk-words a').count()) === 0);
  assert.ok(await ada.evaluate(() => document.activeElement?.classList.contains('dk-words')));
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
  stage.server.refuseNext = true;
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

const axe = readFileSync(createRequire(process.env.DENKRAUM_WEB_HOME ?? '/').resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(`${axe}; 0`);
  return page.evaluate(async () => {
    const { violations: found } = await (window as unknown as { axe: Axe }).axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

for (const [width, dark] of [[320, false], [320, true], [1280, false], [1280, true]] as const) {
  test(`axe finds nothing and nothing scrolls sideways at ${width} px, ${dark ? 'dark' : 'light'}`, async () => {
    stage.server.sample();
    const bert = await stage.person({ name: 'Bert Muster', member: 'm2' });
    const ada = await stage.person({ width, height: 800, dark });
    await cursorTo(bert, 2, 'end');
    await ada.waitForSelector('.dk-cursor__flag');
    await ada.locator('.dk-block').nth(1).click();
    assert.deepEqual(await violations(ada), []);
    const sideways = await ada.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(sideways <= 0, `${sideways} px too wide`);
    const shot = async (name: string): Promise<void> => {
      const folder = process.env.DENKRAUM_SHOTS;
      if (folder) await ada.screenshot({ path: `${folder}/${name}-${width}-${dark ? 'dark' : 'light'}.png` });
    };
    await shot('editor');
    await ada.keyboard.press('Control+Enter');
    assert.deepEqual(await violations(ada), []);
    await shot('menu');
    await ada.keyboard.press('Escape');
    await ada.keyboard.press('Control+/');
    assert.deepEqual(await violations(ada), []);
    await shot('help');
    await ada.keyboard.press('Escape');
    await ada.keyboard.press('Control+k');
    await ada.keyboard.press('Enter');
    await ada.waitForSelector('.dk-dialog [role=alert]:not([hidden])');
    assert.deepEqual(await violations(ada), []);
    await shot('link');
    await ada.keyboard.press('Escape');
    stage.server.notice('orphaned');
    stage.server.reachable = false;
    stage.server.cut();
    await status(ada, /Nicht verbunden/);
    assert.deepEqual(await violations(ada), []);
    await shot('offline');
    await ada.context().close();
    await bert.context().close();
  });
}
