// SPDX-License-Identifier: EUPL-1.2
// People in one document who move their cursors without pause, each with as much to say about
// themselves as the server lets through: what it shows of them is a stream that a slow reader misses.
import { until } from './server.mjs';
import { awarenessFrame, Writer } from './writer.mjs';

const state = { mark: 'x'.repeat(3500) };

export async function crowd(server, browser, document, count) {
  const people = [];
  for (let i = 0; i < count; ++i) {
    people.push(await new Writer(server, browser, document).connect());
  }
  const [first] = people;
  let clock = 0;
  const heard = () =>
    first.messages.reduce((sum, one) => sum + (one.type === 'awareness' ? one.bytes : 0), 0);
  return {
    /** Moves until so many bytes have been shown to each; `between` after each message. */
    async move(bytes, between = async () => {}) {
      const goal = heard() + bytes;
      while (heard() < goal) {
        const before = heard();
        ++clock;
        for (const one of people) one.raw(awarenessFrame(one.client, clock, state));
        await until(() => heard() > before, 'their cursors are shown');
        await between();
      }
    },
    async leave() {
      for (const one of people) await one.cut();
    },
  };
}
