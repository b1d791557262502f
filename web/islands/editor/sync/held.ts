// SPDX-License-Identifier: EUPL-1.2

const lookMs = 30;
const mostMs = 1_500;

/**
 * Updates that wait while a character is composed: drawing the block anew would break off a dead
 * key or an input method. They wait in order and never long: some devices compose all the time.
 */
export class Held {
  private updates: Uint8Array[] = [];
  private since = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly apply: (update: Uint8Array) => void,
    private readonly isComposing: () => boolean,
  ) {}

  take(update: Uint8Array): void {
    if (this.updates.length === 0) {
      if (!this.isComposing()) {
        this.apply(update);
        return;
      }
      this.since = Date.now();
      this.wait();
    }
    this.updates.push(update);
  }

  release(): void {
    const { updates } = this;
    this.drop();
    for (const update of updates) this.apply(update);
  }

  drop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.updates = [];
  }

  private wait(): void {
    this.timer = setTimeout(() => {
      if (this.isComposing() && Date.now() - this.since < mostMs) this.wait();
      else this.release();
    }, lookMs);
  }
}
