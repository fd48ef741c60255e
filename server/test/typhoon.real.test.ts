import { Readable } from 'node:stream';
import type { OutboxMessage, PageFact } from '@fengsui/config/contract';
import { IncidentFact } from '@fengsui/config/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMonitor } from '../src/core/monitor.ts';
import { scaleSite } from '../src/drill/scale-site.ts';
import { typhoon } from '../src/drill/scenarios/05-typhoon.ts';
import { isMessage } from '../src/drill/simulate/item.ts';
import type { Simulation } from '../src/drill/simulate/simulate.ts';
import { stageScenario } from '../src/drill/stage-scenario.ts';
import { createMemoryLedger } from '../src/ledger/memory/memory-ledger.ts';
import { monitorSite } from '../src/monitor-site.ts';
import { sampleSite } from '../src/packaged.ts';
import { createRecordedDesk } from '../src/recording/recorded-desk.ts';
import type { ReplayParts } from '../src/recording/replay.ts';
import { replay } from '../src/recording/replay.ts';
import { endLine, linkLine, messageLine } from '../src/recording/write-line.ts';
import type { Site } from '../src/site/model.ts';
import { readSite } from '../src/site/site.ts';

/** 10:00 on a Thursday in the zone of the site: those of the day shift are on duty. */
const START = Date.UTC(2026, 7, 20, 2);
const DEVICES = 600;
const PIECE = 256 * 1024;
const LONG_MS = 120_000;
/** As soon do engineers take what they were told of. */
const ANSWERS_AFTER_MS = 5 * 60_000;

/** As `record` would have written it. */
function* recordingOf(simulation: Simulation): Generator<string> {
  for (let item = simulation.next(); item; item = simulation.next()) {
    if (!isMessage(item)) yield `${linkLine(item.at, item.link)}\n`;
    else {
      const payload = Buffer.from(JSON.stringify(item.payload));
      yield `${messageLine({ at: item.at, topic: item.topic, payload, retained: false })}\n`;
    }
  }
  yield `${endLine(simulation.endsAt)}\n`;
}

function* inPieces(lines: Iterable<string>): Generator<Buffer> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}

interface Told {
  lines: string[];
  pages: PageFact[];
  messages: OutboxMessage[];
}

type Crew = 'no desk' | 'nobody answers' | 'engineers answer';

/** @param crew whether whoever was told of an opening takes it and sets out, as it should be */
function deskOf(site: Site, crew: Crew, told: Told): ReplayParts['deskFor'] {
  if (crew === 'no desk') return undefined;
  return (monitor, at) => {
    const answers: { at: number; id: string; by: string }[] = [];
    const { desk, ...recorded } = createRecordedDesk({
      ...{ site, monitor, at, records: createMemoryLedger().records },
      page: (fact) => told.pages.push(fact),
      message(message) {
        told.messages.push(message);
        if (message.about === 'recovered' || crew === 'nobody answers') return;
        for (const id of message.incidents)
          answers.push({ at: message.at + ANSWERS_AFTER_MS, id, by: message.person });
      },
    });
    return {
      hear: recorded.hear,
      pass(now) {
        for (let next = answers[0]; next && next.at <= now; next = answers[0]) {
          answers.shift();
          recorded.pass(next.at);
          if (desk.find(next.id)?.stage !== 'detected') continue;
          const by = { kind: 'person', id: next.by, name: next.by } as const;
          recorded.take(desk.act(next.id, 'acknowledge', {}, by, next.at));
          recorded.take(desk.act(next.id, 'dispatch', { to: { kind: 'person', id: next.by } }, by, next.at));
        }
        recorded.pass(now);
      },
    };
  };
}

