import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { compose, startReceiver } from './page-storm/compose.js';
import { loadParts } from './page-storm/parts.js';

/**
 * A storm of incidents as it is lived through: the desk, the pager, the checkpoints with their thread, SQLite on
 * this disk, and the sender with a webhook, by the clock of the machine, on which whatever else runs counts too:
 * `node server/bench/page-storm.js [--incidents N] [--seconds N] [--after N]`. `after`: how long it is watched when
 * the last incident has come.
 */
const SEVERITIES = ['critical', 'major', 'minor', 'warning'];
const EVERY_MS = 20;
const MANY = 1_000_000;

const say = (name, value) => process.stdout.write(`${name.padEnd(46)}${value}\n`);
const sum = (of) => of.reduce((a, b) => a + b, 0);

function incidentOf(n, area, at) {
  return {
    ...{ id: `20260101-${String(n).padStart(5, '0')}`, type: 'outage', cause: 'LINK', state: 'open', area },
    ...{ scope: { kind: 'node', id: `node-${n}` }, severity: SEVERITIES[(n >> 3) % SEVERITIES.length] },
    affected: { lost: 58, monitored: 60, homes: n % 200, population: n % 700 },
    because: { likelihood: 40, needed: 20, beats: 9, words: { zh: '58 台失联', en: '58 are silent' } },
    ...{ since: at - 90_000, openedAt: at, updatedAt: at, recoveredAt: null, closedAt: null },
    ...{ reopened: 0, flapping: false },
  };
}

function openingOf({ id, type, scope, severity, cause, affected, because }, at) {
  return { at, kind: 'incident', change: 'opened', id, type, scope, severity, cause, affected, because };
}

/** As the engine tells its listeners. */
async function play({ duty, checkpoints, incidents, counties }, clock, { count, spanMs }) {
  const played = { decisions: [], writingMs: 0, began: clock.now() };
  for (let n = 0; n < count;) {
    const due = Math.min(count, Math.ceil(((clock.now() - played.began) / spanMs) * count));
    for (; n < due; n++) {
      const incident = incidentOf(n, counties[n % counties.length].code, clock.now());
      const fact = openingOf(incident, incident.openedAt);
      incidents.set(incident.id, incident);
      const from = performance.now();
      duty.desk.fact(fact);
      const decided = performance.now();
      JSON.stringify([fact, incident]);
      played.writingMs += performance.now() - decided;
      played.decisions.push(decided - from);
      checkpoints.fact(fact);
      checkpoints.settled();
    }
    await pause(EVERY_MS);
  }
  return played;
}

function spread(numbers, digits = 2) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return [0.5, 0.99, 1].map((share) => at(share).toFixed(digits)).join(', ');
}

function tellWork(commits, { decisions, writingMs }, loop) {
  const times = commits.map(({ ms }) => ms);
  const pauses = [loop.percentile(50), loop.percentile(99), loop.max].map((ns) => (ns / 1e6).toFixed(0));
  say('a decision: half, 99 of 100, longest', `${spread(decisions)} ms`);
  say(
    'all decisions; bare JSON of the same facts',
    `${sum(decisions).toFixed(0)}; ${writingMs.toFixed(0)} ms`,
  );
  say('a commit: half, 99 of 100, longest', `${spread(times, 0)} ms`);
  say('commits; all of them', `${commits.length}; ${sum(times).toFixed(0)} ms`);
  say(
    'the most that the desk keeps',
    `${(Math.max(...commits.map(({ bytes }) => bytes)) / 1e6).toFixed(1)} MB`,
  );
  say('a pause of the loop: half, 99 of 100, longest', `${pauses.join(', ')} ms`);
  say('memory of the process', `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
}

function tellPages({ ledger, incidents }, { came }, began) {
  const messages = ledger.messages({ limit: MANY });
  const persons = [...new Set(messages.map(({ person }) => person))];
  const firsts = persons.map((id) => (came.find(({ person }) => person === id)?.at ?? NaN) - began);
  const counts = persons.map((id) => messages.filter(({ person }) => person === id).length);
  const named = new Set(messages.flatMap((message) => message.incidents));
  const isExplained = (id) => ledger.handled(id, MANY).some(({ kind }) => kind === 'page');
  say('first messages after', `${firsts.map((ms) => (ms / 1_000).toFixed(1)).join(', ')} s`);
  say('messages; the most to one person', `${messages.length}; ${Math.max(...counts)}`);
  say(
    'incidents told so far; with a reason',
    `${named.size}; ${[...incidents.keys()].filter(isExplained).length}`,
  );
}

async function main() {
  const { values } = parseArgs({
    options: {
      incidents: { type: 'string', default: '10000' },
      seconds: { type: 'string', default: '60' },
      after: { type: 'string', default: '20' },
    },
  });
  const [count, spanMs] = [Number(values.incidents), values.seconds * 1_000];
  const folder = mkdtempSync(join(tmpdir(), 'page-storm-'));
  const parts = await loadParts();
  const clock = parts.createClock();
  const receiver = await startReceiver(clock);
  const server = await compose(parts, { folder, receiver, clock });
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const played = await play(server, clock, { count, spanMs });
  await pause(values.after * 1_000);
  loop.disable();
  say('incidents; within', `${count}; ${values.seconds} s`);
  tellWork(server.commits, played, loop);
  tellPages(server, receiver, played.began);
  await server.stop();
  receiver.stop();
  rmSync(folder, { recursive: true, force: true });
}

await main();
