// SPDX-License-Identifier: EUPL-1.2
// Tables written by two at once (test group 13 of the one text).
import assert from 'node:assert/strict';
import test from 'node:test';
import { Fragment, Slice, type Node as PmNode } from 'prosemirror-model';
import * as Y from 'yjs';
import { moveBlocks } from '../commands/blocks';
import { enter } from '../commands/structure';
import { readTable } from '../binding/tables';
import { schema } from '../schema/schema';
import { putCells, withRowsAsLines } from '../view/table/pasted';
import { at, change, Group, remove, show, uidOf, uids, written } from './support/group';
import { cellOf, CellPeer, edit, insertTable, rowsOf, tablesOf } from './support/tables';

/** Two people and a table of a|b / c|d below a paragraph, with the ids in both orders. */
function both(run: (group: Group, uid: string) => void): void {
  for (const clients of [
    [10, 20],
    [20, 10],
  ]) {
    const group = new Group(['eins', 'zwei'], clients);
    const uid = insertTable(group.a, 1);
    ['a', 'b', 'c', 'd'].forEach((word, i) => {
      cellOf(group.a, uid, i >> 1, i & 1).type(word);
    });
    group.sync();
    assert.equal(rowsOf(group.b, uid), 'a|b / c|d');
    run(group, uid);
  }
}

function same(group: Group, uid: string, rows: string): void {
  group.sync();
  assert.equal(rowsOf(group.a, uid), rows);
  assert.equal(rowsOf(group.b, uid), rows);
}

test('a table is a block with a caption, and its cells stand in the root map', () => {
  both((group) => {
    assert.deepEqual(show(group.b), ['p eins', 'table Titel', 'p zwei']);
  });
});

test('two type in one cell', () => {
  both((group, uid) => {
    const [a, b] = [cellOf(group.a, uid, 0, 0), cellOf(group.b, uid, 0, 0)];
    a.type('vor ', 0);
    b.type(' nach', 1);
    group.sync();
    a.check();
    b.check();
    same(group, uid, 'vor a nach|b / c|d');
    assert.equal(b.state.selection.head, 1, 'the cursor stays with its character');
  });
});

test('rows inserted by two at once are both there', () => {
  both((group, uid) => {
    assert.ok(edit(group.a, uid).addRow(1));
    assert.ok(edit(group.b, uid).addRow(1));
    cellOf(group.a, uid, 1, 0).type('A');
    cellOf(group.b, uid, 1, 1).type('B');
    const first = group.a.client < group.b.client ? 'A| / |B' : '|B / A|';
    same(group, uid, `a|b / ${first} / c|d`);
  });
});

test('columns inserted by two at once stand in the same order in every row', () => {
  both((group, uid) => {
    edit(group.a, uid).addColumn(1);
    edit(group.b, uid).addColumn(1);
    for (const row of [0, 1]) {
      cellOf(group.a, uid, row, 1).type('A');
      cellOf(group.b, uid, row, 1).type('B');
    }
    const between = group.a.client < group.b.client ? 'A|B' : 'B|A';
    same(group, uid, `a|${between}|b / c|${between}|d`);
  });
});

test('a row and a column inserted at once leave no hole that cannot be written in', () => {
  both((group, uid) => {
    edit(group.a, uid).addRow(2);
    edit(group.b, uid).addColumn(2);
    group.sync();
    const table = readTable(group.a.binding.map, uid)!;
    assert.equal(table.columns, 3);
    assert.equal(table.rows[2]![2], null, 'the new row does not know the new column');
    cellOf(group.a, uid, 2, 2).type('x');
    same(group, uid, 'a|b| / c|d| / ||x');
  });
});

test('a table is moved while another types in it', () => {
  both((group, uid) => {
    const b = cellOf(group.b, uid, 1, 1);
    b.type('neu ', 0);
    group.a.apply(moveBlocks(group.a.state, { from: 1, to: 2, before: 0 })!);
    same(group, uid, 'a|b / c|neu d');
    assert.deepEqual(show(group.b), ['table Titel', 'p eins', 'p zwei']);
    b.type('noch ', 0);
    same(group, uid, 'a|b / c|noch neu d');
  });
});

