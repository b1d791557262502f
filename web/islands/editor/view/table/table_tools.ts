// SPDX-License-Identifier: EUPL-1.2
// What can be done to a table as a whole: one row of buttons above it, the same as keys in a cell.
import type { Command } from 'prosemirror-state';
import type { TextKey, Texts } from '../../texts';
import { make } from '../dom';
import { keyInWords } from '../keys';

export interface TableTool {
  readonly name: TextKey;
  readonly key?: string;
  readonly run: () => void;
  /** For the two switches. */
  readonly pressed?: () => boolean;
}

export interface ToolActions {
  readonly addRow: (offset: 0 | 1) => void;
  readonly addColumn: (offset: 0 | 1) => void;
  readonly removeRow: () => void;
  readonly removeColumn: () => void;
  readonly toggle: (name: 'header_row' | 'header_column') => void;
  readonly has: (name: 'header_row' | 'header_column') => boolean;
  readonly remove: () => void;
}

/** The keys of tables, for the help too. */
export const tableKeys: readonly (readonly [string, TextKey])[] = [
  ['Alt-Shift-ArrowUp', 'row_above'],
  ['Alt-Shift-ArrowDown', 'row_below'],
  ['Alt-Shift-ArrowLeft', 'column_before'],
  ['Alt-Shift-ArrowRight', 'column_after'],
  ['Alt-Shift-Backspace', 'row_remove'],
  ['Alt-Shift-Delete', 'column_remove'],
];

export function toolsOf(actions: ToolActions): TableTool[] {
  const key = (name: TextKey): { key?: string } => {
    const found = tableKeys.find(([, label]) => label === name);
    return found === undefined ? {} : { key: found[0] };
  };
  const tool = (name: TextKey, run: () => void): TableTool => ({ name, run, ...key(name) });
  return [
    tool('row_above', () => actions.addRow(0)),
    tool('row_below', () => actions.addRow(1)),
    tool('column_before', () => actions.addColumn(0)),
    tool('column_after', () => actions.addColumn(1)),
    tool('row_remove', actions.removeRow),
    tool('column_remove', actions.removeColumn),
    ...(['header_row', 'header_column'] as const).map((name) => ({
      ...tool(name, () => actions.toggle(name)),
      pressed: () => actions.has(name),
    })),
    tool('table_remove', actions.remove),
  ];
}

export function keysOf(tools: readonly TableTool[]): Record<string, Command> {
  const keys: Record<string, Command> = {};
  for (const { key, run } of tools) {
    if (key === undefined) continue;
    keys[key] = (_state, dispatch) => {
      if (dispatch) run();
      return true;
    };
  }
  return keys;
}

/** A toolbar as ARIA describes it: one stop for Tab, arrow keys within. */
export function drawTools(
  tools: readonly TableTool[],
  texts: Texts,
  back: () => void,
): { element: HTMLElement; refresh: () => void } {
  const buttons = tools.map((tool, i) => {
    const title = tool.key === undefined ? '' : keyInWords(tool.key, texts);
    const button = make(
      'button',
      { type: 'button', class: 'dk-table__tool', 'data-name': tool.name, title },
      texts[tool.name],
    );
    button.tabIndex = i === 0 ? 0 : -1;
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', tool.run);
    return button;
  });
  const element = make(
    'div',
    { class: 'dk-table__tools', role: 'toolbar', 'aria-label': texts.table_tools },
    ...buttons,
  );
  element.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[
      event.key
    ];
    if (event.key === 'Escape') back();
    if (to === undefined || at < 0) return;
    event.preventDefault();
    buttons.forEach((button) => (button.tabIndex = -1));
    const next = buttons[(to + buttons.length) % buttons.length]!;
    next.tabIndex = 0;
    next.focus();
  });
  const refresh = (): void => {
    tools.forEach(({ pressed }, i) => {
      if (pressed) buttons[i]!.setAttribute('aria-pressed', String(pressed()));
    });
  };
  refresh();
  return { element, refresh };
}
