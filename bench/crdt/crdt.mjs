// SPDX-License-Identifier: EUPL-1.2

// Measures the co-writing engine beside its peers on editing traces, in one run: for each workload
// every engine in turn, once to warm up and then five times. Prints a table with ratios and appends
// a line to the ledger.
//
//   node bench/crdt/crdt.mjs [--program build/release/bin/denkraum] [--traces FOLDER]
//        [--trace a,b] [--workloads local,load,…] [--engines yjs,…] [--runs 5] [--limit 60]
//        [--merge 100000] [--ledger FILE]
//
// Ends with 1 when a goal is missed that report.mjs does not name as short.
//
// `bench_crdt` is expected beside the program. An engine that gives another text than the trace's
// has no time; one that takes longer than the limit is left out of the workload.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { judgement, record, table } from './report.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const peers = path.join(root, 'bench/crdt_peers/bench.mjs')
const { values } = parseArgs({
  options: {
    program: { type: 'string', default: path.join(root, 'build/release/bin/denkraum') },
    traces: { type: 'string', default: path.join(root, '../shared/data/traces') },
    trace: { type: 'string' },
    workloads: { type: 'string' },
    engines: { type: 'string', default: 'yjs,ywasm,loro,diamond-types,automerge' },
    runs: { type: 'string', default: '5' },
    limit: { type: 'string', default: '60' },
    merge: { type: 'string', default: '100000' },
    ledger: { type: 'string', default: path.join(root, 'bench/ledger.jsonl') }
  }
})

// Which peers have the workload, and what is measured of them; `peer` where its name differs.
const everyone = values.engines.split(',')
const likeUs = everyone.filter(name => ['yjs', 'ywasm'].includes(name))
const onlyYjs = everyone.filter(name => name === 'yjs')
const workloads = [
  { name: 'local', peers: everyone },
  { name: 'load', peers: everyone },
  { name: 'snapshot', peers: onlyYjs, peer: 'load' },
  { name: 'remote-relay', peers: likeUs, peer: 'remote' },
  { name: 'remote', peers: everyone },
  { name: 'merge', peers: onlyYjs },
  { name: 'vector', peers: onlyYjs },
  { name: 'memory', peers: everyone }
].filter(({ name }) => !values.workloads || values.workloads.split(',').includes(name))

function output (command, args) {
  const run = spawnSync(command, args, {
    encoding: 'utf8', timeout: Number(values.limit) * 1000, killSignal: 'SIGKILL', maxBuffer: 1 << 24
  })
  if (run.error?.code === 'ETIMEDOUT') throw new Error(`over ${values.limit} s`)
  if (run.status !== 0) throw new Error((run.stderr ?? String(run.error)).trim().split('\n').find(l => /Error|:/.test(l)))
  return JSON.parse(run.stdout)
}

const measureUs = (workload, file) => output(path.join(path.dirname(values.program), 'bench_crdt'), [
  '--trace', file, '--workload', workload.name, '--repeat', '1', '--count',
  ['merge', 'vector'].includes(workload.name) ? values.merge : '0'
])

const measurePeer = (engine, name, { file, store }) => output(process.execPath, [
  '--expose-gc', peers, '--child',
  JSON.stringify({ engine, workload: name, file, store, merge: Number(values.merge), ways: 1 })
])[0]

/** What the peers need before they are measured: recorded updates, saved documents. */
function prepare (trace, failed) {
  for (const engine of everyone) {
    const needs = new Set()
    for (const { name, peer = name } of workloads) {
      if (['load', 'memory'].includes(peer)) needs.add('local')
      if (['remote', 'merge', 'vector'].includes(peer)) needs.add('record')
    }
    for (const need of needs) {
      if (need === 'record' && engine === 'ywasm') continue
      try {
        measurePeer(engine, need, trace)
      } catch (error) {
        failed.set(`${engine} ${need}`, `${need}: ${error.message}`)
      }
    }
  }
}

const needOf = name => (name === 'local' || name === 'load' || name === 'memory' ? 'local' : 'record')

function measureWorkload (workload, trace, failed) {
  const name = workload.peer ?? workload.name
  const engines = new Map([['denkraum', () => measureUs(workload, trace.file)]])
  const results = new Map()
  for (const engine of workload.peers) {
    const source = needOf(name) === 'record' && engine === 'ywasm' ? 'yjs' : engine
    const why = failed.get(`${source} ${needOf(name)}`)
    if (why) results.set(engine, { error: why })
    else engines.set(engine, () => measurePeer(engine, name, trace))
  }
  for (let run = 0; run <= Number(values.runs); run++) {
    for (const [engine, measure] of engines) {
      try {
        const result = measure()
        if (!result.ok && !['merge', 'vector'].includes(workload.name)) throw new Error('another text')
        if (run > 0) results.set(engine, [...(results.get(engine) ?? []), result])
        else results.set(engine, [])
      } catch (error) {
        results.set(engine, { error: error.message })
        engines.delete(engine)
      }
    }
  }
  sameText(results)
  return results
}

/** Merging and diffing end with the text of the first updates: the engines must agree on it. */
function sameText (results) {
  const ours = results.get('denkraum')
  if (!Array.isArray(ours)) return
  for (const [engine, runs] of results) {
    if (Array.isArray(runs) && runs.some(run => run.sha256 !== ours[0].sha256)) {
      results.set(engine, { error: 'another text' })
    }
  }
}

if (!existsSync(values.traces)) {
  console.log('skipped: no ../shared/data')
  process.exit(0)
}
if (everyone[0] !== '' && !existsSync(path.join(root, 'bench/crdt_peers/node_modules'))) {
  console.error('the peers are missing: npm ci in bench/crdt_peers')
  process.exit(1)
}
const wanted = values.trace?.split(',')
const files = readdirSync(values.traces, { recursive: true }).filter(file => file.endsWith('.json.gz'))
  .filter(file => !wanted || wanted.includes(path.basename(file, '.json.gz')))
const measured = []
for (const found of files) {
  const store = mkdtempSync(path.join(os.tmpdir(), 'bench-crdt-'))
  const file = path.join(values.traces, found)
  const trace = { name: path.basename(file, '.json.gz'), file, store }
  const { numAgents = 1 } = JSON.parse(gunzipSync(readFileSync(file)))
  try {
    const failed = new Map()
    prepare(trace, failed)
    // Where several write, nobody's edits are local to all of it.
    for (const workload of workloads.filter(({ name }) => numAgents === 1 || name !== 'local')) {
      const results = measureWorkload(workload, trace, failed)
      measured.push({ trace: trace.name, workload: workload.name, results })
      console.error(`${trace.name} ${workload.name} done`)
    }
  } finally {
    rmSync(store, { recursive: true })
  }
}
console.log(table(measured))
const { told, isMissed } = judgement(measured, values.ledger)
if (told !== '') console.log(`\n${told}`)
if (values.ledger) record(values.ledger, measured, Number(values.runs))
process.exitCode = isMissed ? 1 : 0
