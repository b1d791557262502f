// SPDX-License-Identifier: EUPL-1.2
// Date.now() and setInterval() as a test wants them; what node brings for it is too young for
// Debian's. Import it before whatever takes hold of the clock when it is loaded.

let now = 0
let last = 0
const timers = new Map()

export const clock = {
  start () {
    Date.now = () => now
    globalThis.setInterval = (call, every) => {
      timers.set(++last, { call, every, at: now + every })
      return last
    }
    globalThis.clearInterval = (id) => timers.delete(id)
  },
  /** Lets that many ms pass, each timer called at its moment. */
  pass (ms) {
    const end = now + ms
    for (;;) {
      const due = [...timers.values()].filter(({ at }) => at <= end)
      if (due.length === 0) break
      const next = due.reduce((one, other) => other.at < one.at ? other : one)
      now = next.at
      next.at += next.every
      next.call()
    }
    now = end
  }
}