test('a table is deleted while another types in it: undo brings it back with all words', () => {
  both((group, uid) => {
    cellOf(group.b, uid, 0, 0).type('neu ', 0);
    remove(group.a, [0, 4], [1, 5]);
    group.sync();
    assert.deepEqual(show(group.b), ['p eins', 'p zwei']);
    group.a.undoOrRedo('undo');
    group.sync();
    assert.deepEqual(tablesOf(group.b), [uid]);
    same(group, uid, 'neu a|b / c|d');
  });
});

test('each change of a table is undone and done again by itself', () => {
  both((group, uid) => {
    const table = edit(group.a, uid);
    table.removeRow(0);
    table.addColumn(0);
    table.setHeader('header_row', false);
    same(group, uid, '|c|d');
    group.a.undo.undo();
    assert.equal(readTable(group.a.binding.map, uid)!.headerRow, true);
    group.a.undo.undo();
    same(group, uid, 'c|d');
    group.a.undo.undo();
    same(group, uid, 'a|b / c|d');
    group.a.undo.redo();
    same(group, uid, 'c|d');
    group.a.undo.redo();
    same(group, uid, '|c|d');
  });
});

test('undo of typing in a cell leaves the words of others', () => {
  both((group, uid) => {
    const a = cellOf(group.a, uid, 0, 0);
    group.a.undo.stopCapturing();
    a.type('A', 1);
    group.sync();
    cellOf(group.b, uid, 0, 0).type('B', 2);
    group.sync();
    group.a.undo.undo();
    a.check();
    same(group, uid, 'aB|b / c|d');
  });
});

test('the insertion of a table is undone as a whole', () => {
  const group = new Group(['eins']);
  const uid = insertTable(group.a, 0);
  group.sync();
  group.a.undoOrRedo('undo');
  group.sync();
  assert.deepEqual(show(group.b), ['p eins']);
  group.a.undoOrRedo('redo');
  group.sync();
  assert.deepEqual(tablesOf(group.b), [uid]);
});

test('a row that is deleted takes the words another types in it; nobody else loses any', () => {
  both((group, uid) => {
    const b = cellOf(group.b, uid, 0, 0);
    b.type('neu ', 0);
    edit(group.a, uid).removeRow(0);
    same(group, uid, 'c|d');
  });
});

test('the last row and the last column stay', () => {
  both((group, uid) => {
    const table = edit(group.a, uid);
    assert.ok(table.removeRow(0));
    assert.ok(!table.removeRow(0));
    assert.ok(table.removeColumn(0));
    assert.ok(!table.removeColumn(0));
    same(group, uid, 'd');
  });
});

test('formats, links, terms and notes stand in cells as in the text', () => {
  both((group, uid) => {
    const a = cellOf(group.a, uid, 0, 0);
    a.type('bcd', 1);
    a.apply((tr) => tr.addMark(2, 4, schema.mark('strong')));
    a.apply((tr) => tr.addMark(1, 3, schema.mark('term', { means: 'etwas' })));
    a.apply((tr) => tr.insert(5, schema.node('atom', { data: { t: 'note', text: 'n' } })));
    group.sync();
    const b = cellOf(group.b, uid, 0, 0);
    b.check();
    assert.deepEqual(b.text.toDelta(), [
      { insert: 'a', attributes: { term: 'etwas' } },
      { insert: 'b', attributes: { term: 'etwas', strong: true } },
      { insert: 'c', attributes: { strong: true } },
      { insert: 'd' },
      { insert: { t: 'note', text: 'n' } },
    ]);
  });
});

test('several paragraphs pasted into a cell become lines', () => {
  both((group, uid) => {
    const a = cellOf(group.a, uid, 0, 0);
    const block = (words: string) => schema.node('block', null, schema.text(words));
    a.apply((tr) => tr.replaceWith(2, 2, Fragment.from([block('x'), block('y')])));
    a.check();
    assert.match(a.text.toString(), /^a\n?x\ny\n?$/);
  });
});

