// SPDX-License-Identifier: EUPL-1.2
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import os from 'node:os'

// The table of bench/crdt and its line in the ledger.

/** What each workload should reach: a share of the peer's figure. */
const goals = {
  local: [['yjs', 100], ['diamond-types', 1]],
  load: [['yjs', 20], ['ywasm', 3]],
  snapshot: [['yjs', 200]],
  'remote-relay': [['yjs', 100]],
  remote: [['yjs', 50]],
  merge: [['yjs', 50]],
  vector: [['yjs', 10]],
  memory: [['yjs', 5]]
}
/** What a merge may have of the bytes of the peer's. */
const outputGoal = { merge: ['yjs', 4] }
/** Goals that are not reached, and why (docs/internals/crdt.md, "Not reached everywhere"). */
const short = [
  { trace: 'sveltecomponent', workload: 'merge', what: 'bytes ', why: 'no update of this format has so few bytes without losing words' }
]
const unit = workload => (workload === 'memory' ? 'MB a copy' : 'CPU ms')
const figure = (workload, run) => (workload === 'memory' ? run.rss_mb : run.cpu_ms)

export function median (numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function summary (workload, runs) {
  if (!Array.isArray(runs)) return { error: runs.error }
  const values = runs.map(run => figure(workload, run))
  return {
    median: round(median(values)), spread: [round(Math.min(...values)), round(Math.max(...values))], bytes: runs[0].bytes
  }
}

const round = number => Number(number.toPrecision(4))
const figures = number => (number >= 100 ? number.toFixed(0) : number.toPrecision(3))

/** Each goal that can be judged: what was compared with whom, how much less ours is, how much it should be. */
function judged (workload, summaries) {
  const ours = summaries.denkraum
  if (!ours || ours.error) return []
  const all = goals[workload].filter(([peer]) => summaries[peer]?.median > 0)
    .map(([peer, share]) => ({ what: '', peer, share, ratio: summaries[peer].median / ours.median }))
  const [peer, share] = outputGoal[workload] ?? []
  if (summaries[peer]?.bytes) all.push({ what: 'bytes ', peer, share, ratio: summaries[peer].bytes / ours.bytes })
  return all
}

function verdicts (workload, summaries) {
  if (summaries.denkraum.error) return `no result: ${summaries.denkraum.error}`
  return judged(workload, summaries)
    .map(({ what, peer, share, ratio }) => `${what}${peer}/${figures(ratio)} (${ratio >= share ? 'goal' : 'MISSES'} ${peer}/${share})`)
    .join(', ')
}

/** What the newest line of the ledger says of a trace and a workload, by what and peer. */
function ratiosBefore (ledger, trace, workload) {
  const lines = !ledger || !existsSync(ledger) ? [] : readFileSync(ledger, 'utf8').trim().split('\n').map(line => JSON.parse(line))
  const found = lines.filter(line => line.bench === 'crdt').reverse().flatMap(line => line.results)
    .find(one => one.trace === trace && one.workload === workload)
  return new Map((found ? judged(workload, found.engines) : []).map(({ what, peer, ratio }) => [what + peer, ratio]))
}

/** The goals that were missed, each with what it was before; and whether one of them is not named as short. */
export function judgement (measured, ledger) {
  const lines = []
  let isMissed = false
  for (const { trace, workload, results } of measured) {
    const summaries = Object.fromEntries([...results].map(([engine, runs]) => [engine, summary(workload, runs)]))
    if (summaries.denkraum.error) {
      lines.push(`FAILED: ${trace} ${workload}: ${summaries.denkraum.error}`)
      isMissed = true
      continue
    }
    for (const [peer] of goals[workload]) {
      const { error } = summaries[peer] ?? {}
      // Who is not done in time is beaten by more than the goal asks for.
      if (!error || error.startsWith('over ')) continue
      lines.push(`NOT JUDGED: ${trace} ${workload}: ${peer}: ${error}`)
      isMissed = true
    }
    const before = ratiosBefore(ledger, trace, workload)
    for (const { what, peer, share, ratio } of judged(workload, summaries).filter(one => one.ratio < one.share)) {
      const known = short.find(one => one.trace === trace && one.workload === workload && one.what === what)
      const was = before.has(what + peer) ? `, ${peer}/${figures(before.get(what + peer))} in the ledger` : ''
      lines.push(`${known ? 'short' : 'MISSED'}: ${trace} ${workload}: ${what}${peer}/${figures(ratio)}, goal ${peer}/${share}${was}${known ? `: ${known.why}` : ''}`)
      isMissed ||= !known
    }
  }
  return { told: lines.join('\n'), isMissed }
}

export function table (measured) {
  const lines = []
  for (const { trace, workload, results } of measured) {
    const summaries = Object.fromEntries([...results].map(([engine, runs]) => [engine, summary(workload, runs)]))
    lines.push(`\n${trace} · ${workload} (${unit(workload)}): ${verdicts(workload, summaries)}`)
    for (const [engine, { error, median, spread, bytes }] of Object.entries(summaries)) {
      const ratio = error || summaries.denkraum.error ? '' : `${figures(median / summaries.denkraum.median)}×`
      lines.push(error
        ? `  ${engine.padEnd(14)} ${error}`
        : `  ${engine.padEnd(14)} ${figures(median).padStart(9)}  ${`${figures(spread[0])} … ${figures(spread[1])}`.padEnd(20)} ${ratio.padStart(8)} ${String(bytes).padStart(10)} bytes`)
    }
  }
  return lines.join('\n')
}

export function record (ledger, measured, runs) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', cwd: new URL('.', import.meta.url) }).trim()
  const results = measured.map(({ trace, workload, results }) => ({
    trace,
    workload,
    unit: unit(workload),
    engines: Object.fromEntries([...results].map(([engine, runs]) => [engine, summary(workload, runs)]))
  }))
  appendFileSync(ledger, JSON.stringify({
    bench: 'crdt',
    question: 'how fast is the co-writing engine on editing histories, beside its peers',
    at: new Date().toISOString(),
    commit,
    cores: os.cpus().length,
    cpu: os.cpus()[0].model.split(' ').slice(0, 2).join(' '),
    load_average: round(os.loadavg()[0]),
    runs,
    results
  }) + '\n')
}
