// SPDX-License-Identifier: EUPL-1.2
import { Random } from './random';
import type { ServerPeer } from './server';
import { YjsServer } from './server_yjs';

/** The server the tests run against. */
export async function makeServer(seed: number): Promise<ServerPeer> {
  return new YjsServer(1_000_001, new Random(seed + 1));
}
