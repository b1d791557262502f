// SPDX-License-Identifier: EUPL-1.2
// The editor of the one cell that has the cursor.
import { keydownHandler } from 'prosemirror-keymap';
import { Slice } from 'prosemirror-model';
import { EditorState, Plugin, Selection, TextSelection, type Command } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type * as Y from 'yjs';
import type { Binding, Host } from '../../binding/binding';
import { CellBinding, cellDocument } from '../../binding/cell';
import { cleaned, pasteUnitsMax, unitsOfSlice, withoutUids } from '../../schema/paste';
import { schema } from '../../schema/schema';
import { openedTwice } from '../dialogs/inline';
import { foreignImagesPlugin, type ForeignImageOptions } from '../foreign_images';
import { pastedParser, typedParser } from '../parser';
import { withRowsAsLines, type Put } from './pasted';

export type Way = 'next' | 'previous' | 'up' | 'down';

export interface CellOptions {
  readonly binding: Binding;
  readonly text: Y.Text;
  readonly element: HTMLElement;
  readonly editable: () => boolean;
  readonly keys: Readonly<Record<string, Command>>;
  /** Leaves the cell; false where there is nowhere to go. */
  readonly go: (way: Way, byTab: boolean) => boolean;
  readonly leave: () => void;
  /** A note or a picture in the cell. */
  readonly open: (name: 'note' | 'image') => void;
  /** What becomes of cells that are pasted. */
  readonly putCells: (slice: Slice) => Put;
  readonly pictures: ForeignImageOptions;
  readonly tooLarge: () => void;
  readonly changed: () => void;
}

export class CellEditor implements Host {
  readonly view: EditorView;
  private readonly cell: CellBinding;

  constructor(private readonly options: CellOptions) {
    const { text, binding, element } = options;
    this.cell = new CellBinding(text, binding);
    element.replaceChildren();
    const attributes = Object.fromEntries(
      ['role', 'aria-multiline', 'aria-label', 'tabindex'].map((name) => [
        name,
        element.getAttribute(name) ?? '',
      ]),
    );
    this.view = new EditorView(
      { mount: element },
      {
        state: EditorState.create({
          schema,
          doc: cellDocument(text),
          plugins: [foreignImagesPlugin(options.pictures), this.puts(), this.keys()],
        }),
        editable: options.editable,
        domParser: typedParser,
        clipboardParser: pastedParser,
        dispatchTransaction: (tr) => {
          if (tr.docChanged && !options.editable()) return;
          this.cell.dispatch(tr);
        },
        transformPastedHTML: cleaned,
        transformPasted: (slice) => this.pasted(slice),
        handleDOMEvents: { dblclick: openedTwice(options.open) },
        attributes: { ...attributes, class: 'dk-cell', spellcheck: 'true' },
      },
    );
    this.cell.attach(this);
  }

  get text(): Y.Text {
    return this.options.text;
  }

  get state(): EditorState {
    return this.view.state;
  }

  update(state: EditorState): void {
    this.view.updateState(state);
    this.options.changed();
  }

  focus(where?: 'start' | 'end'): void {
    this.view.focus();
    if (where === undefined) return;
    const { doc, tr } = this.view.state;
    this.view.dispatch(
      tr.setSelection(where === 'start' ? Selection.atStart(doc) : Selection.atEnd(doc)),
    );
  }

  destroy(): void {
    this.cell.destroy();
    this.view.destroy();
  }

  private pasted(slice: Slice): Slice {
    if (unitsOfSlice(slice) <= pasteUnitsMax) return withoutUids(slice);
    this.options.tooLarge();
    return Slice.empty;
  }

  /** Cells that were pasted or dropped; everything else is left to ProseMirror. */
  private put(slice: Slice): boolean {
    const { view } = this;
    if (!view.editable) return false;
    const put = this.options.putCells(slice);
    if (put === 'no_room') this.options.tooLarge();
    if (put !== 'words') return true;
    const lines = withRowsAsLines(slice);
    if (lines === slice) return false;
    view.dispatch(view.state.tr.replaceSelection(lines).scrollIntoView());
    return true;
  }

  private puts(): Plugin {
    return new Plugin({
      props: {
        handlePaste: (_view, _event, slice) => this.put(slice),
        handleDrop: (_view, _event, slice) => this.put(slice),
      },
    });
  }

  private keys(): Plugin {
    const { go, leave, keys } = this.options;
    const edge = (way: Way, direction: 'up' | 'down' | 'left' | 'right'): Command => {
      return (state, _dispatch, view) =>
        state.selection.empty && (view?.endOfTextblock(direction) ?? false) && go(way, false);
    };
    const handle = keydownHandler({
      Tab: () => go('next', true),
      'Shift-Tab': () => go('previous', true),
      ArrowUp: edge('up', 'up'),
      ArrowDown: edge('down', 'down'),
      ArrowLeft: edge('previous', 'left'),
      ArrowRight: edge('next', 'right'),
      Enter: (state, dispatch) => {
        dispatch?.(state.tr.insertText('\n').scrollIntoView());
        return true;
      },
      'Shift-Enter': (state, dispatch) => {
        dispatch?.(state.tr.insertText('\n').scrollIntoView());
        return true;
      },
      Escape: () => {
        leave();
        return true;
      },
      'Mod-a': (state, dispatch) => {
        dispatch?.(state.tr.setSelection(wholeOf(state)));
        return true;
      },
      ...keys,
    });
    return new Plugin({ props: { handleKeyDown: handle } });
  }
}

function wholeOf(state: EditorState): Selection {
  return TextSelection.create(state.doc, 1, 1 + state.doc.child(0).content.size);
}
