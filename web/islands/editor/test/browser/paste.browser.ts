// SPDX-License-Identifier: EUPL-1.2
// What LibreOffice Writer puts on the clipboard.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Page } from 'playwright-core';
import { blocks, Stage, status, until } from './harness';

const stage = new Stage();
before(() => stage.open());
after(() => stage.close());
beforeEach(() => stage.reset());

/** As Writer 7.4 writes it: lines broken with tabs, fonts, bookmarks, notes at the end. */
const writer = `<!DOCTYPE html>
<html>
<head>
	<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
	<title></title>
	<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
	<style type="text/css">
		@page { size: 21cm 29.7cm; margin: 2cm }
		p { line-height: 115%; margin-bottom: 0.25cm; background: transparent }
		h1 { margin-bottom: 0.21cm; background: transparent; page-break-after: avoid }
		p.sdfootnote { margin-left: 0.6cm; text-indent: -0.6cm; font-size: 10pt }
		p.sdendnote { margin-left: 0.6cm; text-indent: -0.6cm; font-size: 10pt }
		a:link { color: #000080; so-language: zxx; text-decoration: underline }
		a.sdfootnoteanc { font-size: 57% }
		a.sdendnoteanc { font-size: 57% }
	</style>
</head>
<body lang="de-DE" link="#000080" vlink="#800000" dir="ltr"><h1 class="western"><a name="_Toc1"></a>
<font face="Liberation Sans, sans-serif">Grundsätze</font></h1>
<p class="western" style="line-height: 100%; margin-bottom: 0cm"><font color="#000000"><font face="Times New Roman, serif"><font size="3" style="font-size: 12pt">Der
<b>Mensch</b> <span style="font-style: italic">entscheidet</span></font></font></font><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>
immer<a class="sdendnoteanc" name="sdendnote1anc" href="#sdendnote1sym"><sup>i</sup></a>.</p>
<p class="western" style="line-height: 100%"><br/>

</p>
<ol>
	<li><p class="western" style="margin-bottom: 0cm">Prüfen</p>
	<ol type="a">
		<li><p class="western">für jede
		Gruppe</p></li>
	</ol>
	</li>
	<li><p class="western">Veröffentlichen</p></li>
</ol>
<ul>
	<li><p class="western"><a href="https://example.org/" target="_blank">Verweis</a></p></li>
</ul>
<table width="642" cellpadding="4" cellspacing="0">
	<col width="313"/>
	<col width="313"/>
	<thead><tr valign="top">
		<th width="313" style="border: 1px solid #000000"><p align="left">Schritt</p></th>
		<th width="313"><p>Frist</p></th>
	</tr></thead>
	<tr valign="top"><td><p>Anhörung</p></td><td><p>vier Wochen</p></td></tr>
</table>
<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Auch
	bei <i>Massenverfahren</i>.</p>
</div>
<div id="sdendnote1"><p class="sdendnote"><a class="sdendnotesym" name="sdendnote1sym" href="#sdendnote1anc">i</a>Siehe
	Anhang.</p>
</div>
</body>
</html>`;

test('text of LibreOffice comes with its structure and notes, without its rubbish', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.evaluate((html) => {
    const data = new DataTransfer();
    data.setData('text/html', html);
    data.setData('text/plain', 'Grundsätze');
    const options = { clipboardData: data, bubbles: true, cancelable: true };
    document.querySelector('.dk-words')!.dispatchEvent(new ClipboardEvent('paste', options));
  }, writer);
  await status(ada, /Gespeichert/);
  const shapes = await ada.$$eval('.dk-block', (all) =>
    all.map((block) => {
      const { kind, list = '', indent } = (block as HTMLElement).dataset;
      return `${kind}${list}${list === '' ? '' : indent}`;
    }),
  );
  const lines = (await blocks(ada)).map((line, i) => `${shapes[i]} ${line.trim()}`);
  assert.deepEqual(lines.filter((line) => !/^p $/.test(line)), [
    'h Grundsätze',
    'p Der Mensch entscheidet immer.',
    'pnumber0 Prüfen',
    'pnumber1 für jede Gruppe',
    'pnumber0 Veröffentlichen',
    'pbullet0 Verweis',
    lines.find((line) => line.startsWith('table')) ?? 'the table',
  ]);
  assert.ok(lines.length <= 8, 'one empty line at most, and no notes at the end');
  const notes = await ada.$$eval('.dk-note', (all) =>
    all.map((note) => (note as HTMLElement).dataset.text),
  );
  assert.deepEqual(notes, ['Auch bei Massenverfahren.', 'Siehe Anhang.']);
  const marks = await ada.$$eval('.dk-words strong, .dk-words em', (all) =>
    all.map((mark) => `${mark.tagName} ${mark.textContent}`),
  );
  assert.deepEqual(marks, ['STRONG Mensch', 'EM entscheidet']);
  const cells = await ada.$$eval('.dk-words table :is(td, th)', (all) =>
    all.map((cell) => `${cell.tagName} ${(cell.textContent ?? '').trim()}`),
  );
  assert.deepEqual(cells, ['TH Schritt', 'TH Frist', 'TD Anhörung', 'TD vier Wochen']);
  assert.equal(await ada.locator('.dk-words a[href="https://example.org/"]').count(), 1);
  assert.equal(await ada.locator('.dk-words a[href^="#sd"], .dk-words font').count(), 0);
  await ada.context().close();
});

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface Brought {
  readonly html?: string;
  readonly file?: { readonly type: string; readonly base64: string };
  readonly event: 'paste' | 'drop';
  /** Where to; otherwise the text. */
  readonly to?: string;
}

