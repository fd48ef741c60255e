import type {
  Act,
  ActName,
  Actor,
  Incident,
  IncidentFact,
  OnCallAnswer,
  OutboxMessage,
  ResponseLevel,
} from '@fengsui/config/contract';
import { createPager } from '../paging/pager.ts';
import { BUILT_IN_STANDARD } from '../service/standard.ts';
import type { Case } from './case.ts';
import type { Desk } from './desk.ts';
import { createDesk } from './desk.ts';
import type { Line } from './effects.ts';
import type { DeskOutcome } from './outcome.ts';
import type { DeskWorld, Evidence } from './world.ts';

// For tests: a desk in a small world, driven by times of a day like '02:10'.

const MINUTE_MS = 60_000;
/** 2026-05-01T00:00Z. */
const DAY = 1_777_593_600_000;
/** '02:10', or '+1 00:45' on the day after. */
export function time(text: string): number {
  const [, days = '0', hours = '0', minutes = '0'] = /^(?:\+(\d+) )?(\d+):(\d+)$/.exec(text) ?? [];
  return DAY + ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * MINUTE_MS;
}

const person = (id: string) => ({
  id,
  name: `示例-${id}`,
  ways: [{ channel: 'wecom', address: id, severities: [] }],
});
const actor = (id: string): Actor => ({ kind: 'person', id, name: `示例-${id}` });

const STEPS: readonly [afterMinutes: number, person: string][] = [
  [0, 'engineer'],
  [10, 'engineer'],
  [20, 'lead'],
  [30, 'city'],
];

export function outage(over: Partial<Incident> = {}): Incident {
  return {
    ...{
      id: '20260501-001',
      type: 'outage',
      scope: { kind: 'node', id: 'pon-1' },
      area: '441223001',
      cause: 'LINK',
    },
    ...{ severity: 'major', affected: { lost: 20, monitored: 24, homes: 60, population: 180 }, because: {} },
    ...{ state: 'open', since: time('02:00'), openedAt: time('02:00'), updatedAt: time('02:00') },
    ...{ recoveredAt: null, closedAt: null, reopened: 0, flapping: false },
    ...over,
  };
}

/** What the small world knows beside its people; a test may change it on the way. */
export interface Knows {
  evidence: Evidence;
  level: ResponseLevel | undefined;
  nobody: boolean;
}

/** Nodes, nearest first: `pon-1` lies below `olt-1`. */
const ABOVE: Readonly<Record<string, readonly string[]>> = {
  'stb-1': ['pon-1', 'olt-1'],
  'stb-2': ['pon-2', 'olt-1'],
  'pon-1': ['pon-1', 'olt-1'],
  'pon-2': ['pon-2', 'olt-1'],
  'olt-1': ['olt-1'],
};

function worldOf(knows: Knows): DeskWorld {
  const duty = (area: string, at: number): OnCallAnswer => {
    const steps = knows.nobody
      ? []
      : STEPS.map(([minutes, id]) => ({ afterMs: minutes * MINUTE_MS, persons: [person(id)] }));
    return {
      ...{ at, area, because: knows.nobody ? 'nobody' : 'rotation', until: null, next: null, steps },
      team: knows.nobody ? null : { id: 'guangning', name: { zh: '广宁运维', en: 'Guangning' } },
      person: knows.nobody ? null : { id: 'engineer', name: '示例-engineer' },
    };
  };
  return {
    duty,
    standard: () => BUILT_IN_STANDARD,
    classOf: () => undefined,
    person: (id) => (['engineer', 'lead', 'city'].includes(id) ? person(id) : undefined),
    team: (id) => (id === 'guangning' ? '广宁运维' : undefined),
    placeOf: ({ scope }) => ({
      name: scope.id,
      areas: [{ code: '441223', name: '广宁县' }],
      lon: null,
      lat: null,
    }),
    evidence: () => knows.evidence,
    above: ({ kind, id }, area) => ({
      nodes: kind === 'area' ? [] : (ABOVE[id] ?? []),
      areas: [area, area.slice(0, 6)],
    }),
    level: () => knows.level,
    shelves: () => [],
    minutesOfDay: (at) => Math.floor(at / MINUTE_MS) % 1_440,
    localTime: clock,
    county: () => '广宁县',
  };
}

/** A desk, with everything that it has said. */
export function smallDesk() {
  const knows: Knows = { evidence: { lost: 0, monitored: 0 }, level: undefined, nobody: false };
  const parts = { world: worldOf(knows), numbering: { utcOffsetMs: 0 }, pager: createPager };
  let desk: Desk = createDesk(parts);
  const lines: Line[] = [];
  const messages: OutboxMessage[] = [];
  const facts: IncidentFact[] = [];

  function take(outcome: DeskOutcome): void {
    lines.push(...outcome.lines);
    messages.push(...outcome.messages);
    facts.push(...outcome.facts);
  }

  function until(at: string): number {
    take(desk.advance(time(at)));
    return time(at);
  }

  return {
    knows,
    lines,
    messages,
    facts,
    desk: () => desk,
    until,
    /** The core says something of an incident. */
    trouble(
      at: string,
      change: IncidentFact['change'],
      incident: Incident,
      because: Incident['because'] = {},
    ) {
      const { id, type, scope, severity, cause, affected } = incident;
      const told = {
        id,
        type,
        scope,
        severity,
        cause,
        affected,
        because: { ...incident.because, ...because },
      };
      take(desk.fact({ ...told, at: until(at), kind: 'incident', change }, incident));
    },
    act<N extends ActName>(at: string, by: string, name: N, act: Act<N>, id = outage().id) {
      take(desk.act(id, name, act, actor(by), until(at)));
    },
    report(at: string, body: Parameters<Desk['report']>[0]) {
      const { outcome, ...answer } = desk.report(body, actor('hotline'), until(at));
      take(outcome);
      return answer;
    },
    open(at: string, body: Parameters<Desk['open']>[0]) {
      const { outcome, id } = desk.open(body, actor('noc'), until(at));
      take(outcome);
      return id;
    },
    /** As after a restart: what was kept is all there is. */
    restart(at: string, ids: readonly string[] = [outage().id]) {
      const kept = JSON.parse(
        JSON.stringify({ cases: ids.map((id) => desk.find(id)), rest: desk.keep() }),
      ) as { cases: Case[]; rest: never };
      desk = createDesk(parts);
      desk.restore(kept.cases, kept.rest, time(at));
    },
    /** `02:10 escalated lead` for each message, in order. */
    pages: () => messages.map(({ at, about, person: to }) => `${clock(at)} ${about} ${to}`),
    /** `02:10 acknowledged engineer` for each thing that people or the program did. */
    story: () =>
      lines.flatMap(({ fact }) =>
        fact.kind === 'handling' ? `${clock(fact.at)} ${fact.change} ${fact.by.id}` : [],
      ),
  };
}

function clock(at: number): string {
  const minutes = Math.floor((at - DAY) / MINUTE_MS);
  const two = (count: number): string => String(count).padStart(2, '0');
  const days = Math.floor(minutes / 1_440);
  return `${days > 0 ? `+${days} ` : ''}${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}
