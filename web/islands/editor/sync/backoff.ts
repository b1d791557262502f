// SPDX-License-Identifier: EUPL-1.2

const firstMs = 500;
const mostMs = 30_000;

/** Tries again later and later, each time at a moment of chance: a restart meets no stampede. */
export class Backoff {
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly run: () => void,
    private readonly random: () => number = Math.random,
  ) {}

  schedule(): void {
    this.cancel();
    const most = Math.min(firstMs * 2 ** this.tries, mostMs);
    this.tries++;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.run();
      },
      most * (0.5 + this.random() / 2),
    );
  }

  reset(): void {
    this.tries = 0;
  }

  cancel(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
