// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * The engine in a child process: one command a line, one answer a line, in order. Commands are
 * written together once the event loop turns, so that a round waits only where it needs an answer.
 */
export class Ycheck {
  constructor (program) {
    this.waiting = []
    this.lines = []
    this.child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] })
    createInterface({ input: this.child.stdout, crlfDelay: Infinity }).on('line', line => {
      this.waiting.shift().resolve(line)
    })
    const end = why => {
      this.ended = why
      for (const { reject } of this.waiting.splice(0)) reject(new Error(why))
    }
    this.child.on('exit', (code, signal) => end(`ycheck ended: ${signal ?? code}`))
    this.child.on('error', error => end(`ycheck does not start: ${error.message}`))
    this.child.stdin.on('error', () => {}) // its end says why
  }

  ask (line) {
    if (this.ended) return Promise.reject(new Error(this.ended))
    if (this.lines.length === 0) setImmediate(() => this.write())
    this.lines.push(line)
    const asked = {}
    asked.promise = new Promise((resolve, reject) => { Object.assign(asked, { resolve, reject }) })
    this.waiting.push(asked)
    return asked.promise
  }

  write () {
    if (this.child.stdin.writableEnded) return
    this.child.stdin.write(this.lines.splice(0).join('\n') + '\n')
  }

  /** Another answer than this one fails the next settle(). */
  expect (line, answer, what) {
    const where = new Error(what)
    this.ask(line).then(given => {
      if (given === answer || this.failure) return
      this.failure = where
      where.message += `: ${line.slice(0, 200)}\nexpected ${answer}\n     got ${given}`
    }, error => { this.failure ??= error })
  }

  /** Waits for all that was asked. Throws where an answer was not the expected one. */
  async settle () {
    await this.waiting.at(-1)?.promise
    const failure = this.failure
    this.failure = undefined
    if (failure) throw failure
  }

  async okay (line) {
    const answer = await this.ask(line)
    if (answer.startsWith('error')) throw new Error(`${line.slice(0, 200)}\n→ ${answer}`)
    return answer
  }

  async bytes (line) {
    return new Uint8Array(Buffer.from(await this.okay(line), 'base64'))
  }

  close () {
    this.child.stdin.end()
  }
}

export const base64 = bytes => Buffer.from(bytes).toString('base64')