async function play(site: Site, crew: Crew): Promise<Told> {
  const scaled = scaleSite(site, DEVICES);
  const staged = stageScenario({ site: scaled, scenario: typhoon, seed: 1, startsAt: START });
  const told: Told = { lines: [], pages: [], messages: [] };
  await replay({
    source: Readable.from(inPieces(recordingOf(staged.simulation))),
    monitorFrom: (at) => createMonitor({ site: monitorSite(staged.site, at) }),
    isTold: ({ kind }) => kind === 'incident',
    out: {
      line: (line) => told.lines.push(line),
      settle: () => Promise.resolve(),
      flush: () => Promise.resolve(),
      isClosed: () => false,
    },
    deskFor: deskOf(staged.site, crew, told),
  });
  return told;
}

describe('a recorded typhoon that takes three townships, with the rota of the sample site', () => {
  let told: Told;
  let site: Site;
  let incidents: IncidentFact[];

  beforeAll(async () => {
    const read = await readSite(sampleSite());
    if (!read.ok) throw new Error('the sample site cannot be read');
    ({ site } = read);
    told = await play(site, 'engineers answer');
    const facts = told.lines.map((line) => JSON.parse(line) as { kind: string });
    incidents = facts.filter(({ kind }) => kind === 'incident').map((fact) => IncidentFact.parse(fact));
  }, LONG_MS);

  it('ends with fewer than twenty messages', () => {
    expect(told.messages.length).toBeGreaterThan(0);
    expect(told.messages.length).toBeLessThan(20);
  });

  it('says of every incident, by a stage or a reason, why somebody was or was not told', () => {
    const ids = new Set(incidents.map(({ id }) => id));
    expect(ids.size).toBeGreaterThanOrEqual(3);
    for (const id of ids) {
      const own = told.pages.filter((fact) => fact.id === id);
      expect(own.length).toBeGreaterThan(0);
      expect(own.some(({ verdicts }) => verdicts.length > 0)).toBe(true);
      for (const { because } of own) expect(because['reason']).toEqual(expect.any(String));
    }
    for (const { id, incidents: of } of told.messages)
      for (const each of of)
        expect(told.pages.some((fact) => fact.message === id && fact.id === each)).toBe(true);
  });

  it('calls somebody for each of the three places without power', () => {
    const power = incidents.filter(({ change, cause }) => change === 'opened' && cause === 'POWER');
    const called = told.messages.filter(({ about }) => about !== 'recovered').flatMap((one) => one.incidents);
    const hubs = new Set(power.filter(({ id }) => called.includes(id)).map(({ scope }) => scope.id));
    expect(hubs.size).toBeGreaterThanOrEqual(3);
  });

  it('tells whoever was told of an opening that it is over, after it, and nobody else', () => {
    const recovered = new Set(incidents.filter(({ change }) => change === 'recovered').map(({ id }) => id));
    const heard = (isOver: boolean): string[] =>
      told.messages
        .filter(({ about }) => (about === 'recovered') === isOver)
        .flatMap(({ person, incidents: of }) => of.map((id) => `${person} ${id}`))
        .filter((name) => recovered.has(name.split(' ')[1] ?? ''));
    expect(heard(true).length).toBeGreaterThan(0);
    expect(new Set(heard(true))).toEqual(new Set(heard(false)));
    expect(new Set(heard(true)).size).toBe(heard(true).length);
  });

  it(
    'calls the next in turn where nobody answers, and nobody more than a dozen times',
    async () => {
      const { messages, lines } = await play(site, 'nobody answers');
      const escalated = new Set(messages.filter(({ about }) => about === 'escalated').map((m) => m.person));
      expect([...escalated].some((person) => person.endsWith('-lead'))).toBe(true);
      for (const one of new Set(messages.map(({ person }) => person)))
        expect(messages.filter(({ person }) => person === one).length).toBeLessThanOrEqual(12);
      // Whoever stands behind the detection, what it says is the same, byte for byte.
      expect(lines).toEqual(told.lines);
      expect((await play(site, 'no desk')).lines).toEqual(told.lines);
    },
    LONG_MS,
  );
});
