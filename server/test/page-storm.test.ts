import type { Incident, IncidentFact, OutboxMessage, PageFact, Severity } from '@fengsui/config/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from '../src/channels/port.ts';
import { createMonitor } from '../src/core/monitor.ts';
import type { FakeClock } from '../src/fake-clock.ts';
import { createFakeClock } from '../src/fake-clock.ts';
import { createMemoryLedger } from '../src/ledger/memory/memory-ledger.ts';
import { monitorSite } from '../src/monitor-site.ts';
import { createSender } from '../src/outbox/sender.ts';
import { sampleSite } from '../src/packaged.ts';
import { createRecordedDesk } from '../src/recording/recorded-desk.ts';
import type { Site } from '../src/site/model.ts';
import { readSite } from '../src/site/site.ts';

const S = 1_000;
const MIN = 60 * S;
/** 10:00 on a Thursday in the zone of the site. */
const START = Date.UTC(2026, 7, 20, 2);
const MANY = 10_000;
const STEP_MS = 500;
const SEVERITIES: readonly Severity[] = ['critical', 'major', 'minor', 'warning'];
const LONG_MS = 60_000;

function incidentOf(n: number, area: string, at: number): Incident {
  return {
    ...{ id: `20260820-${n}`, type: 'outage', scope: { kind: 'node', id: `node-${n}` }, area, cause: 'LINK' },
    ...{ severity: SEVERITIES[(n >> 3) % SEVERITIES.length] ?? 'major', state: 'open', flapping: false },
    affected: { lost: 30, monitored: 32, homes: n % 200, population: n % 700 },
    because: { likelihood: 40, needed: 20 },
    ...{ since: at - MIN, openedAt: at, updatedAt: at, recoveredAt: null, closedAt: null, reopened: 0 },
  };
}

function openingOf(
  { id, type, scope, severity, cause, affected, because }: Incident,
  at: number,
): IncidentFact {
  return { at, kind: 'incident', change: 'opened', id, type, scope, severity, cause, affected, because };
}

interface Sent {
  at: number;
  message: OutboxMessage;
}

interface Told {
  counties: string[];
  sent: Sent[];
  pages: PageFact[];
  areas: Map<string, string>;
}

/** The desk and the pager of the sample site, a ledger, and the sender with a channel that takes everything. */
function compose(site: Site, clock: FakeClock) {
  const ledger = createMemoryLedger();
  const sent: Sent[] = [];
  const pages: PageFact[] = [];
  const known = new Map<string, Incident>();
  const { fleet } = createMonitor({ site: monitorSite(site, START) });
  const commit = (messages: OutboxMessage[]): void =>
    ledger.commit({ journal: 'j', offset: 1, devices: [], transitions: [], messages });
  const desk = createRecordedDesk({
    ...{ site, at: START, records: ledger.records },
    monitor: { fleet, incident: (id) => known.get(id) },
    page: (fact) => void (fact.change === 'decided' && pages.push(fact)),
    message(message) {
      commit([message]);
      sender.add([message]);
    },
  });
  const channel: Channel = { type: 'fake', send: () => Promise.resolve({ ok: true }) };
  const sender = createSender({
    ...{ clock, channels: () => new Map([['replay', channel]]), random: () => 0.5 },
    log: undefined as never,
    keep(message) {
      commit([message]);
      if (message.state === 'sent') sent.push({ at: clock.now(), message });
      desk.take(desk.desk.delivered(message, clock.now()));
      return Promise.resolve();
    },
    gaveUp: () => undefined,
  });
  clock.every(STEP_MS, () => desk.pass(clock.now()));
  return { sent, pages, known, desk, sender };
}

/** What has been promised until now goes on: nothing here waits for anything but that. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

async function storm(site: Site): Promise<Told> {
  const clock = createFakeClock(START);
  const { sent, pages, known, desk, sender } = compose(site, clock);
  const counties = [...site.divisions.values()].filter(({ level }) => level === 'county').slice(0, 8);
  const codes = counties.map(({ code }) => code);
  const areas = new Map<string, string>();
  // Then those who have not answered are called again.
  for (let n = 0; clock.now() < START + 10 * MIN - STEP_MS;) {
    for (; n < MANY && START + (n * MIN) / MANY <= clock.now(); n++) {
      const incident = incidentOf(n, codes[n % codes.length] ?? '', clock.now());
      known.set(incident.id, incident);
      areas.set(incident.id, incident.area);
      desk.hear([openingOf(incident, clock.now())]);
    }
    clock.pass(STEP_MS);
    await breathe();
  }
  await sender.stop();
  return { counties: codes, sent, pages, areas };
}

describe('ten thousand incidents within one minute in eight counties, with the teams of the sample site', () => {
  let told: Told;
  const of = (person: string): Sent[] => told.sent.filter(({ message }) => message.person === person);

  beforeAll(async () => {
    const read = await readSite(sampleSite());
    if (!read.ok) throw new Error('the sample site cannot be read');
    told = await storm(read.site);
  }, LONG_MS);

  it('tells whoever is on duty in each county within ten seconds', () => {
    expect(told.counties).toHaveLength(8);
    const persons = [...new Set(told.sent.map(({ message }) => message.person))];
    expect(persons).toHaveLength(8);
    for (const person of persons) expect((of(person)[0]?.at ?? Infinity) - START).toBeLessThanOrEqual(10 * S);
  });

  it('gives nobody more than three messages within ten minutes, which name every incident once', () => {
    for (const { message } of told.sent) expect(of(message.person).length).toBeLessThanOrEqual(3);
    const named = told.sent.flatMap(({ message }) => message.incidents);
    expect(named).toHaveLength(MANY);
    expect(new Set(named).size).toBe(MANY);
  });

  it('tells each person of one county only, in a few lines', () => {
    for (const { message } of told.sent) {
      expect(new Set(message.incidents.map((id) => told.areas.get(id))).size).toBe(1);
      expect(message.text.lines.length).toBeLessThanOrEqual(12);
    }
  });

  it('says of every incident why', () => {
    const reasons = new Map(told.pages.map(({ id, because }) => [id, because['reason']]));
    expect(reasons.size).toBe(MANY);
    expect([...reasons.values()].every((reason) => typeof reason === 'string')).toBe(true);
  });
});
