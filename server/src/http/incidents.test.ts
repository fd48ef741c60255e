import type { Incident, IncidentFact } from '@fengsui/config/contract';
import { IncidentDetail, IncidentPage } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { Ledger } from '../ledger/port.ts';
import { callRoute } from './call-route.ts';
import { incidentRoutes } from './incidents.ts';
import { HttpProblem } from './problem.ts';
import type { Route } from './route.ts';

function incident(id: string, openedAt: number, over: Partial<Incident> = {}): Incident {
  return {
    id,
    type: 'outage',
    scope: { kind: 'node', id: 'hub-1' },
    severity: 'major',
    cause: 'LINK',
    affected: { lost: 3, monitored: 4, homes: 120, population: 400 },
    because: { words: { zh: '三台失联', en: 'three are silent' }, beats: 9 },
    state: 'open',
    area: '441223001',
    since: openedAt,
    openedAt,
    updatedAt: openedAt,
    recoveredAt: null,
    closedAt: null,
    reopened: 0,
    flapping: false,
    ...over,
  };
}

function factOf(one: Incident, change: IncidentFact['change']): IncidentFact {
  const { id, type, scope, severity, cause, affected, because } = one;
  return {
    at: one.updatedAt,
    kind: 'incident',
    change,
    id,
    type,
    scope,
    severity,
    cause,
    affected,
    because,
  };
}

let ledger: Ledger;
let open: Incident[];
let routes: Route[];

beforeEach(() => {
  ledger = createMemoryLedger();
  open = [];
  routes = incidentRoutes({
    open: () => open,
    handling: ({ state }) => ({
      ...{
        stage: state === 'closed' ? 'closed' : 'detected',
        owner: { kind: 'team', id: 't', name: '广宁' },
      },
      priority: 'medium',
      ...{ dueAt: null, clocks: [], disputed: false, stuckSince: null, reports: 0, team: 't' },
    }),
    ledger,
    regions: { contains: (region, area) => area.startsWith(region) },
    placeOf: ({ scope: { id } }) => ({ name: `place ${id}`, areas: [], lon: null, lat: null }),
  });
});

function keep(incidents: Incident[], incidentFacts: IncidentFact[] = []): void {
  ledger.commit({ journal: 'j', offset: 1, devices: [], transitions: [], incidents, incidentFacts });
}

async function list(query: object = {}): Promise<IncidentPage> {
  const { body } = await callRoute(routes, 'get', '/incidents', { query });
  return IncidentPage.parse(body);
}
const ids = async (query: object = {}) => (await list(query)).items.map(({ id }) => id);
const detail = async (id: string) =>
  IncidentDetail.parse((await callRoute(routes, 'get', '/incidents/{id}', { params: { id } })).body);

const closed = (id: string, at: number) => incident(id, at, { state: 'closed', closedAt: at + 5 });

describe('GET /incidents', () => {
  it('gives what is open as the core has it, and what is closed as the ledger has it, newest first', async () => {
    open = [incident('2', 20, { severity: 'critical' }), incident('5', 50, { state: 'recovered' })];
    keep([closed('1', 10), incident('2', 20), closed('3', 30)]);
    expect(await ids()).toEqual(['5', '3', '2', '1']);
    expect(await ids({ state: 'open' })).toEqual(['5', '2']);
    expect(await ids({ state: 'closed' })).toEqual(['3', '1']);
    expect((await list()).items[2]).toMatchObject({ severity: 'critical', stage: 'detected', clocks: [] });
  });

  it('asks by region, type and time; the platform is in every region', async () => {
    open = [
      incident('2', 20, { area: '441202' }),
      incident('4', 40, { area: '', type: 'platform', scope: { kind: 'platform', id: '' } }),
    ];
    keep([closed('1', 10), { ...closed('3', 30), area: '', scope: { kind: 'platform', id: '' } }]);
    expect(await ids({ region: '441223' })).toEqual(['4', '3', '1']);
    expect(await ids({ type: 'outage', region: '441202' })).toEqual(['3', '2']);
    expect(await ids({ from: '20', to: '40' })).toEqual(['3', '2']);
  });

  it.each(['open', 'closed', 'all'])('pages through %s without gap or repetition', async (state) => {
    open = Array.from({ length: 7 }, (_, i) => incident(`o${i}`, 10 * (i % 4)));
    keep([
      ...Array.from({ length: 9 }, (_, i) => closed(`c${i}`, 10 * (i % 5))),
      ...open.slice(0, 4).map((one) => ({ ...one, cause: 'UNKNOWN' as const })),
    ]);
    const whole = await ids({ state });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: IncidentPage = await list({ state, limit: 3, ...(cursor && { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(whole);
    expect(new Set(seen).size).toBe({ open: 7, closed: 9, all: 16 }[state]);
  });

  it('counts by stage all that fit, whatever stage and page are asked for', async () => {
    open = [incident('a', 30), incident('b', 20), incident('c', 10, { area: '441900001' })];
    keep([closed('d', 5)]);
    const asked = { region: '441223', state: 'open', stage: 'acknowledged', limit: 1, counts: 'stages' };
    expect(await list(asked)).toEqual({ items: [], counts: { detected: 2 } });
    expect(await list({ limit: 1 })).not.toHaveProperty('counts');
  });

  it('refuses a cursor that it has not given', async () => {
    await expect(list({ cursor: 'x' })).rejects.toThrow(HttpProblem);
  });
});

describe('GET /incidents/{id}', () => {
  it('gives evidence and timeline of one that is open', async () => {
    const first = incident('1', 10);
    const now = { ...first, cause: 'POWER' as const, updatedAt: 30 };
    open = [now];
    keep([now], [factOf(first, 'opened'), factOf(now, 'updated')]);
    const found = await detail('1');
    expect(found).toMatchObject({ cause: 'POWER', detectedAt: 10, at: 30, change: 'updated' });
    expect(found.because).toEqual(now.because);
    expect(found.place.name).toBe('place hub-1');
    expect(found.timeline.map((line) => line.kind === 'incident' && [line.change, line.cause])).toEqual([
      ['opened', 'LINK'],
      ['updated', 'POWER'],
    ]);
  });

  it('gives one that is closed from the ledger, and 404 for one that never was', async () => {
    const over = closed('1', 10);
    keep([over], [factOf(over, 'opened'), factOf({ ...over, updatedAt: 15 }, 'closed')]);
    expect(await detail('1')).toMatchObject({ state: 'closed', closedAt: 15, change: 'closed' });
    await expect(detail('2')).rejects.toMatchObject({ status: 404 });
  });
});
