// SPDX-License-Identifier: EUPL-1.2
// Marks the blocks whose notes or flags reach beyond them: in a large text they are laid out also
// when they are out of sight, so that notes are counted and flags not cut off. A class, because
// asking the browser with :has() costs it time for every block.
import type { Node as PmNode } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { asNote } from '../../schema/atoms';

export const reaching = { class: 'dk-reaching' };

/** Cells are no part of the block: every table counts. */
function hasNote(block: PmNode): boolean {
  let found = block.attrs.kind === 'table';
  block.forEach((node) => {
    if (node.type.name === 'atom' && asNote(node.attrs.data) !== null) found = true;
  });
  return found;
}

function decorate(doc: PmNode): DecorationSet {
  const decorations: Decoration[] = [];
  doc.forEach((block, offset) => {
    if (!hasNote(block)) return;
    decorations.push(Decoration.node(offset, offset + block.nodeSize, reaching));
  });
  return DecorationSet.create(doc, decorations);
}

/** Whether the same blocks have notes: then what is marked moves along. */
function sameNotes(before: PmNode, after: PmNode): boolean {
  if (before.childCount !== after.childCount) return false;
  for (let index = 0; index < after.childCount; index++) {
    const [old, now] = [before.child(index), after.child(index)];
    if (old !== now && hasNote(old) !== hasNote(now)) return false;
  }
  return true;
}

const key = new PluginKey<DecorationSet>('reaching');

export function reachingNotes(): Plugin {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => decorate(state.doc),
      apply(tr, old) {
        if (!tr.docChanged) return old;
        let isWhole = sameNotes(tr.before, tr.doc);
        const mapped = old.map(tr.mapping, tr.doc, { onRemove: () => (isWhole = false) });
        return isWhole ? mapped : decorate(tr.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}
