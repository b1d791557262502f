// SPDX-License-Identifier: EUPL-1.2
// What the end of a connection says.
import type { Socket } from './client';

export type Ending = 'session_ended' | 'forbidden' | 'bad_frame' | 'too_large';

/** The close codes after which trying again is no use. */
const endings: ReadonlyMap<number, Ending> = new Map([
  [1009, 'too_large'],
  [4001, 'session_ended'],
  [4003, 'forbidden'],
  [4009, 'bad_frame'],
  [4013, 'too_large'],
]);

export function endingOf(code: number): Ending | null {
  return endings.get(code) ?? null;
}

/** Why one has to wait before the next try. */
export type Wait = 'restart' | 'crowded';

export function waitFor(code: number): Wait | null {
  if (code === 1012) return 'restart';
  return code === 4029 ? 'crowded' : null;
}

/** What a socket says from now on is about a line that is given up. */
export function unhear(socket: Socket): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
}
