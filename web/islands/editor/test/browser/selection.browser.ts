// SPDX-License-Identifier: EUPL-1.2
// Where the cursor is drawn after each way in which two people change one place at once: behind the
// same character, and what is typed next comes there (test group 14 of the one text). Both change
// their text while nothing is delivered, then everything is; once with either client id the smaller.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { blocks, cursorTo, Stage, status, told, until } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());
beforeEach(() => stage.reset());

type Act = (page: Page) => Promise<void>;

interface Case {
  readonly name: string;
  readonly text: readonly string[];
  readonly ada: Act;
  readonly bert: Act;
  /** What stands left of each cursor in its block afterwards; a list: any of these. */
  readonly left: readonly [RegExp, RegExp];
  /** What is done once both have everything. */
  readonly then?: (ada: Page, bert: Page) => Promise<void>;
}

/** Cursor into a block behind so many characters, then keys. */
function go(block: number, offset: number, ...keys: string[]): Act {
  return async (page) => {
    await cursorTo(page, block, 'start');
    for (let i = 0; i < offset; i++) await page.keyboard.press('ArrowRight');
    for (const key of keys) {
      if (!/^(Shift\+)?(Arrow(Left|Right|Down)|End)$/.test(key)) await told(page);
      if (key.startsWith('"')) await page.keyboard.type(key.slice(1));
      else await page.keyboard.press(key);
    }
  };
}

const select = (count: number): string[] => Array<string>(count).fill('Shift+ArrowRight');
const three = ['eins', 'zwei', 'drei'];

const cases: Case[] = [
  {
    name: 'both split at one place',
    text: ['eins zwei'],
    ada: go(0, 5, 'Enter'),
    bert: go(0, 5, 'Enter'),
    left: [/^$/, /^$/],
  },
  {
    name: 'one splits, the other types there',
    text: ['eins zwei'],
    ada: go(0, 5, 'Enter'),
    bert: go(0, 5, '"neu '),
    left: [/^$/, /neu $/],
  },
  {
    name: 'both join',
    text: three,
    ada: go(1, 0, 'Backspace'),
    bert: go(1, 0, 'Backspace'),
    left: [/^eins$/, /^eins$/],
  },
  {
    name: 'both join, both undo',
    text: three,
    ada: go(1, 0, 'Backspace'),
    bert: go(1, 0, 'Backspace'),
    left: [/^(eins)?$/, /^(eins)?$/],
    then: async (ada, bert) => {
      await ada.keyboard.press('Control+z');
      await bert.keyboard.press('Control+z');
    },
  },
  {
    name: 'one deletes a block, the other types in it',
    text: three,
    ada: go(1, 0, 'Shift+End', 'Backspace', 'Backspace'),
    bert: go(1, 4, '"fel'),
    left: [/^eins/, /fel$/],
  },
  {
    name: 'one deletes over three blocks and undoes, the other types in the middle',
    text: three,
    ada: go(0, 2, 'Shift+ArrowDown', 'Shift+ArrowDown', 'Backspace'),
    bert: go(1, 2, '"NEU'),
    left: [/^(ei|dr)/, /NEU$/],
    then: (ada) => ada.keyboard.press('Control+z'),
  },
  {
    name: 'one moves a block, the other types in it',
    text: three,
    ada: go(1, 2, 'Alt+ArrowUp'),
    bert: go(1, 4, '"fel'),
    left: [/^zw$/, /fel$/],
  },
  {
    name: 'both move the same block',
    text: three,
    ada: go(1, 2, 'Alt+ArrowUp'),
    bert: go(1, 2, 'Alt+ArrowDown'),
    left: [/^zw$/, /^zw$/],
  },
  {
    name: 'one makes the end bold, the other types there',
    text: ['eins zwei'],
    ada: go(0, 5, 'Shift+End', 'Control+b'),
    bert: go(0, 9, '" drei'),
    left: [/^eins zwei/, / drei$/],
  },
  {
    name: 'overlapping bold',
    text: ['abcdef'],
    ada: go(0, 0, ...select(4), 'Control+b'),
    bert: go(0, 2, ...select(4), 'Control+b'),
    left: [/^abcd$/, /^abcdef$/],
  },
  {
    name: 'one removes bold, the other extends it',
    text: ['abcdef'],
    ada: go(0, 0, ...select(3), 'Control+b', 'Control+b'),
    bert: go(0, 1, ...select(5), 'Control+b'),
    left: [/^abc$/, /^abcdef$/],
  },
  {
    name: 'one takes back words that the other typed into',
    text: ['eins'],
    ada: go(0, 4, 'Enter', '"zwei drei'),
    bert: go(0, 0),
    left: [/^(eins)?(NEU)?$/, /NEU$/],
    then: async (ada, bert) => {
      await go(1, 4, '"NEU')(bert);
      await same(ada, bert);
      await ada.keyboard.press('Control+z');
      await ada.keyboard.press('Control+z');
    },
  },
  {
    name: 'one writes an emoji where the other deletes one',
    text: ['ab🙂cd'],
    ada: go(0, 3, '"😀'),
    bert: go(0, 3, 'Backspace'),
    left: [/😀$/, /^ab$/],
  },
  {
    name: 'one deletes everything, the other types in the first block',
    text: three,
    ada: go(0, 0, 'Control+a', 'Backspace'),
    bert: go(0, 4, '"NEU'),
    left: [/^(NEU)?$/, /NEU$/],
  },
];

