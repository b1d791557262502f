// SPDX-License-Identifier: EUPL-1.2
// A server that is a program of its own, spoken to over standard input and output. One command a
// line, one answer a line, in order; BYTES are base64, "-" for none.
//
//   open DOC · disconnect DOC CONNECTION · tick DOC · drop DOC
//   connect DOC CONNECTION · frame DOC CONNECTION BYTES · state DOC
//   answer := "ok" (" " CONNECTION ":" BYTES)*   frames to send, in order
//           | "ok " BYTES                        the answer to state
//           | "error " words
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Outgoing, ServerPeer } from './server';

export class StdioServer implements ServerPeer {
  private readonly program: ChildProcess;
  private readonly waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] =
    [];

  constructor(command: string, args: readonly string[]) {
    this.program = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.program.stdout! }).on('line', (line) => {
      const next = this.waiting.shift();
      if (line.startsWith('ok')) next?.resolve(line.slice(3));
      else next?.reject(new Error(`the server answers: ${line}`));
    });
    this.program.on('exit', (code) => {
      for (const { reject } of this.waiting) reject(new Error(`the server ended with ${code}`));
    });
  }

  async open(document: string): Promise<void> {
    await this.ask('open', document);
  }

  connect(document: string, connection: number): Promise<Outgoing[]> {
    return this.frames('connect', document, connection);
  }

  frame(document: string, connection: number, frame: Uint8Array): Promise<Outgoing[]> {
    return this.frames('frame', document, connection, Buffer.from(frame).toString('base64'));
  }

  disconnect(document: string, connection: number): Promise<Outgoing[]> {
    return this.frames('disconnect', document, connection);
  }

  tick(document: string): Promise<Outgoing[]> {
    return this.frames('tick', document);
  }

  async state(document: string): Promise<Uint8Array> {
    return bytes(await this.ask('state', document));
  }

  async drop(document: string): Promise<void> {
    await this.ask('drop', document);
  }

  async close(): Promise<void> {
    this.program.stdin!.end();
    await new Promise((resolve) => this.program.once('close', resolve));
  }

  private async frames(...words: (string | number)[]): Promise<Outgoing[]> {
    const answer = await this.ask(...words);
    if (answer === '') return [];
    return answer.split(' ').map((part) => {
      const colon = part.indexOf(':');
      return { to: Number(part.slice(0, colon)), frame: bytes(part.slice(colon + 1)) };
    });
  }

  private ask(...words: (string | number)[]): Promise<string> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.program.stdin!.write(`${words.join(' ')}\n`);
    });
  }
}

function bytes(text: string): Uint8Array {
  return text === '-' ? new Uint8Array() : new Uint8Array(Buffer.from(text, 'base64'));
}
