import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';

/**
 * What it costs to decide who is called: a storm of incidents within one minute to the engineers of eight
 * counties and the lead of the city, beside writing the very same facts and messages down as JSON:
 * `node server/bench/pages.js [--incidents N] [--level I]`. Times are by the clock of the machine, so whatever
 * else it does counts, for both alike.
 */
const SERVER = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = new URL('../dist/bench-pages/', import.meta.url);
const T0 = Date.UTC(2026, 0, 1, 2);
const [SECOND, MINUTE] = [1_000, 60_000];
const COUNTIES = ['441202', '441203', '441204', '441223', '441224', '441225', '441226', '441284'];
const SEVERITIES = ['critical', 'major', 'minor', 'warning'];
const say = (line = '') => process.stdout.write(`${line}\n`);

async function loadPager() {
  const bundle = await rolldown({
    cwd: SERVER,
    input: { pager: 'src/core/paging/pager.ts' },
    platform: 'node',
    logLevel: 'warn',
    external: (id) => !/^(\.|\/|@fengsui\/config\/)/.test(id),
  });
  await bundle.write({ dir: fileURLToPath(FOLDER), format: 'esm' });
  await bundle.close();
  return (await import(new URL('pager.js', FOLDER).href)).createPager;
}

const person = (id) => ({ id, name: `示例-${id}`, ways: [{ channel: 'chat', address: id, severities: [] }] });

function incidentOf(n, at) {
  return {
    id: `20260101-${String(n).padStart(5, '0')}`,
    type: 'outage',
    scope: { kind: 'node', id: `node-${n}` },
    severity: SEVERITIES[(n >> 3) % SEVERITIES.length],
    cause: 'LINK',
    affected: { lost: 58, monitored: 60, homes: n % 200, population: n % 700 },
    because: { likelihood: 40, needed: 20 },
    state: 'open',
    area: `${COUNTIES[n % COUNTIES.length]}001`,
    ...{ since: at - 90 * SECOND, openedAt: at, updatedAt: at, recoveredAt: null, closedAt: null },
    ...{ reopened: 0, flapping: false },
  };
}

function worldOf(incidents, level) {
  return {
    incident: (id) => incidents.get(id),
    ancestorIncident: () => undefined,
    shelves: () => [],
    level: () => level,
    matches: () => false,
    minutesOfDay: (at) => Math.floor(at / MINUTE) % 1_440,
    localTime: (at) => new Date(at).toISOString().slice(5, 16),
    county: (area) => area.slice(0, 6),
    onDuty: () => [],
  };
}

function callOf(incident, about, at) {
  const persons = [person(`e-${incident.area.slice(0, 6)}`), person('lead')];
  const words = { zh: '58 台失联', en: '58 are silent' };
  return {
    ...{ at, about, incident, words, persons, place: `站点 ${incident.scope.id}` },
    ...{ team: '示例班组', stage: 'detected', step: 0, stepName: '' },
  };
}

/** Opens them all within a minute, wakes the pager as it asks, and ends them all after twenty minutes. */
function play(pager, incidents, count) {
  const run = { kept: 0, calls: [], wakes: [], messages: [], decidingMs: 0, writingMs: 0, bytes: 0 };
  const timed = (times, decide) => {
    const from = performance.now();
    const outcome = decide();
    const decided = performance.now();
    const text = JSON.stringify(outcome);
    run.writingMs += performance.now() - decided;
    run.decidingMs += decided - from;
    run.bytes += text.length;
    times.push(decided - from);
    run.messages.push(...outcome.messages);
  };
  const wakeUntil = (until) => {
    for (let at = pager.nextWakeAt(); at !== undefined && at <= until; at = pager.nextWakeAt()) {
      const due = at;
      timed(run.wakes, () => pager.advance(due));
    }
  };
  for (const [about, from] of [
    ['opened', T0],
    ['recovered', T0 + 20 * MINUTE],
  ]) {
    for (let n = 0; n < count; n++) {
      const at = from + Math.floor((n * MINUTE) / count);
      wakeUntil(at - 1);
      const incident = { ...incidentOf(n, T0), state: about === 'recovered' ? 'recovered' : 'open' };
      incidents.set(incident.id, incident);
      const call = callOf(incident, about, at);
      timed(run.calls, () => pager.call(call));
    }
    if (about === 'opened') run.kept = JSON.stringify(pager.keep()).length;
    wakeUntil(from + 19 * MINUTE);
  }
  return run;
}

function percentile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function mostWithin(messages, span) {
  let most = 0;
  for (const own of grouped(messages).values())
    for (const { at } of own) most = Math.max(most, own.filter((m) => m.at >= at && m.at < at + span).length);
  return most;
}

function grouped(messages) {
  const by = new Map();
  for (const message of messages) by.set(message.person, [...(by.get(message.person) ?? []), message]);
  return by;
}

function tell({ calls, wakes, messages, decidingMs, writingMs, bytes }, count) {
  const opened = messages.filter(({ at }) => at < T0 + 20 * MINUTE);
  const covered = opened.flatMap((m) => m.incidents.map((id) => `${m.person} ${id}`));
  const firsts = [...grouped(opened).values()].map(([first]) => (first.at - T0) / SECOND);
  const row = (name, value) => say(`${name.padEnd(36)}${value}`);
  const times = (of) => [0.5, 0.99, 1].map((share) => `${percentile(of, share).toFixed(3)} ms`).join(', ');
  say(`${count} incidents within a minute to ${COUNTIES.length} engineers and a lead, then their recovery`);
  row('first pages after', `${firsts.map((s) => s.toFixed(2)).join(', ')} s`);
  row('most messages within ten minutes', `${mostWithin(messages, 10 * MINUTE)} to one person`);
  row('told by exactly one message', `${new Set(covered).size} of ${2 * count}, ${covered.length} in all`);
  row('a decision: half, 99 of 100, all', times(calls));
  row('a waking that writes digests', times(wakes));
  row('all decisions', `${decidingMs.toFixed(0)} ms for ${2 * count} calls`);
  row('the same outcome as bare JSON', `${writingMs.toFixed(0)} ms for ${(bytes / 1e6).toFixed(1)} MB`);
  row('ratio', (decidingMs / writingMs).toFixed(2));
}

async function main() {
  const { values } = parseArgs({
    options: { incidents: { type: 'string', default: '10000' }, level: { type: 'string' } },
  });
  const count = Number(values.incidents);
  const createPager = await loadPager();
  const once = () => {
    const incidents = new Map();
    const pager = createPager(worldOf(incidents, values.level));
    return { pager, run: play(pager, incidents, count) };
  };
  once();
  const { pager, run } = once();
  tell(run, count);
  say(`${'kept in the midst of it'.padEnd(36)}${(run.kept / 1e6).toFixed(1)} MB`);
  pager.advance(T0 + 120 * MINUTE);
  say(`${'kept when all is over'.padEnd(36)}${JSON.stringify(pager.keep()).length} bytes`);
}

await main();
