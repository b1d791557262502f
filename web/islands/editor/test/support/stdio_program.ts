// SPDX-License-Identifier: EUPL-1.2
// The Y.Doc that plays the server, as a program on standard input and output: proves the seam.
import { createInterface } from 'node:readline';
import { Random } from './random';
import type { Outgoing } from './server';
import { YjsServer } from './server_yjs';

const server = new YjsServer(1_000_001, new Random(Number(process.argv[2] ?? 1)));

function base64(bytes: Uint8Array): string {
  return bytes.length === 0 ? '-' : Buffer.from(bytes).toString('base64');
}

function framesOut(frames: readonly Outgoing[]): string {
  return frames.map(({ to, frame }) => ` ${to}:${base64(frame)}`).join('');
}

function frameIn(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}

async function answer(line: string): Promise<string> {
  const [command, document = '', connection = '0', bytes = ''] = line.split(' ');
  const client = Number(connection);
  switch (command) {
    case 'open':
      await server.open(document);
      return 'ok';
    case 'connect':
      return `ok${framesOut(await server.connect(document, client))}`;
    case 'frame':
      return `ok${framesOut(await server.frame(document, client, frameIn(bytes)))}`;
    case 'disconnect':
      return `ok${framesOut(await server.disconnect(document, client))}`;
    case 'tick':
      return `ok${framesOut(await server.tick(document))}`;
    case 'state':
      return `ok ${base64(await server.state(document))}`;
    case 'drop':
      await server.drop(document);
      return 'ok';
    default:
      return `error unknown command ${String(command)}`;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const words = await answer(line).catch((error: unknown) => `error ${String(error)}`);
  process.stdout.write(`${words}\n`);
}
