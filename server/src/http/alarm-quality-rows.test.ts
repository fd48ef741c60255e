import type { Incident, IncidentFact, OutboxMessage } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { Ledger } from '../ledger/port.ts';
import { qualityRowsOf } from './alarm-quality-rows.ts';

const HERE = '441223';

function incident(id: string, area: string): Incident {
  return {
    ...{ id, type: 'outage', scope: { kind: 'node', id: `hub-${id}` }, severity: 'critical', cause: 'LINK' },
    ...{ affected: { lost: 1, monitored: 1, homes: 0, population: 0 }, because: {}, state: 'open', area },
    ...{
      since: 10,
      openedAt: 10,
      updatedAt: 10,
      recoveredAt: null,
      closedAt: null,
      reopened: 0,
      flapping: false,
    },
  };
}

function opened({ id, type, scope, severity, cause, affected }: Incident): IncidentFact {
  return {
    at: 10,
    kind: 'incident',
    change: 'opened',
    id,
    type,
    scope,
    severity,
    cause,
    affected,
    because: {},
  };
}

function message(id: string, about: OutboxMessage['about'], sentAt: number | null): OutboxMessage {
  const text = { title: { zh: '示例', en: 'Sample' }, lines: [], severity: 'critical', path: '/' } as const;
  const state = sentAt === null ? 'waiting' : 'sent';
  const whom = { person: 'li', ways: [], way: 0 };
  const how = { at: 11, dueAt: 11, tries: 1, lastError: null };
  return {
    id: `m-${id}-${about}`,
    about,
    incidents: [id],
    text: { ...text, lines: [] },
    state,
    sentAt,
    ...whom,
    ...how,
  };
}

function ledgerOf(areas: readonly string[]) {
  const ledger = createMemoryLedger();
  const incidents = areas.map((area, i) => incident(String(i), area));
  ledger.commit({
    ...{ journal: 'j', offset: 1, devices: [], transitions: [], incidents },
    incidentFacts: incidents.map(opened),
    cases: incidents.map(({ id, area }) => ({
      id,
      team: '',
      area,
      openedAt: 10,
      closedAt: null,
      state: '{}',
    })),
    messages: incidents.flatMap(({ id }) => [
      message(id, 'opened', 12),
      message(id, 'recovered', 13),
      message(id, 'worse', null),
    ]),
  });
  return ledger;
}

const rowsOf = (areas: readonly string[], over: Partial<Ledger> = {}) =>
  qualityRowsOf({
    ledger: { ...ledgerOf(areas), ...over },
    regions: { contains: (region, area) => area.startsWith(region) },
    levelAt: () => undefined,
    operators: () => ['wang'],
  });

describe('the rows of the report on alarms', () => {
  it('are the incidents of the region, the platform’s own among them, and what was sent about them', async () => {
    const rows = await rowsOf([HERE, '441226', ''])({ from: 0, to: 100, region: HERE });
    expect(rows.incidents.map(({ source }) => source)).toEqual(['node:hub-0', 'node:hub-2']);
    expect(rows.alarms).toHaveLength(2);
    expect(rows.alarms).toContainEqual({ at: 12, operator: 'li', priority: 'high', incidents: ['0'] });
    expect(rows.operators).toEqual(['wang']);
  });

  it('are of the time in question only', async () => {
    const rows = await rowsOf([HERE])({ from: 13, to: 100, region: HERE });
    expect([rows.incidents.length, rows.alarms.length]).toEqual([1, 0]);
    expect(await rowsOf([HERE])({ from: 0, to: 9, region: HERE })).toMatchObject({
      incidents: [],
      alarms: [],
    });
  });

  it('are refused where there are too many to be read', async () => {
    const one = { id: '0', team: '', area: HERE, openedAt: 10, closedAt: null, state: '{}' };
    const many = rowsOf([HERE], { casesWithin: () => Array.from({ length: 20_001 }, () => one) });
    await expect(many({ from: 0, to: 100, region: HERE })).rejects.toThrow('more than 20000 incidents');
  });
});
