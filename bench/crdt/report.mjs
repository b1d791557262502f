// SPDX-License-Identifier: EUPL-1.2
import { execFileSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
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
const unit = workload => (workload === 'memory' ? 'MB a copy' : 'CPU ms')
const figure = (workload, run) => (workload === 'memory' ? run.rss_mb : run.cpu_ms)

export function median (numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function summary (workload, runs) {
  if (!Array.isArray(runs)) return { error: runs.error }
  const figures = runs.map(run => figure(workload, run))
  return {
    median: round(median(figures)), spread: [round(Math.min(...figures)), round(Math.max(...figures))], bytes: runs[0].bytes
  }
}

const round = number => Number(number.toPrecision(4))
const short = number => (number >= 100 ? number.toFixed(0) : number.toPrecision(3))

function verdicts (workload, summaries) {
  const ours = summaries.denkraum
  if (ours.error) return `no result: ${ours.error}`
  const verdict = (what, ratio, peer, share) =>
    `${what}${peer}/${short(ratio)} (${ratio >= share ? 'goal' : 'MISSES'} ${peer}/${share})`
  const told = goals[workload].filter(([peer]) => summaries[peer] && !summaries[peer].error).map(([peer, share]) => {
    return verdict('', summaries[peer].median / ours.median, peer, share)
  })
  const [peer, share] = outputGoal[workload] ?? []
  if (peer && summaries[peer]?.bytes) told.push(verdict('bytes ', summaries[peer].bytes / ours.bytes, peer, share))
  return told.join(', ')
}

export function table (measured) {
  const lines = []
  for (const { trace, workload, results } of measured) {
    const summaries = Object.fromEntries([...results].map(([engine, runs]) => [engine, summary(workload, runs)]))
    lines.push(`\n${trace} · ${workload} (${unit(workload)}): ${verdicts(workload, summaries)}`)
    for (const [engine, { error, median, spread, bytes }] of Object.entries(summaries)) {
      const ratio = error || summaries.denkraum.error ? '' : `${short(median / summaries.denkraum.median)}×`
      lines.push(error
        ? `  ${engine.padEnd(14)} ${error}`
        : `  ${engine.padEnd(14)} ${short(median).padStart(9)}  ${`${short(spread[0])} … ${short(spread[1])}`.padEnd(20)} ${ratio.padStart(8)} ${String(bytes).padStart(10)} bytes`)
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
