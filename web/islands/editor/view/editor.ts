// SPDX-License-Identifier: EUPL-1.2
// The editor as a person sees it: text, tools, outline, cursors, around one session.
import { EditorState, Plugin, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Slice } from 'prosemirror-model';
import type { Host } from '../binding/binding';
import { withoutStyles, withoutUids } from '../schema/paste';
import { schema } from '../schema/schema';
import type { Session } from '../session';
import type { Texts } from '../texts';
import { actionsFor, type Action } from './actions';
import type { Announcer } from './announcer';
import { othersCursors } from './cursors';
import { openHelp, openLinkDialog } from './dialogs';
import { make, newId } from './dom';
import { keys } from './keys';
import { setLabels } from './labels';
import { LineButton } from './line_button';
import { Menu } from './menu';
import { Outline } from './outline';
import { othersHere, type Person } from './people';
import { placeOf } from '../binding/walk';
import { Presence } from './presence';
import { Toolbar } from './toolbar';

/** More is not pasted at once: a frame has a bound. */
const pasteUnitsMax = 400_000;

/** The bars at the top stay; the cursor is kept clear of them. */
const barsMargin = { top: 140, bottom: 48, left: 0, right: 0 };

export interface TextEditorOptions {
  readonly session: Session;
  readonly texts: Texts;
  readonly announcer: Announcer;
  readonly onPeople: (people: readonly Person[]) => void;
  readonly onTooLarge: () => void;
}

export class TextEditor implements Host {
  readonly element: HTMLElement;
  readonly view: EditorView;
  private readonly toolbar: Toolbar;
  private readonly outline: Outline;
  private readonly menu: Menu;
  private readonly lineButton: LineButton;
  private readonly presence: Presence;
  private readonly actions: Action[];
  private editable = false;

  constructor(private readonly options: TextEditorOptions) {
    const { session, texts, announcer } = options;
    const { binding } = session;
    this.actions = actionsFor({
      undo: session.undo,
      editLink: (_state, dispatch) => {
        if (dispatch) this.editLink();
        return true;
      },
      isOccupied: (index) => this.isOccupied(index),
    });
    const view = (): EditorView => this.view;
    this.menu = new Menu({ actions: this.actions, texts, view });
    this.toolbar = new Toolbar({ actions: this.actions, texts, openMenu: () => this.menu.open() });
    this.outline = new Outline({ texts, announcer, view });
    this.lineButton = new LineButton(texts.menu_open, () => this.menu.open(), view);
    const hint = make('p', { class: 'kern-sr-only', id: newId('hint') }, texts.document_hint);
    const place = make('div', { class: 'dk-text' }, hint);
    setLabels(place, texts);
    this.view = new EditorView(place, {
      state: EditorState.create({ schema, doc: binding.document(), plugins: this.plugins() }),
      editable: () => this.editable,
      scrollMargin: barsMargin,
      scrollThreshold: barsMargin,
      dispatchTransaction: (tr) => this.dispatch(tr),
      transformPastedHTML: withoutStyles,
      transformPasted: (slice) => this.pasted(slice),
      attributes: () => ({
        class: 'dk-words',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': texts.document,
        'aria-describedby': hint.id,
        'aria-readonly': String(!this.editable),
        spellcheck: 'true',
        tabindex: '0',
      }),
    });
    place.append(this.lineButton.element, this.menu.element);
    this.element = make(
      'div',
      { class: 'dk-desk' },
      this.outline.element,
      make('div', { class: 'dk-sheet' }, this.toolbar.element, place),
    );
    this.element.dataset.editable = 'false';
    binding.attach(this);
    this.toolbar.attach(this.view);
    this.presence = new Presence({
      awareness: session.awareness,
      binding,
      view: this.view,
      texts,
      announcer,
      onPeople: options.onPeople,
    });
    this.changed();
  }

  get state(): EditorState {
    return this.view.state;
  }

  update(state: EditorState): void {
    this.view.updateState(state);
    this.changed();
  }

  setEditable(editable: boolean): void {
    if (editable === this.editable) return;
    this.editable = editable;
    this.element.dataset.editable = String(editable);
    this.view.setProps({});
    this.changed();
    this.presence.moved();
  }

  openHelp(): void {
    openHelp(this.options.texts, this.actions, () => undefined);
  }

  destroy(): void {
    this.presence.destroy();
    this.outline.destroy();
    this.toolbar.destroy();
    this.lineButton.destroy();
    this.view.destroy();
    this.element.remove();
  }

  private dispatch(tr: Transaction): void {
    const { session } = this.options;
    if (tr.docChanged && !this.editable) return;
    const before = this.view.state.selection;
    session.binding.dispatch(tr);
    if (!tr.docChanged && !this.view.state.selection.eq(before)) session.undo.stopCapturing();
  }

  private changed(): void {
    this.toolbar.refresh();
    this.outline.refresh();
    this.lineButton.refresh();
    this.presence?.moved();
  }

  private plugins(): Plugin[] {
    const { session } = this.options;
    return [
      new Plugin({ props: { handleTextInput: (_view, _from, _to, text) => this.slash(text) } }),
      keys({
        actions: this.actions,
        openMenu: (_state, dispatch) => {
          if (dispatch) this.menu.open();
          return true;
        },
        openHelp: (_state, dispatch) => {
          if (dispatch) this.openHelp();
          return true;
        },
        toToolbar: (_state, dispatch) => {
          if (dispatch) this.toolbar.focus();
          return true;
        },
      }),
      othersCursors(session.binding, session.awareness),
      new Plugin({
        props: {
          handleDOMEvents: {
            focus: () => this.focusChanged(),
            blur: () => this.focusChanged(),
          },
        },
      }),
    ];
  }

  private focusChanged(): boolean {
    this.presence.moved();
    return false;
  }

  /** A slash in an empty line opens the menu instead of being written. */
  private slash(text: string): boolean {
    const { selection } = this.view.state;
    if (text !== '/' || !selection.empty || selection.$from.parent.content.size > 0) return false;
    this.menu.open(true);
    return true;
  }

  private editLink(): void {
    const { texts } = this.options;
    openLinkDialog({
      texts,
      state: this.view.state,
      done: (change) => {
        this.view.dispatch(change(this.view.state));
        this.view.focus();
      },
    });
  }

  private pasted(slice: Slice): Slice {
    // What is dragged within the text moves; the binding keeps uids only of what goes elsewhere.
    if (this.view.dragging?.move) return slice;
    if (slice.size <= pasteUnitsMax) return withoutUids(slice);
    this.options.onTooLarge();
    return withoutUids(slice.content.size > 0 ? emptyLike(slice) : slice);
  }

  private isOccupied(index: number): boolean {
    const { binding, awareness } = this.options.session;
    const marker = binding.line.markers[index] ?? null;
    return othersHere(awareness).some(
      ({ cursor }) => cursor !== null && placeOf(binding.text, cursor.head)?.marker === marker,
    );
  }
}

function emptyLike(slice: Slice): Slice {
  return new (slice.constructor as typeof Slice)(slice.content.cut(0, 0), 0, 0);
}
