// SPDX-License-Identifier: EUPL-1.2

/** Numbers that come again with the same seed (mulberry32). */
export class Random {
  constructor (seed) {
    this.state = seed >>> 0
  }

  /** A 32-bit number. */
  next () {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }

  /** A whole number from low to high, both included. */
  int (low, high) {
    return low + (this.next() % (high - low + 1))
  }

  chance (percent) {
    return this.next() % 100 < percent
  }

  pick (list) {
    return list[this.next() % list.length]
  }

  shuffle (list) {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.int(0, i)
      ;[list[i], list[j]] = [list[j], list[i]]
    }
    return list
  }
}
