// SPDX-License-Identifier: EUPL-1.2

// Measures CRDT engines on editing traces; prints one JSON line per result.
//
//   npm install && node bench.mjs [options] TRACE.json.gz ...
//
//   --engines a,b     yjs, ywasm, loro, diamond-types, automerge   (default: all)
//   --workloads a,b   local, load, remote, merge, memory, vector   (default: the first four)
//   --merge N         number of keystroke updates to merge         (default: 1000)
//   --ways N          how many of an engine's means to merge       (default: all)
//   --limit S         seconds one measurement may take             (default: 120)
//
// Workloads
//   local   replay the trace, one transaction per trace transaction; bytes = encoded document
//   load    load that encoded document and read its text, best of 7; bytes = encoded document
//   remote  apply one update per trace transaction to an empty replica; bytes = sum of the updates
//   merge   merge the first N updates; bytes = merged result, how = the means used
//   memory  resident memory of each of 20 open copies of that encoded document, in rss_mb
//   vector  state vector of the merge and the diff of it against that of its first half (yjs)
//
// A trace is a sequential trace of josephg/editing-traces (positions must be ASCII-only or UTF-16).
// Each measurement runs in its own process: cpu_ms is user+system of that process during the measured
// part, rss_mb its peak, base_mb the peak just before. `ok` says that the resulting text was right.
// ywasm applies the updates recorded from yjs (same wire format); Yjs drops deleted text, the others keep it.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import zlib from 'node:zlib'
import { engines } from './engines.mjs'

const peakMb = () => process.resourceUsage().maxRSS / 1024
const round = (x, digits = 2) => Number(x.toFixed(digits))
const sum = xs => xs.reduce((total, x) => total + x.length, 0)

function measure (work) {
  const cpu0 = process.cpuUsage()
  const wall0 = process.hrtime.bigint()
  const value = work()
  const wall = Number(process.hrtime.bigint() - wall0) / 1e6
  const { user, system } = process.cpuUsage(cpu0)
  return { value, cpu_ms: (user + system) / 1e3, wall_ms: wall }
}

/** As bench_crdt measures: the best of several times, each long enough for the clock. */
function bestOf (work) {
  let best
  for (let left = 7; left > 0; left--) {
    let times = 0
    const { value, cpu_ms, wall_ms } = measure(() => {
      let value
      for (const end = performance.now() + 50; times === 0 || performance.now() < end; times++) value = work()
      return value
    })
    const one = { value, cpu_ms: cpu_ms / times, wall_ms: wall_ms / times }
    if (!best || one.cpu_ms < best.cpu_ms) best = one
  }
  return best
}

function readTrace (file) {
  const raw = fs.readFileSync(file)
  const trace = JSON.parse(file.endsWith('.gz') ? zlib.gunzipSync(raw) : raw)
  return { transactions: trace.txns, agents: trace.numAgents ?? 1, end: trace.endContent }
}

/**
 * Replays a trace, each agent in a document of their own, which has what the next transaction builds
 * on. Gives the document that has everything; onUpdate gets one update for each transaction, and
 * before them what an engine begins a document with.
 */
function replay (engine, { transactions, agents }, onUpdate) {
  let made
  const note = update => { made?.push(update) }
  const open = agent => engine.open({ name: `agent ${agent}`, agent, onUpdate: note, empty: agent > 0 })
  made = []
  const docs = Array.from({ length: agents }, (_, agent) => open(agent))
  const begun = made
  for (const doc of docs.slice(1)) for (const update of begun) doc.apply(update)
  begun.forEach(update => onUpdate?.(update))
  const updates = []
  const has = docs.map(() => new Uint8Array(transactions.length))
  const catchUp = (agent, wanted) => {
    const lacking = []
    for (const open = [...wanted]; open.length > 0;) {
      const at = open.pop()
      if (has[agent][at]) continue
      has[agent][at] = 1
      lacking.push(at)
      open.push(...transactions[at].parents)
    }
    made = undefined // what is heard while others' updates come is not new
    for (const at of lacking.sort((a, b) => a - b)) for (const update of updates[at]) docs[agent].apply(update)
  }
  transactions.forEach(({ patches, agent = 0, parents = [] }, at) => {
    if (agents > 1) catchUp(agent, parents)
    made = onUpdate || agents > 1 ? [] : undefined
    docs[agent].edit(patches)
    made?.forEach(update => onUpdate?.(update))
    if (agents > 1) updates.push(made)
    has[agent][at] = 1
  })
  if (agents > 1) catchUp(0, [transactions.length - 1])
  return docs[0]
}

