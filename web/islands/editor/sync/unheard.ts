// SPDX-License-Identifier: EUPL-1.2

const usual = { silenceMs: 30_000, lookMs: 3_000, answerMs: 5_000 };

export interface UnheardOptions {
  readonly lost: () => void;
  /** Asks the other end for any message at all. */
  readonly ask: () => void;
  readonly bounds?: typeof usual;
  readonly now?: () => number;
}

/**
 * Calls back when nothing was heard for 30 s: pings are invisible here, only messages count. A page
 * whose timers slept, as those of a hidden one do, kept the line silent itself, and asks first.
 */
export class Unheard {
  private last = 0;
  private looked = 0;
  private timer: ReturnType<typeof setInterval> | null = null;
  private answer: ReturnType<typeof setTimeout> | null = null;
  private readonly bounds: typeof usual;
  private readonly now: () => number;

  constructor(private readonly options: UnheardOptions) {
    this.bounds = options.bounds ?? usual;
    this.now = options.now ?? Date.now;
  }

  start(): void {
    this.stop();
    this.last = this.looked = this.now();
    this.timer = setInterval(() => this.look(), this.bounds.lookMs);
  }

  heard(): void {
    this.last = this.now();
    if (this.answer !== null) clearTimeout(this.answer);
    this.answer = null;
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    this.heard();
  }

  private look(): void {
    const { silenceMs, lookMs, answerMs } = this.bounds;
    const now = this.now();
    const slept = now - this.looked > 3 * lookMs;
    this.looked = now;
    if (now - this.last <= silenceMs || this.answer !== null) return;
    if (!slept) {
      this.options.lost();
      return;
    }
    this.answer = setTimeout(() => this.options.lost(), answerMs);
    this.options.ask();
  }
}
