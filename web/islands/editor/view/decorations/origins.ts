// SPDX-License-Identifier: EUPL-1.2
// For those who only read: behind each paragraph a link to how it came to be. Who writes finds it
// in the menu.
import type { Node as PmNode } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { make } from '../dom';

export interface OriginOptions {
  readonly label: string;
  readonly addressOf: (uid: string) => string;
}

const key = new PluginKey<DecorationSet>('origins');

function decorate(doc: PmNode, { label, addressOf }: OriginOptions): DecorationSet {
  const decorations: Decoration[] = [];
  doc.forEach((block, offset) => {
    const uid = String(block.attrs.uid);
    // A derived uid (with ~) stands in no text; the server replaces it in a moment.
    if (block.content.size === 0 || !/^[\w-]+$/.test(uid)) return;
    const href = addressOf(uid);
    const link = (): HTMLElement => make('a', { class: 'dk-origin', href }, label);
    decorations.push(
      Decoration.widget(offset + block.nodeSize - 1, link, {
        key: `origin ${href}`,
        side: 11,
        ignoreSelection: true,
        stopEvent: () => true,
      }),
    );
  });
  return DecorationSet.create(doc, decorations);
}

/** Whether the same blocks have words: then the links move along and none is missing. */
function sameBlocks(before: PmNode, after: PmNode): boolean {
  if (before.childCount !== after.childCount) return false;
  let isSame = true;
  after.forEach((block, _offset, index) => {
    const old = before.child(index);
    if (old === block) return;
    const hadWords = old.content.size > 0;
    if (old.attrs.uid !== block.attrs.uid || hadWords !== block.content.size > 0) isSame = false;
  });
  return isSame;
}

export function origins(options: OriginOptions): Plugin {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => decorate(state.doc, options),
      apply(tr, old) {
        if (!tr.docChanged) return old;
        let isWhole = sameBlocks(tr.before, tr.doc);
        const mapped = old.map(tr.mapping, tr.doc, { onRemove: () => (isWhole = false) });
        return isWhole ? mapped : decorate(tr.doc, options);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}
