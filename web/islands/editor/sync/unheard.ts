// SPDX-License-Identifier: EUPL-1.2

const silenceMs = 30_000;
const lookMs = 3_000;

/** Calls back when nothing was heard for 30 s: pings are invisible here, only messages count. */
export class Unheard {
  private last = 0;
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly lost: () => void,
    private readonly bounds: { silenceMs: number; lookMs: number } = { silenceMs, lookMs },
    private readonly now: () => number = Date.now,
  ) {}

  start(): void {
    this.stop();
    this.last = this.now();
    this.timer = setInterval(() => {
      if (this.now() - this.last > this.bounds.silenceMs) this.lost();
    }, this.bounds.lookMs);
  }

  heard(): void {
    this.last = this.now();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