/** The cursor as the browser draws it: block, the words on both sides, whether it can be seen. */
async function drawn(page: Page): Promise<{ block: number; left: string; right: string }> {
  return page.evaluate(() => {
    const { focusNode, focusOffset } = document.getSelection()!;
    const at = focusNode instanceof Element ? focusNode : focusNode!.parentElement!;
    const own = at.closest('.dk-block') ?? at.querySelector('.dk-block');
    const all = [...document.querySelectorAll('.dk-block')];
    const words = (part: Range): string => {
      const copy = part.cloneContents();
      copy.querySelectorAll('.dk-cursor, .dk-means').forEach((one) => one.remove());
      return copy.textContent ?? '';
    };
    const [before, behind] = [new Range(), new Range()];
    before.selectNodeContents(own!);
    behind.selectNodeContents(own!);
    before.setEnd(focusNode!, focusOffset);
    behind.setStart(focusNode!, focusOffset);
    return { block: all.indexOf(own!), left: words(before), right: words(behind) };
  });
}

async function write(text: readonly string[]): Promise<void> {
  stage.server.edit((t) => {
    text.forEach((words, i) => {
      if (i > 0) t.insertEmbed(t.length, { b: String.fromCharCode(65 + i).repeat(22) }, {});
      t.insert(t.length, words, {});
    });
  });
}

async function cursorHolds(page: Page, wanted: RegExp, sign: string): Promise<void> {
  await told(page);
  const { block, left, right } = await drawn(page);
  assert.match(left.replace('Ä', ''), wanted);
  // From what is selected to its end, where the cursor is.
  const isRange = await page.evaluate(() => !document.getSelection()!.isCollapsed);
  if (isRange) await page.keyboard.press('ArrowRight');
  await told(page);
  await page.keyboard.type(sign);
  const after = (await blocks(page))[block];
  assert.equal(after, `${left}${sign}${right}`, 'what is typed does not come where the cursor is');
}

const same = (ada: Page, bert: Page): Promise<void> =>
  until(
    'both show the same',
    async () => (await blocks(ada)).join('|') === (await blocks(bert)).join('|'),
  );

async function play(one: Case, ada: Page, bert: Page): Promise<void> {
  await write(one.text);
  for (const page of [ada, bert]) {
    await until('the text is drawn', async () =>
      (await blocks(page)).join('|') === one.text.join('|'));
  }
  stage.server.hold();
  await one.ada(ada);
  await one.bert(bert);
  stage.server.release();
  await Promise.all([status(ada, /Gespeichert/), status(bert, /Gespeichert/)]);
  await same(ada, bert);
  await one.then?.(ada, bert);
  await same(ada, bert);
  await cursorHolds(ada, one.left[0], 'Ä');
  await same(ada, bert);
  await cursorHolds(bert, one.left[1], 'Ö');
  await same(ada, bert);
}

for (const names of [
  ['Ada', 'Bert'],
  ['Bert', 'Ada'],
] as const) {
  const pages = new Map<string, Page>();
  for (const one of cases) {
    test(`the cursor is drawn right, ${names[0]} came first: ${one.name}`, async () => {
      for (const name of names) {
        const options = { name, member: name, document: names.join() };
        if (!pages.has(name)) pages.set(name, await stage.person(options));
      }
      await play(one, pages.get('Ada')!, pages.get('Bert')!);
    });
  }
  test(`the windows of ${names.join(' and ')} are closed`, async () => {
    for (const page of pages.values()) await page.context().close();
  });
}
