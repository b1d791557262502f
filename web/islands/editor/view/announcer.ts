// SPDX-License-Identifier: EUPL-1.2
import { make } from './dom';

const pauseMs = 10_000;

/** Says things politely to screen readers, at most one in ten seconds; the newest ones win. */
export class Announcer {
  readonly element = make('div', { class: 'kern-sr-only', 'aria-live': 'polite', role: 'status' });
  private readonly waiting = new Map<string, string>();
  private last = -pauseMs;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** What concerns the same topic replaces what was not said yet. */
  say(topic: string, words: string): void {
    this.waiting.set(topic, words);
    this.timer ??= setTimeout(() => this.speak(), Math.max(this.last + pauseMs - this.now(), 50));
  }

  /** What answers a key of the person is said at once. */
  answer(words: string): void {
    this.element.textContent = words;
  }

  destroy(): void {
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private speak(): void {
    this.timer = null;
    this.last = this.now();
    this.element.textContent = [...this.waiting.values()].join(' ');
    this.waiting.clear();
  }
}
