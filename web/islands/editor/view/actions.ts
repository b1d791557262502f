// SPDX-License-Identifier: EUPL-1.2
// Everything a person can do to the text, once: keys, toolbar, menu and help are made of this list.
import { toggleMark } from 'prosemirror-commands';
import type { Command, EditorState } from 'prosemirror-state';
import type * as Y from 'yjs';
import { moveBlock, setAttributes, toggleKind, toggleList } from '../commands/blocks';
import { blockAt, indentBy } from '../commands/structure';
import { choosableKinds, type Kind } from '../schema/blocks';
import { schema } from '../schema/schema';
import type { TextKey } from '../texts';

export interface Action {
  readonly name: string;
  readonly label: TextKey;
  /** Keys in ProseMirror's notation. */
  readonly keys: readonly string[];
  readonly run: Command;
  /** Whether the action is in force where the cursor is; for buttons that stay pressed. */
  readonly active?: (state: EditorState) => boolean;
  readonly drawing?: string;
  readonly group: 'mark' | 'list' | 'undo' | 'move' | 'kind' | 'insert';
  /** Whether it can be done in a cell of a table too. */
  readonly inCell?: boolean;
}

export type Opened = 'note' | 'image' | 'term' | 'sources' | 'find';

/** What actions need from the editor around them. */
export interface Surroundings {
  readonly undo: Y.UndoManager;
  readonly editLink: Command;
  readonly insertTable: Command;
  /** Dialogs and panels, by the name of their action. */
  readonly open: (name: Opened) => void;
  /** Whether somebody else's cursor is in a block. */
  readonly isOccupied: (index: number) => boolean;
}

const drawings = {
  strong: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z',
  em: 'M10 5h8M6 19h8M14 5l-4 14',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5',
  link:
    'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1.6 1.6' +
    'M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1.6-1.6',
  bullet: 'M9 6h12M9 12h12M9 18h12M4 6h.01M4 12h.01M4 18h.01',
  number: 'M10 6h11M10 12h11M10 18h11M3 5l2-1v5M3 15c2-2 4 0 2 2l-2 2h3',
  indent: 'M3 5h18M11 12h10M3 19h18M3 9l4 3-4 3',
  outdent: 'M3 5h18M11 12h10M3 19h18M7 9l-4 3 4 3',
  undo: 'M9 6L4 11l5 5M4 11h10a6 6 0 0 1 6 6v1',
  redo: 'M15 6l5 5-5 5M20 11H10a6 6 0 0 0-6 6v1',
  note: 'M4 5h10M4 10h6M4 15h10M17 4l2-1v6M16 9h5',
  image: 'M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 5M15 9h.01',
  term: 'M4 6h16M4 12h9M4 18h5M17 12v.01M15 15a2 2 0 1 1 2 3v1',
  table: 'M3 5h18v14H3zM3 10h18M3 15h18M9 5v14M15 5v14',
  find: 'M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
};

function markActive(name: string): (state: EditorState) => boolean {
  return (state) => {
    const { empty, $from, from, to } = state.selection;
    const type = schema.marks[name]!;
    if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
    return state.doc.rangeHasMark(from, to, type);
  };
}

function inBlock(attribute: string, value: unknown): (state: EditorState) => boolean {
  return (state) => blockAt(state.doc, state.selection.from).node.attrs[attribute] === value;
}

function kindActions(): Action[] {
  const headings = [1, 2, 3, 4].map(
    (level): Action => ({
      name: `h${level}`,
      label: `kind_h${level}` as TextKey,
      keys: [`Mod-Alt-${level}`],
      group: 'kind',
      run: toggleKind('h', level),
      active: (state) => inBlock('kind', 'h')(state) && inBlock('level', level)(state),
    }),
  );
  const others = choosableKinds
    .filter((kind) => kind !== 'h' && kind !== 'p')
    .map(
      (kind: Kind): Action => ({
        name: kind,
        label: `kind_${kind}`,
        keys: [],
        group: 'kind',
        run: toggleKind(kind),
        active: inBlock('kind', kind),
      }),
    );
  const plain: Action = {
    name: 'p',
    label: 'kind_p',
    keys: ['Mod-Alt-0'],
    group: 'kind',
    run: setAttributes({ kind: 'p', level: 0, list: '', indent: 0 }),
    active: inBlock('kind', 'p'),
  };
  return [plain, ...headings, ...others];
}

