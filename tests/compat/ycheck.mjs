// SPDX-License-Identifier: EUPL-1.2
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** The engine in a child process: one command a line, one answer a line. */
export class Ycheck {
  constructor (program) {
    this.waiting = []
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
  }

  ask (line) {
    if (this.ended) return Promise.reject(new Error(this.ended))
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject })
      this.child.stdin.write(line + '\n')
    })
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
