// SPDX-License-Identifier: EUPL-1.2
// Composition as the keyboard of a phone does it (test group 14 of the one text): no key says what
// it is, every letter composes the whole word anew, the cursor moves within it, a tap takes a
// finished word into composition again, and Enter and Backspace are changes of the text alone.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import type * as Y from 'yjs';
import { blocks, cursorTo, Stage, status, until } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());
beforeEach(() => stage.reset());

function words(change: (text: Y.Text) => void): void {
  stage.server.edit((text) => change(text));
}

const saved = (): string => JSON.stringify(stage.server.doc.getText('t').toDelta());

class Phone {
  private constructor(
    readonly page: Page,
    private readonly input: CDPSession,
  ) {}

  static async open(): Promise<Phone> {
    const page = await stage.person({ phone: true });
    assert.ok(await page.evaluate(() => /Android \d/.test(navigator.userAgent)));
    await page.click('.dk-words');
    return new Phone(page, await page.context().newCDPSession(page));
  }

  /** The word as it is composed so far, with the cursor in it; `over` is what it takes the place of. */
  async compose(text: string, cursor = text.length, over?: [number, number]): Promise<void> {
    await this.unknownKey();
    await this.input.send('Input.imeSetComposition', {
      text,
      selectionStart: cursor,
      selectionEnd: cursor,
      ...(over ? { replacementStart: over[0], replacementEnd: over[1] } : {}),
    });
  }

  /** The word is finished: a space, a suggestion that was tapped. */
  async commit(text: string): Promise<void> {
    await this.input.send('Input.insertText', { text });
  }

  /** A change without a key that says so. */
  async change(command: 'delete' | 'insertParagraph'): Promise<void> {
    await this.unknownKey();
    await this.page.evaluate((name) => document.execCommand(name), command);
  }

  private async unknownKey(): Promise<void> {
    for (const type of ['rawKeyDown', 'keyUp'] as const) {
      await this.input.send('Input.dispatchKeyEvent', {
        type,
        key: 'Unidentified',
        windowsVirtualKeyCode: 229,
      });
    }
  }
}

async function shows(page: Page, wanted: readonly string[]): Promise<void> {
  await until(`${wanted.join('|')} instead of ${(await blocks(page)).join('|')}`, async () =>
    (await blocks(page)).join('|') === wanted.join('|'),
  );
}

test('a word composed letter by letter while foreign words arrive on both sides of it', async () => {
  const phone = await Phone.open();
  const { page } = phone;
  await phone.commit('Guten Tag .');
  await page.keyboard.press('ArrowLeft');
  await status(page, /Gespeichert/);
  for (const part of ['G', 'Gr', 'Gru', 'Grus']) {
    await phone.compose(part);
    if (part === 'Gr') words((text) => text.insert(1, 'FREMD ', {}));
    if (part === 'Gru') words((text) => text.insert(text.length, ' ENDE', {}));
  }
  await until('the foreign words are drawn', async () => /FREMD/.test((await blocks(page))[0]!));
  await phone.compose('Grüße');
  await phone.commit('Grüße ');
  await status(page, /Gespeichert/);
  await shows(page, ['FREMD Guten Tag Grüße . ENDE']);
  assert.match(saved(), /FREMD Guten Tag Grüße \. ENDE/);
  await page.context().close();
});

test('the cursor moves within the word that is composed', async () => {
  const phone = await Phone.open();
  const { page } = phone;
  await phone.compose('Vewaltung');
  await phone.compose('Vewaltung', 2);
  words((text) => text.insert(1, 'Die ', {}));
  await until('drawn', async () => /^Die /.test((await blocks(page))[0]!));
  await phone.compose('Verwaltung', 3);
  await phone.compose('Verwaltung', 10);
  await phone.commit('Verwaltung');
  await phone.commit(' hilft.');
  await status(page, /Gespeichert/);
  await shows(page, ['Die Verwaltung hilft.']);
  await page.context().close();
});

test('a tap takes a finished word into composition again', async () => {
  const phone = await Phone.open();
  const { page } = phone;
  await phone.commit('Hallo Wlt da');
  await status(page, /Gespeichert/);
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
  await page.waitForTimeout(50);
  await phone.compose('Wlt', 1, [6, 9]);
  words((text) => text.insert(1, 'FREMD ', {}));
  await until('drawn', async () => /FREMD/.test((await blocks(page))[0]!));
  await phone.compose('Welt', 2);
  await phone.commit('Welt');
  await status(page, /Gespeichert/);
  await shows(page, ['FREMD Hallo Welt da']);
  assert.match(saved(), /FREMD Hallo Welt da/);
  await page.context().close();
});

test('a word shortened letter by letter until it is gone', async () => {
  const phone = await Phone.open();
  const { page } = phone;
  await phone.commit('Ja ');
  for (const part of ['doch', 'doc', 'do', 'd']) await phone.compose(part);
  words((text) => text.insert(1, 'Oh ', {}));
  await phone.compose('');
  await phone.commit('nein');
  await status(page, /Gespeichert/);
  await shows(page, ['Oh Ja nein']);
  await page.context().close();
});

test('Enter and Backspace without a key: words keep their block and its uid', async () => {
  const phone = await Phone.open();
  const { page } = phone;
  const uids = (): Promise<string[]> =>
    page.$$eval('.dk-block', (all) => all.map((block) => (block as HTMLElement).dataset.uid!));
  await phone.commit('eins zwei');
  await status(page, /Gespeichert/);
  const [first] = await uids();
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft');
  await phone.change('insertParagraph');
  await shows(page, ['eins ', 'zwei']);
  words((text) => text.insert(1, 'FREMD ', {}));
  await shows(page, ['FREMD eins ', 'zwei']);
  const made = await uids();
  assert.equal(made[0], first);
  assert.equal(new Set(made).size, 2);
  await cursorTo(page, 1, 'start');
  await phone.change('delete');
  await shows(page, ['FREMD eins zwei']);
  assert.deepEqual(await uids(), [first]);
  // Chromium joins blocks with styles of its own, which the policy keeps away.
  const { problems } = stage;
  problems.splice(0, problems.length, ...problems.filter((one) => !/style-src/.test(one)));
  await phone.compose('und');
  await phone.commit('und ');
  await status(page, /Gespeichert/);
  await shows(page, ['FREMD eins und zwei']);
  await page.context().close();
});

test('somebody deletes the block in which a word is composed', async () => {
  const phone = await Phone.open();
  const { page } = phone;
  await phone.commit('eins');
  await phone.change('insertParagraph');
  await phone.commit('zwei ');
  await status(page, /Gespeichert/);
  await phone.compose('dre');
  words((text) => text.delete(5, 6));
  await phone.compose('drei');
  await phone.commit('drei');
  await status(page, /Gespeichert/);
  assert.match((await blocks(page)).join('|'), /drei/);
  assert.match(saved(), /drei/);
  await page.context().close();
});
