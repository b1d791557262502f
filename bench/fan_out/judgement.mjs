// SPDX-License-Identifier: EUPL-1.2
// What a load should reach, and whether it did.

/** How late the generator may be: above it the machine was the limit, and figures say how busy it was. */
export const lag_ms_max = 5;

const peers = ['y-websocket', 'hocuspocus'];
/** The peer that took less processor time. */
function better(line) {
  const known = peers.filter((name) => line[name]?.us_per_delivery > 0);
  return known.sort((a, b) => line[a].us_per_delivery - line[b].us_per_delivery)[0];
}

const atMost = (what, most, of) => ({ what, judge: (line) => ({ is: of(line), most }) });
const ours = (key) => (line) => line.denkraum[key];
/** A share of the better peer's figure, if a peer was there. */
const ofBetter = (what, key, share) => ({
  what,
  judge: (line) => {
    const peer = better(line);
    return peer && { is: line.denkraum[key], most: line[peer][key] * share, peer };
  },
});

const besidePeers = [
  ofBetter('CPU per delivery, µs', 'us_per_delivery', 1 / 4),
  ofBetter('p99, ms', 'p99_ms', 1),
];
const goals = {
  alone: [atMost('p50, ms', 3, ours('p50_ms'))],
  few: besidePeers,
  many: besidePeers,
  one_document: [atMost('p99, ms', 50, ours('p99_ms'))],
  idle: [
    atMost('kB a connection', 25, ({ denkraum, clients }) => ((denkraum.rss_mb[1] - denkraum.rss_mb[0]) * 1024) / clients),
  ],
};

/** Goals that are not reached, and why. */
const short = [
  {
    load: 'few',
    what: 'CPU per delivery, µs',
    why: 'the kernel alone takes more than a quarter of what a peer does for a send: see the bare relay',
  },
  {
    load: 'few',
    what: 'p99, ms',
    why: 'ours wait for the disk before they are shown, the peers have none',
  },
  {
    load: 'many',
    what: 'CPU per delivery, µs',
    why: 'the kernel alone takes more than a quarter of what a peer does for a send: see the bare relay',
  },
];

const figures = (number) => Number(number.toPrecision(3));

/**
 * One line for each goal of a load, and whether one was missed that is not named as short. What is
 * compared is judged only where the generator was on time for both. A fixed goal that is reached
 * although the generator was late is reached: that only adds to ours.
 */
export function judgement(line, load) {
  const told = [];
  let isMissed = false;
  for (const { what, judge } of line.denkraum ? (goals[load] ?? []) : []) {
    const found = judge(line);
    if (!found) {
      told.push(`not judged: ${load}: ${what}: no peer ran beside`);
      continue;
    }
    const { is, most, peer } = found;
    const lag = Math.max(...['denkraum', peer].filter(Boolean).map((name) => line[name].generator_lag_ms));
    const compared = `${load}: ${what} ${figures(is)}, goal at most ${figures(most)}${peer ? ` (of ${peer})` : ''}`;
    const known = short.find((one) => one.load === load && one.what === what);
    if (lag >= lag_ms_max && (peer || is > most)) {
      told.push(`not judged: ${compared}: the generator was ${figures(lag)} ms late`);
    } else if (is <= most) {
      told.push(`goal: ${compared}`);
    } else {
      told.push(known ? `short: ${compared}: ${known.why}` : `MISSED: ${compared}`);
      isMissed ||= !known;
    }
  }
  return { told, isMissed };
}
