import type { Incident, ResponseLevel, Scope, Shelf } from '@fengsui/config/contract';
import { dayOf } from '../incident/incident-number.ts';
import type { Call, PagedPerson, PagingWorld } from './model.ts';

const MINUTE_MS = 60_000;
const ZONE_MS = 8 * 60 * MINUTE_MS;
/** 10:00 on a Sunday in November, on the clock of the site. */
export const TEN_O_CLOCK = 1_795_312_800_000;

/** The world of a test: what is set here is what the pager is answered. */
export interface SmallWorld extends PagingWorld {
  incidents: Map<string, Incident>;
  above: Map<string, { id: string; scope: Scope }>;
  shelved: Shelf[];
  responseLevel: ResponseLevel | undefined;
  duty: PagedPerson[];
}

export function smallWorld(): SmallWorld {
  const world: SmallWorld = {
    incidents: new Map(),
    above: new Map(),
    shelved: [],
    responseLevel: undefined,
    duty: [person('ann')],
    incident: (id) => world.incidents.get(id),
    ancestorIncident: ({ id }) => world.above.get(id),
    shelves: (at) => world.shelved.filter(({ from, until }) => from <= at && at < until),
    level: () => world.responseLevel,
    matches: ({ severities, types }, { severity, type }) =>
      (severities?.includes(severity) ?? true) && (types?.includes(type) ?? true),
    minutesOfDay: (at) => Math.floor((at + ZONE_MS) / MINUTE_MS) % (24 * 60),
    localTime: (at) => localTime(at),
    county: (area) => COUNTIES[area.slice(0, 6)] ?? '',
    onDuty: () => world.duty,
  };
  return world;
}

function localTime(at: number): string {
  const day = dayOf(at, ZONE_MS);
  const minutes = Math.floor((at + ZONE_MS) / MINUTE_MS) % (24 * 60);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${day.slice(4, 6)}-${day.slice(6)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const COUNTIES: Readonly<Record<string, string>> = { '441202': '端州', '441223': '广宁', '441224': '怀集' };

/** Invented, as everybody in these tests. */
export function person(id: string, over: Partial<PagedPerson> = {}): PagedPerson {
  return { id, name: `示例-${id}`, ways: [{ channel: 'chat', address: id, severities: [] }], ...over };
}

export function incident(id: string, over: Partial<Incident> = {}): Incident {
  return {
    id,
    type: 'outage',
    scope: { kind: 'node', id: `node-${id}` },
    severity: 'major',
    cause: 'LINK',
    affected: { lost: 58, monitored: 60, homes: 120, population: 400 },
    because: { likelihood: 40, needed: 20, beats: 9 },
    state: 'open',
    area: '441202001',
    since: TEN_O_CLOCK - 5 * MINUTE_MS,
    openedAt: TEN_O_CLOCK,
    updatedAt: TEN_O_CLOCK,
    recoveredAt: null,
    closedAt: null,
    reopened: 0,
    flapping: false,
    ...over,
  };
}

export function call(at: number, about: Call['about'], of: Incident, over: Partial<Call> = {}): Call {
  return {
    at,
    about,
    incident: of,
    place: '月圆花苑',
    words: { zh: '58 台失联', en: '58 are silent' },
    team: '端州班组（示例）',
    stage: 'detected',
    persons: [person('ann')],
    step: 0,
    stepName: '',
    ...over,
  };
}
