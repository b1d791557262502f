// SPDX-License-Identifier: EUPL-1.2
import { Random } from './random';
import type { ServerPeer } from './server';
import { StdioServer } from './server_stdio';
import { YjsServer } from './server_yjs';

/**
 * The server the tests run against: DENKRAUM_SERVER_PEER names a program (with arguments, separated
 * by blanks) that speaks the commands of server_stdio.ts; without it a Y.Doc plays the server.
 */
export async function makeServer(seed: number): Promise<ServerPeer> {
  const [command, ...args] = (process.env.DENKRAUM_SERVER_PEER ?? '').split(' ').filter(Boolean);
  if (command !== undefined) return new StdioServer(command, args);
  return new YjsServer(1_000_001, new Random(seed + 1));
}
