// SPDX-License-Identifier: EUPL-1.2
// What the term at the cursor means, beside it: whoever writes by keyboard has no pointer to rest.
import { Plugin, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { make } from '../dom';
import { markAt } from '../marked';

function explanationAt(state: EditorState): { words: string; means: string; to: number } | null {
  if (!state.selection.empty) return null;
  const found = markAt(state, 'term');
  if (found === null) return null;
  const words = state.doc.textBetween(found.from, found.to);
  return { words, means: String(found.mark.attrs.means), to: found.to };
}

/** `announce` is told when the cursor comes into a term. */
export function explainedTerm(announce: (words: string) => void): Plugin {
  return new Plugin({
    view: () => ({
      update: (view, before) => {
        const now = explanationAt(view.state);
        if (now === null || now.means === explanationAt(before)?.means) return;
        announce(`${now.words}: ${now.means}`);
      },
    }),
    props: {
      decorations: (state) => {
        const found = explanationAt(state);
        if (found === null) return DecorationSet.empty;
        const bubble = (): HTMLElement =>
          make('span', { class: 'dk-means', 'aria-hidden': 'true' },
            make('span', { class: 'dk-means__words' }, found.means));
        const options = { key: `means ${found.means}`, side: 9, ignoreSelection: true };
        return DecorationSet.create(state.doc, [Decoration.widget(found.to, bubble, options)]);
      },
    },
  });
}
