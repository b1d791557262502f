// SPDX-License-Identifier: EUPL-1.2
// What the editor of the text is made of besides its drawing: keys, lists, terms, others' cursors.
import { Plugin, type Command } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Session } from '../session';
import type { Action, Opened } from './actions';
import type { Announcer } from './announcer';
import { othersCursors } from './decorations/cursors';
import { openedTwice } from './dialogs/inline';
import { keys } from './keys';
import { lists } from './decorations/lists';
import { origins, type OriginOptions } from './decorations/origins';
import { reachingNotes } from './decorations/reaching';
import { explainedTerm } from './decorations/terms';
import { foreignImagesPlugin, type ForeignImageOptions } from './foreign_images';

export interface PluginOptions {
  readonly session: Session;
  readonly announcer: Announcer;
  readonly actions: readonly Action[];
  readonly intoCells: Command;
  readonly open: (name: Opened) => void;
  readonly openMenu: (bySlash: boolean) => void;
  readonly openHelp: () => void;
  readonly toToolbar: () => void;
  readonly focusChanged: () => void;
  /** For those who only read. */
  readonly origins: OriginOptions | null;
  readonly pictures: ForeignImageOptions;
}

export function editorPlugins(options: PluginOptions): Plugin[] {
  const { session, announcer, actions, intoCells, openMenu, openHelp, toToolbar } = options;
  const told = (): boolean => {
    options.focusChanged();
    return false;
  };
  return [
    new Plugin({
      props: { handleTextInput: (view, _from, _to, text) => slash(view, text, openMenu) },
    }),
    keys({
      actions,
      intoCells,
      openMenu: done(() => openMenu(false)),
      openHelp: done(openHelp),
      toToolbar: done(toToolbar),
    }),
    lists(),
    reachingNotes(),
    explainedTerm((words) => announcer.answer(words)),
    othersCursors(session.binding, session.awareness),
    foreignImagesPlugin(options.pictures),
    ...(options.origins === null ? [] : [origins(options.origins)]),
    new Plugin({
      props: {
        handleDOMEvents: { focus: told, blur: told, dblclick: openedTwice(options.open) },
      },
    }),
  ];
}

/** A slash in an empty line opens the menu instead of being written. */
function slash({ state }: EditorView, text: string, open: (bySlash: boolean) => void): boolean {
  const { selection } = state;
  if (text !== '/' || !selection.empty || selection.$from.parent.content.size > 0) return false;
  open(true);
  return true;
}

function done(run: () => void): Command {
  return (_state, dispatch) => {
    if (dispatch) run();
    return true;
  };
}
