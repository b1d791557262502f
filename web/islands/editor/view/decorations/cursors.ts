// SPDX-License-Identifier: EUPL-1.2
// Others' cursors: a line of a kind and colour of its own and a flag with the name in words.
import type { Node as PmNode } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { Awareness } from 'y-protocols/awareness';
import { fromText, type Binding } from '../../binding/binding';
import { make } from '../dom';
import { othersHere, type Person } from '../people';
import { reaching } from './reaching';

const key = new PluginKey<DecorationSet>('others');

/** Set on a transaction when somebody moved. */
export const someoneMoved = 'someoneMoved';

function flag({ name, line, client }: Person): () => HTMLElement {
  return () =>
    make(
      'span',
      {
        class: 'dk-cursor',
        'data-line': String(line),
        'data-client': String(client),
        'aria-hidden': 'true',
      },
      make('span', { class: 'dk-cursor__flag' }, name),
    );
}

function draw(doc: PmNode, binding: Binding, awareness: Awareness): DecorationSet {
  const decorations: Decoration[] = [];
  for (const person of othersHere(awareness)) {
    if (person.cursor === null) continue;
    const anchor = binding.positionOf(person.cursor.anchor, doc);
    const head = binding.positionOf(person.cursor.head, doc);
    if (anchor === null || head === null) continue;
    decorations.push(
      Decoration.widget(head, flag(person), {
        key: `${person.client} ${person.name}`,
        side: 10,
        ignoreSelection: true,
      }),
    );
    const at = doc.resolve(head);
    if (at.depth > 0) decorations.push(Decoration.node(at.before(1), at.after(1), reaching));
    if (anchor !== head) {
      const marked = { class: 'dk-selected', 'data-line': String(person.line) };
      decorations.push(Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), marked));
    }
  }
  return DecorationSet.create(doc, decorations);
}

export function othersCursors(binding: Binding, awareness: Awareness): Plugin {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => draw(state.doc, binding, awareness),
      apply(tr, old) {
        if (tr.getMeta(someoneMoved) !== undefined || tr.getMeta(fromText) !== undefined) {
          return draw(tr.doc, binding, awareness);
        }
        return tr.docChanged ? old.map(tr.mapping, tr.doc) : old;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}