function openers(open: (name: Opened) => void): Action[] {
  const opener = (name: Opened, keys: readonly string[], inCell: boolean): Action => ({
    name,
    label: name,
    keys,
    group: 'insert',
    inCell,
    ...(name === 'sources' ? {} : { drawing: drawings[name] }),
    run: (_state, dispatch) => {
      if (dispatch) open(name);
      return true;
    },
  });
  return [
    opener('note', ['Mod-Alt-f'], true),
    opener('image', [], true),
    { ...opener('term', ['Mod-Alt-t'], true), active: markActive('term') },
    opener('sources', [], false),
    opener('find', ['Mod-h'], true),
  ];
}

export function actionsFor(surroundings: Surroundings): Action[] {
  const { undo, editLink, isOccupied } = surroundings;
  const mark = (name: 'strong' | 'em' | 'code', key: string): Action => ({
    name,
    label: name,
    keys: [key],
    group: 'mark',
    inCell: true,
    drawing: drawings[name],
    run: toggleMark(schema.marks[name]!),
    active: markActive(name),
  });
  const list = (name: 'bullet' | 'number', key: string): Action => ({
    name,
    label: name,
    keys: [key],
    group: 'list',
    drawing: drawings[name],
    run: toggleList(name),
    active: inBlock('list', name),
  });
  return [
    mark('strong', 'Mod-b'),
    mark('em', 'Mod-i'),
    mark('code', 'Mod-e'),
    {
      name: 'link',
      label: 'link',
      keys: ['Mod-k'],
      group: 'mark',
      inCell: true,
      drawing: drawings.link,
      run: editLink,
      active: markActive('link'),
    },
    list('bullet', 'Mod-Shift-8'),
    list('number', 'Mod-Shift-7'),
    {
      name: 'indent',
      label: 'indent',
      keys: ['Tab'],
      group: 'list',
      drawing: drawings.indent,
      run: indentBy(1),
    },
    {
      name: 'outdent',
      label: 'outdent',
      keys: ['Shift-Tab'],
      group: 'list',
      drawing: drawings.outdent,
      run: indentBy(-1),
    },
    {
      name: 'undo',
      label: 'undo',
      keys: ['Mod-z'],
      group: 'undo',
      inCell: true,
      drawing: drawings.undo,
      run: undoing(undo, 'undo'),
    },
    {
      name: 'redo',
      label: 'redo',
      keys: ['Mod-y', 'Mod-Shift-z'],
      group: 'undo',
      inCell: true,
      drawing: drawings.redo,
      run: undoing(undo, 'redo'),
    },
    {
      name: 'move_up',
      label: 'move_up',
      keys: ['Alt-ArrowUp'],
      group: 'move',
      drawing: drawings.up,
      run: moveBlock(-1, isOccupied),
    },
    {
      name: 'move_down',
      label: 'move_down',
      keys: ['Alt-ArrowDown'],
      group: 'move',
      drawing: drawings.down,
      run: moveBlock(1, isOccupied),
    },
    {
      name: 'table',
      label: 'kind_table',
      keys: [],
      group: 'insert',
      drawing: drawings.table,
      run: surroundings.insertTable,
      active: inBlock('kind', 'table'),
    },
    ...openers(surroundings.open),
    ...kindActions(),
  ];
}

/** Undo changes the text; the binding brings the result back, so no transaction is dispatched. */
function undoing(undo: Y.UndoManager, which: 'undo' | 'redo'): Command {
  return (_state, dispatch) => {
    const stack = which === 'undo' ? undo.undoStack : undo.redoStack;
    if (stack.length === 0) return false;
    if (dispatch) undo[which]();
    return true;
  };
}
