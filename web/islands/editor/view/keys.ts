// SPDX-License-Identifier: EUPL-1.2
// Keys. Tab never traps anyone: after Escape it leaves the text, in a list too.
import { baseKeymap } from 'prosemirror-commands';
import { keydownHandler } from 'prosemirror-keymap';
import { Plugin, type Command } from 'prosemirror-state';
import { backspace, deleteForward, enter } from '../commands/structure';
import type { Texts, TextKey } from '../texts';
import type { Action } from './actions';

export interface KeyOptions {
  readonly actions: readonly Action[];
  readonly openMenu: Command;
  readonly openHelp: Command;
  readonly toToolbar: Command;
  /** From a table's caption into its cells. */
  readonly intoCells: Command;
}

export function keys({ actions, openMenu, openHelp, toToolbar, intoCells }: KeyOptions): Plugin {
  const bound: Record<string, Command> = {
    ...baseKeymap,
    Enter: enter,
    'Shift-Enter': enter,
    Backspace: either(backspace, baseKeymap.Backspace!),
    'Mod-Backspace': either(backspace, baseKeymap.Backspace!),
    Delete: either(deleteForward, baseKeymap.Delete!),
    'Mod-Delete': either(deleteForward, baseKeymap.Delete!),
    'Mod-Enter': openMenu,
    'Mod-/': openHelp,
    'Alt-F10': toToolbar,
  };
  for (const action of actions) for (const key of action.keys) bound[key] = action.run;
  bound.Tab = either(intoCells, bound.Tab!);
  bound.ArrowDown = atLastLine(intoCells);
  const handle = keydownHandler(bound);
  let leaving = false;
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        const leave = leaving && event.key === 'Tab';
        leaving = event.key === 'Escape' || (leaving && event.key === 'Shift');
        return leave ? false : handle(view, event);
      },
      handleDOMEvents: {
        blur: () => {
          leaving = false;
          return false;
        },
      },
    },
  });
}

/** What works in a cell of a table too. */
export function keysInCells(actions: readonly Action[]): Record<string, Command> {
  const bound: Record<string, Command> = { ...baseKeymap };
  for (const { inCell, keys: all, run } of actions) {
    if (inCell) for (const key of all) bound[key] = run;
  }
  return bound;
}

function atLastLine(command: Command): Command {
  return (state, dispatch, view) =>
    state.selection.empty && (view?.endOfTextblock('down') ?? false) && command(state, dispatch);
}

function either(first: Command, second: Command): Command {
  return (state, dispatch, view) => first(state, dispatch, view) || second(state, dispatch, view);
}

/** A key in words: "Mod-Shift-8" becomes "Strg + Umschalt + 8". */
export function keyInWords(key: string, texts: Texts, isMac = onMac()): string {
  const names: Record<string, TextKey> = {
    Shift: 'key_shift',
    Alt: 'key_alt',
    Enter: 'key_enter',
    Escape: 'key_escape',
    Tab: 'key_tab',
    Backspace: 'key_backspace',
    Delete: 'key_delete',
    ArrowLeft: 'key_left',
    ArrowRight: 'key_right',
    ArrowUp: 'key_up',
    ArrowDown: 'key_down',
  };
  return key
    .split('-')
    .map((part) => {
      if (part === 'Mod') return isMac ? '⌘' : texts.key_mod;
      const name = names[part];
      return name === undefined ? part.toUpperCase() : texts[name];
    })
    .join(' + ');
}

function onMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iP(hone|[oa]d)/.test(navigator.platform);
}
