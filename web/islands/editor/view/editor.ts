// SPDX-License-Identifier: EUPL-1.2
// The editor as a person sees it: text, tools, outline, cursors, around one session.
import { EditorState, type Plugin, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { Slice } from 'prosemirror-model';
import type { Host } from '../binding/binding';
import { withCells } from '../binding/copied';
import { cleaned, pasteUnitsMax, unitsOfSlice, withoutUids } from '../schema/paste';
import { schema } from '../schema/schema';
import type { Session } from '../session';
import type { Texts } from '../texts';
import { actionsFor, type Action, type Opened } from './actions';
import type { Announcer } from './announcer';
import { BlockDrag } from './block_drag';
import { openHelp, openLinkDialog } from './dialogs/dialogs';
import { make, newId } from './dom';
import type { ForeignImageOptions } from './foreign_images';
import { FindPanel } from './dialogs/find_panel';
import { openInline, type Uploaded } from './dialogs/inline';
import { keysInCells } from './keys';
import { setLabels } from './labels';
import { LineButton } from './line_button';
import { withItems } from './decorations/lists';
import { Menu } from './menu';
import { Outline } from './outline';
import { Overview } from './overview';
import { pastedParser, typedParser } from './parser';
import { othersHere, type Person } from './people';
import { placeOf } from '../binding/walk';
import { editorPlugins } from './plugins';
import { Presence } from './presence';
import { openSources } from './dialogs/sources';
import { insertTable, Tables } from './table/tables';
import { Toolbar } from './toolbar';

/** From so many blocks on, only those in sight are laid out. */
const largeBlocks = 2000;

/** The bars at the top stay; the cursor is kept clear of them. */
const barsMargin = { top: 140, bottom: 48, left: 0, right: 0 };

export interface TextEditorOptions {
  readonly session: Session;
  readonly texts: Texts;
  readonly announcer: Announcer;
  readonly onPeople: (people: readonly Person[]) => void;
  readonly onPasted: (words: string) => void;
  readonly isReader: boolean;
  readonly upload: (file: File) => Promise<Uploaded>;
  /** The page that says how a paragraph came to be. */
  readonly originOf: (uid: string) => string;
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
  private readonly tables: Tables;
  private readonly find: FindPanel;
  private readonly overview: Overview;
  private readonly drag: BlockDrag;
  private editable = false;

  constructor(private readonly options: TextEditorOptions) {
    const { session, texts, announcer } = options;
    const { binding } = session;
    const view = (): EditorView => this.view;
    this.actions = actionsFor({
      undo: session.undo,
      editLink: (_state, dispatch) => {
        if (dispatch) openLinkDialog({ texts, view: this.cursorView });
        return true;
      },
      insertTable: insertTable((uid) => this.tables.enter(uid)),
      open: (name) => this.open(name),
      isOccupied: (index) => this.isOccupied(index),
    });
    this.tables = new Tables({
      binding,
      texts,
      announcer,
      editable: () => this.editable,
      cellKeys: () => keysInCells(this.actions),
      changed: () => this.cellChanged(),
      tooLarge: () => options.onPasted(texts.paste_too_large),
      openAtom: (name) => this.open(name),
      pictures: this.pictures,
    });
    this.find = new FindPanel({ texts, binding, view, tables: () => this.tables });
    this.overview = new Overview({
      texts,
      map: binding.map,
      view,
      enterCell: (uid, row, column) => this.tables.enter(uid, row, column),
    });
    this.drag = new BlockDrag(view);
    this.menu = new Menu({ actions: this.actions, texts, view, origin: () => this.origin() });
    this.toolbar = new Toolbar({ actions: this.actions, texts, openMenu: () => this.menu.open() });
    this.outline = new Outline({ texts, announcer, view });
    this.lineButton = new LineButton(texts.menu_open, () => this.menu.open(), view);
    const hint = make('p', { class: 'kern-sr-only', id: newId('hint') }, texts.document_hint);
    const place = make('div', { class: 'dk-text' }, hint);
    setLabels(place, texts);
    this.view = new EditorView(place, {
      state: EditorState.create({ schema, doc: binding.document(), plugins: this.plugins() }),
      editable: () => this.editable,
      nodeViews: { block: withItems(this.tables.nodeView) },
      domParser: typedParser,
      clipboardParser: pastedParser,
      transformCopied: (slice) => withCells(slice, binding.map),
      scrollMargin: barsMargin,
      scrollThreshold: barsMargin,
      dispatchTransaction: (tr) => this.dispatch(tr),
      transformPastedHTML: cleaned,
      transformPasted: (slice) => this.pasted(slice),
      attributes: (state) => ({
        class: 'dk-words',
        'data-large': String(state.doc.childCount > largeBlocks),
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
      make(
        'div',
        { class: 'dk-sheet' },
        this.toolbar.element,
        this.find.element,
        place,
        this.overview.element,
      ),
    );
    this.element.dataset.editable = 'false';
    binding.attach(this);
    this.toolbar.attach(
      () => this.cursorView,
      () => this.tables.activeView !== null,
    );
    this.drag.attach(this.lineButton.element);
    this.presence = new Presence({
      awareness: session.awareness,
      binding,
      view: this.view,
      texts,
      announcer,
      onPeople: options.onPeople,
      cell: () => this.tables.activeText,
      onMoved: (people) => this.tables.showOthers(people),
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
    if (!editable) this.tables.leaveCell();
    this.changed();
    this.presence.moved();
  }

  openHelp(): void {
    openHelp(this.options.texts, this.actions, () => undefined);
  }

  destroy(): void {
    this.presence.destroy();
    this.overview.destroy();
    this.tables.leaveCell();
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

  /** A character is being put together, in the text or in a cell. */
  get isComposing(): boolean {
    return this.cursorView.composing || this.view.composing;
  }

  /** The editor with the cursor: of a cell, or of the text. */
  private get cursorView(): EditorView {
    return this.tables.activeView ?? this.view;
  }

  private cellChanged(): void {
    this.toolbar.refresh();
    this.overview.refresh();
    this.presence?.moved();
  }

  private open(name: Opened, picture?: File): void {
    const { texts, upload, session } = this.options;
    if (name === 'find') this.find.open();
    else if (name !== 'sources')
      openInline(name, { texts, upload, picture, view: () => this.cursorView });
    else {
      const uid = this.uidAtCursor();
      if (uid !== '') openSources({ texts, binding: session.binding, uid, view: this.view });
    }
  }

  private get pictures(): ForeignImageOptions {
    const { texts, onPasted } = this.options;
    return { texts, tell: onPasted, open: (file) => this.open('image', file) };
  }

  private uidAtCursor(): string {
    return this.options.session.binding.writtenUidAt(this.view.state.selection.$head.index(0));
  }

  private origin(): string | null {
    const uid = this.uidAtCursor();
    return uid === '' ? null : this.options.originOf(uid);
  }

  private changed(): void {
    this.overview.refresh();
    this.toolbar.refresh();
    this.outline.refresh();
    this.lineButton.refresh();
    this.presence?.moved();
  }

  private plugins(): Plugin[] {
    const { session, announcer, isReader, texts, originOf } = this.options;
    return editorPlugins({
      session,
      announcer,
      actions: this.actions,
      intoCells: this.tables.intoCells,
      open: (name) => this.open(name),
      openMenu: (bySlash) => this.menu.open(bySlash),
      openHelp: () => this.openHelp(),
      toToolbar: () => this.toolbar.focus(),
      focusChanged: () => this.focusChanged(),
      origins: isReader ? { label: texts.origin, addressOf: originOf } : null,
      pictures: this.pictures,
    });
  }

  private focusChanged(): void {
    if (this.view.hasFocus()) this.tables.leaveCell();
    this.presence.moved();
  }

  private pasted(slice: Slice): Slice {
    // What is dragged within the text moves; the binding keeps uids only of what goes elsewhere.
    if (this.view.dragging?.move) return slice;
    if (unitsOfSlice(slice) <= pasteUnitsMax) return withoutUids(slice);
    this.options.onPasted(this.options.texts.paste_too_large);
    return Slice.empty;
  }

  private isOccupied(index: number): boolean {
    const { binding, awareness } = this.options.session;
    const marker = binding.line.markers[index] ?? null;
    return othersHere(awareness).some(
      ({ cursor }) => cursor !== null && placeOf(binding.text, cursor.head)?.marker === marker,
    );
  }
}
