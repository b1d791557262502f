// SPDX-License-Identifier: EUPL-1.2
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Round } from './round.mjs'
import { Ycheck } from './ycheck.mjs'

// Compares the engine with yjs on random documents.
//
//   node driver.mjs [--rounds N] [--seed S] [--replicas 8] [--ycheck PROGRAM]
//
// Round i uses the seed S + i: `--rounds 1 --seed <the printed one>` repeats it.

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    replicas: { type: 'string', default: '8' },
    ycheck: { type: 'string', default: fileURLToPath(new URL('../../build/release/bin/ycheck', import.meta.url)) }
  }
})
const rounds = Number(values.rounds)
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
if (!existsSync(values.ycheck)) {
  console.error(`${values.ycheck} is missing: run 'make build' first, or name it with --ycheck`)
  process.exit(2)
}

console.log(`seed ${seed}, ${rounds} rounds`)
let engine = new Ycheck(values.ycheck)
let passed = 0
let failed = 0
let converged = 0
let lost = 0
for (let i = 0; i < rounds; i++) {
  try {
    const round = new Round(seed + i, engine, Number(values.replicas))
    await round.run()
    passed++
    converged += round.converged
    lost += round.lost
    if (passed % 1000 === 0 && rounds > 1000) console.log(`${passed} of ${rounds} rounds`)
  } catch (error) {
    failed++
    console.log(`seed ${seed + i}: ${error.stack}`)
    // What the engine was asked last may still be on its way.
    engine.close()
    engine = new Ycheck(values.ycheck)
    if (failed === 10) break
  }
}
engine.close()
console.log(`${converged} replicas compared beside the engine, ${lost} messages lost`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