test('half an emoji is never left in a cell', () => {
  both((group, uid) => {
    const a = cellOf(group.a, uid, 0, 0);
    a.type('😀', 1);
    a.apply((tr) => tr.replaceWith(2, 4, schema.text('😁')));
    group.sync();
    same(group, uid, 'a😁|b / c|d');
  });
});

test('whatever a foreign program writes under rows, there is something to show', () => {
  const group = new Group(['eins', 'zwei', 'drei']);
  const map = group.server.getMap('b');
  const odd = new Y.Text('x');
  odd.insertEmbed(1, { b: uidOf(9) });
  map.set(`${uidOf(0)}/rows`, Y.Array.from([7, 'x', Y.Array.from([1, odd]), new Y.Array()]));
  map.set(`${uidOf(0)}/header_row`, 'ja');
  map.set(`${uidOf(1)}/rows`, new Y.Array());
  map.set(`${uidOf(2)}/rows`, 'rows');
  group.sync();
  assert.deepEqual(show(group.a), ['table eins', 'p zwei', 'p drei']);
  assert.equal(rowsOf(group.a, uidOf(0)), '| / | / |x / |');
  const cell = new CellPeer(group.a, edit(group.a, uidOf(0)).cell(2, 1)!);
  cell.type('y', 2);
  cell.check();
  cellOf(group.a, uidOf(0), 0, 1).type('neu');
  cellOf(group.a, uidOf(0), 2, 0).type('auch');
  same(group, uidOf(0), '|neu / | / auch|xy / |');
});

test('of two blocks with one uid only the keeper is the table', () => {
  both((group, uid) => {
    group.server.getText('t').insertEmbed(0, { b: uid, kind: 'table' }, {});
    group.sync();
    assert.deepEqual(show(group.a), ['p ', 'p eins', 'table Titel', 'p zwei']);
    group.repair();
    assert.deepEqual(tablesOf(group.a), [uid]);
  });
});

test('Enter in a caption goes on below the table, and nothing joins with it', () => {
  both((group, uid) => {
    group.a.select(at(group.a, 1, 2));
    group.a.run(enter);
    group.sync();
    assert.deepEqual(show(group.b), ['p eins', 'table Titel', 'p ', 'p zwei']);
    assert.equal(uids(group.b)[1], uid);
  });
});

test('a key in a cell writes one run, a table moved writes no cell', () => {
  both((group, uid) => {
    const a = cellOf(group.a, uid, 0, 0);
    assert.deepEqual(
      written(group.a.doc, () => a.type('x', 1)),
      { string: 1 },
    );
    const moved = written(group.a.doc, () =>
      change(group.a, () => moveBlocks(group.a.state, { from: 1, to: 2, before: 0 })!),
    );
    assert.equal(moved.other ?? 0, 0);
  });
});

test('a picture or a note beside pasted cells goes into the cell with them', () => {
  const rows = [[[{ text: '1', formats: {} }], [{ text: '2', formats: {} }]]];
  const cells = { headerRow: false, headerColumn: false, rows };
  const table = (words?: PmNode): PmNode => schema.node('block', { kind: 'table', cells }, words);
  const note = schema.node('atom', { data: { t: 'note', text: 'n' } });
  const slice = (...nodes: PmNode[]): Slice => new Slice(Fragment.fromArray(nodes), 0, 0);
  both((group, uid) => {
    const target = { edit: edit(group.a, uid), place: [0, 0] as const };
    for (const beside of [slice(schema.node('block', null, note), table()), slice(table(note))]) {
      assert.equal(putCells(target, beside), 'words');
      const a = cellOf(group.a, uid, 0, 0);
      a.apply((tr) => tr.replaceSelection(withRowsAsLines(beside)));
      const delta = a.text.toDelta() as { insert: unknown }[];
      const atoms = delta.filter(({ insert }) => typeof insert === 'object');
      assert.deepEqual(atoms, [{ insert: { t: 'note', text: 'n' } }]);
      assert.match(a.text.toString(), /1 \| 2/);
      a.apply((tr) => tr.delete(1, tr.doc.child(0).nodeSize - 1));
      a.destroy();
    }
    assert.equal(putCells(target, slice(schema.node('block'), table())), 'put');
    same(group, uid, '1|2 / c|d');
  });
});