function writeUpdates (file, updates) {
  const parts = updates.flatMap(update => {
    const size = Buffer.alloc(4)
    size.writeUInt32LE(update.length)
    return [size, update]
  })
  fs.writeFileSync(file, Buffer.concat(parts))
}

function readUpdates (file) {
  const raw = fs.readFileSync(file)
  const updates = []
  for (let at = 0; at < raw.length;) {
    const size = raw.readUInt32LE(at)
    updates.push(new Uint8Array(raw.subarray(at + 4, at + 4 + size)))
    at += 4 + size
  }
  return updates
}

const sha256 = text => createHash('sha256').update(text).digest('hex')
const residentMb = () => process.memoryUsage.rss() / 1e6
const copies = 20

const measurements = {
  local ({ engine, trace: { transactions, agents }, end, savedFile, line }) {
    // Where several write nobody edits for themselves: it only saves the document.
    let doc = engine.open()
    const time = measure(() => {
      if (agents > 1) doc = replay(engine, { transactions, agents })
      else for (const { patches } of transactions) doc.edit(patches)
    })
    const saved = doc.save()
    fs.writeFileSync(savedFile, saved)
    return [line(time, saved.length, { n: transactions.length }, doc.text(), end)]
  },

  load ({ engine, end, savedFile, line }) {
    const bytes = new Uint8Array(fs.readFileSync(savedFile))
    const first = measure(() => engine.load(bytes))
    const best = bestOf(() => engine.load(bytes))
    return [line(best, bytes.length, { n: 1, first_wall_ms: round(first.wall_ms) }, best.value, end)]
  },

  memory ({ engine, end, savedFile, line }) {
    const bytes = new Uint8Array(fs.readFileSync(savedFile))
    // What the first documents cost once is not what each of them costs.
    const held = Array.from({ length: 3 }, () => engine.hold(bytes))
    globalThis.gc()
    const before = residentMb()
    const time = measure(() => { for (let i = 0; i < copies; i++) held.push(engine.hold(bytes)) })
    globalThis.gc()
    const each = (residentMb() - before) / copies
    return [line(time, bytes.length, { n: copies, rss_mb: round(each, 3) }, held.at(-1).text(), end)]
  },

  remote ({ engine, updates, end, line }) {
    const doc = engine.open({ name: 'remote', empty: true })
    const time = measure(() => { for (const update of updates()) doc.apply(update) })
    return [line(time, sum(updates()), { n: updates().length }, doc.text(), end)]
  },

  merge ({ engine, updates, merge, ways, line }) {
    const some = updates().slice(0, merge)
    const expected = engine.open({ name: 'expected', empty: true })
    for (const update of some) expected.apply(update)
    return Object.entries(engine.merge).slice(0, ways).map(([how, join]) => {
      const time = measure(() => join(some))
      const more = { n: some.length, how, bytes_in: sum(some) }
      return line(time, time.value.length, more, engine.load(time.value), expected.text())
    })
  },

  vector ({ engine, updates, merge, line }) {
    const some = updates().slice(0, merge)
    const [join] = Object.values(engine.merge)
    const merged = join(some)
    const half = engine.vectorOf(join(some.slice(0, Math.floor(some.length / 2))))
    let rest
    const time = measure(() => {
      engine.vectorOf(merged)
      rest = engine.diffOf(merged, half)
    })
    const whole = engine.load(join([merged.slice(0), rest]))
    return [line(time, rest.length, { n: some.length, bytes_in: merged.length }, whole, engine.load(merged))]
  }
}

