// SPDX-License-Identifier: EUPL-1.2
import * as Y from 'yjs';
import type { Binding } from './binding';

const captureMs = 500;

/**
 * Undo of one's own changes. Only the binding's origin is tracked: with Yjs' default it would also
 * capture the clean-up of others' formatting. A split, join, move or paste is a step of its own.
 */
export function undoFor(binding: Binding, captureTimeout: number = captureMs): Y.UndoManager {
  const undo = new Y.UndoManager([binding.text, binding.map], {
    trackedOrigins: new Set([binding]),
    captureTimeout,
  });
  binding.onStructure = () => undo.stopCapturing();
  return undo;
}