/** Puts HTML and a file on the clipboard, or drops them; whether the browser would act itself. */
async function bring(page: Page, what: Brought): Promise<boolean> {
  return page.evaluate(({ html, file, event, to = '.dk-words' }) => {
    const data = new DataTransfer();
    if (html !== undefined) data.setData('text/html', html);
    if (file !== undefined) {
      const bytes = Uint8Array.from(atob(file.base64), (sign) => sign.charCodeAt(0));
      data.items.add(new File([bytes], 'a.bin', { type: file.type }));
    }
    const words = document.querySelector(to)!;
    const options = { bubbles: true, cancelable: true };
    if (event === 'paste') {
      return words.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
    }
    const { left, top } = words.getBoundingClientRect();
    const drag = { ...options, dataTransfer: data, clientX: left + 5, clientY: top + 5 };
    const isOffered = !words.dispatchEvent(new DragEvent('dragover', drag));
    return words.dispatchEvent(new DragEvent('drop', drag)) || !isOffered;
  }, what);
}

test('pictures between pasted words are told of, and the words come in', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  const comment = '<!--[if gte vml 1]><img src="x"><![endif]-->';
  const picture = '<img width=9 src="file:///C:/x.png">';
  const file = { type: 'image/png', base64: png };
  await bring(ada, { event: 'paste', html: `<p>vor${comment}${picture}${picture} nach</p>`, file });
  await ada.waitForSelector('text=2 Bilder kamen nicht mit.');
  await until('the words', async () => /vor nach/.test((await ada.textContent('.dk-words')) ?? ''));
  assert.equal(await ada.locator('.dk-dialog').count(), 0);
  await ada.context().close();
});

test('a picture alone opens its dialog, pasted or dropped; another file stays outside', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  const file = { type: 'image/png', base64: png };
  await bring(ada, { event: 'paste', html: '<meta charset="utf-8"><img src="https://a.example/">', file });
  await ada.fill('.dk-dialog textarea', 'Ein roter Punkt');
  await ada.click('.dk-dialog button[type="submit"]');
  await ada.waitForSelector('img.dk-image[alt="Ein roter Punkt"]');
  assert.equal(await bring(ada, { event: 'drop', file }), false);
  await ada.fill('.dk-dialog textarea', 'Noch einer');
  await ada.click('.dk-dialog button[type="submit"]');
  await ada.waitForSelector('img.dk-image[alt="Noch einer"]');
  const text = { type: 'text/plain', base64: 'eA==' };
  assert.equal(await bring(ada, { event: 'drop', file: text }), false, 'the page stays');
  await ada.waitForSelector('text=Dateien lassen sich hier nicht ablegen');
  await ada.context().close();
});

test('a cell takes pictures as the text does, and tells of those that stay outside', async () => {
  const ada = await stage.person();
  await ada.click('.dk-words');
  await ada.keyboard.type('/Tabelle');
  await ada.keyboard.press('Enter');
  const active = '.dk-table .dk-cell[contenteditable="true"]';
  await ada.waitForSelector(active);
  const file = { type: 'image/png', base64: png };
  await bring(ada, { event: 'paste', file, to: active });
  await ada.fill('.dk-dialog textarea', 'Ein roter Punkt');
  await ada.click('.dk-dialog button[type="submit"]');
  await ada.waitForSelector(`${active} img[alt="Ein roter Punkt"]`);

  const picture = '<img src="https://a.example/x.png">';
  await bring(ada, { event: 'paste', html: `<p>vor${picture} nach</p>`, to: active });
  await ada.waitForSelector('text=Ein Bild kam nicht mit.');
  const rows = `<tr><td>a${picture}${picture}</td><td>b</td></tr>`;
  await bring(ada, { event: 'paste', html: `<table>${rows}</table>`, to: active });
  await ada.waitForSelector('text=2 Bilder kamen nicht mit.');

  const other = '.dk-table tr:nth-child(3) td:nth-child(2) .dk-cell';
  assert.equal(await bring(ada, { event: 'drop', file, to: other }), false, 'the page stays');
  await ada.fill('.dk-dialog textarea', 'Noch einer');
  await ada.click('.dk-dialog button[type="submit"]');
  await ada.waitForSelector(`${other} img[alt="Noch einer"]`);
  const text = { type: 'text/plain', base64: 'eA==' };
  assert.equal(await bring(ada, { event: 'drop', file: text, to: other }), false);
  await ada.waitForSelector('text=Dateien lassen sich hier nicht ablegen');
  await ada.context().close();
});

test('a file dropped beside the text or while reading leaves the page where it is', async () => {
  const file = { type: 'image/png', base64: png };
  const ada = await stage.person();
  assert.equal(await bring(ada, { event: 'drop', file, to: '.dk-outline' }), false);
  await ada.waitForSelector('text=Dateien lassen sich hier nicht ablegen');
  const ben = await stage.person({ mode: 'read', member: 'm2' });
  assert.equal(await bring(ben, { event: 'drop', file }), false);
  assert.equal(await ben.locator('text=Dateien lassen sich hier nicht ablegen').count(), 0);
  await ada.context().close();
  await ben.context().close();
});