/** Runs one measurement in this process; returns its results, without engine and trace name. */
async function child ({ engine: name, workload, file, store, merge, ways }) {
  const engine = await engines[name]()
  const trace = readTrace(file)
  const { end } = trace
  const savedFile = path.join(store, `${name}.saved`)
  const updatesFile = path.join(store, `${name === 'ywasm' ? 'yjs' : name}.updates`)

  if (workload === 'record') {
    const updates = []
    replay(engine, trace, update => updates.push(update))
    writeUpdates(updatesFile, updates)
    return []
  }

  let read
  const updates = () => (read ??= readUpdates(updatesFile))
  if (['remote', 'merge', 'vector'].includes(workload)) updates()
  const base = peakMb()
  const line = ({ cpu_ms, wall_ms }, bytes, more, text, expected) => ({
    cpu_ms: round(cpu_ms),
    wall_ms: round(wall_ms),
    bytes,
    rss_mb: round(peakMb(), 1),
    base_mb: round(base, 1),
    ...more,
    sha256: sha256(text),
    ok: text === expected
  })
  if (!measurements[workload]) throw new Error(`unknown workload ${workload}`)
  return measurements[workload]({ engine, trace, end, savedFile, updates, merge, ways, line })
}

function spawn (job, limit) {
  const self = fileURLToPath(import.meta.url)
  const run = spawnSync(process.execPath, ['--expose-gc', self, '--child', JSON.stringify(job)], {
    encoding: 'utf8', timeout: limit * 1000, killSignal: 'SIGKILL', maxBuffer: 1 << 24
  })
  if (run.error?.code === 'ETIMEDOUT') return { error: `over ${limit} s` }
  if (run.status !== 0) return { error: run.stderr.trim().split('\n').find(l => /Error/.test(l)) ?? `exit ${run.status}` }
  return { results: JSON.parse(run.stdout) }
}

function main () {
  const { values, positionals: files } = parseArgs({
    allowPositionals: true,
    options: {
      child: { type: 'string' },
      engines: { type: 'string', default: Object.keys(engines).join(',') },
      workloads: { type: 'string', default: 'local,load,remote,merge' },
      merge: { type: 'string', default: '1000' },
      ways: { type: 'string', default: '9' },
      limit: { type: 'string', default: '120' }
    }
  })
  if (values.child) {
    return child(JSON.parse(values.child)).then(results => console.log(JSON.stringify(results)))
  }
  const names = values.engines.split(',')
  const wanted = values.workloads.split(',')
  const unknown = names.filter(name => !engines[name])
  if (files.length === 0 || unknown.length > 0) {
    console.error(unknown.length > 0 ? `unknown engine: ${unknown}` : 'usage: node bench.mjs [options] TRACE.json.gz ...')
    process.exit(2)
  }

  for (const file of files) {
    const trace = path.basename(file).replace(/\.json(\.gz)?$/, '')
    const store = fs.mkdtempSync(path.join(os.tmpdir(), 'crdt-peers-'))
    const failed = new Map()
    const run = (engine, workload) => spawn({ engine, workload, file: path.resolve(file), store, merge: Number(values.merge), ways: Number(values.ways) }, Number(values.limit))
    const need = (engine, workload) => { // a preparing step, done once; its failure is the failure of what needs it
      const key = `${engine} ${workload}`
      if (!failed.has(key)) failed.set(key, run(engine, workload).error)
      return failed.get(key) && `${workload}: ${failed.get(key)}`
    }
    try {
      for (const engine of names) {
        for (const workload of wanted) {
          let error
          if (['load', 'memory'].includes(workload) && !fs.existsSync(path.join(store, `${engine}.saved`))) error = need(engine, 'local')
          if (['remote', 'merge', 'vector'].includes(workload)) error = need(engine === 'ywasm' ? 'yjs' : engine, 'record')
          const outcome = error ? { error } : run(engine, workload)
          for (const result of outcome.results ?? [{ error: outcome.error }]) {
            console.log(JSON.stringify({ engine, workload, trace, ...result }))
          }
        }
      }
    } finally {
      fs.rmSync(store, { recursive: true })
    }
  }
}

await main()
