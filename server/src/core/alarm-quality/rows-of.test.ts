import type {
  HandlingChange,
  HandlingFact,
  IncidentChange,
  IncidentFact,
  OutboxMessage,
} from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { alarmRows, incidentRow } from './rows-of.ts';

const INCIDENT = { id: 'i1', type: 'outage', scope: { kind: 'node', id: 'hub-1' } } as const;
const affected = { lost: 0, monitored: 0, homes: 0, population: 0 };

const fact = (at: number, change: IncidentChange): IncidentFact => ({
  ...{ ...INCIDENT, at, kind: 'incident', change, severity: 'minor', cause: 'LINK', affected, because: {} },
});
const act = (at: number, change: HandlingChange, kind: 'person' | 'program' = 'person'): HandlingFact => ({
  at,
  kind: 'handling',
  change,
  id: 'i1',
  by: { kind, id: 'li', name: '示例李' },
  why: null,
  stage: 'detected',
  owner: { kind: 'team', id: 'night', name: '示例班组' },
  because: {},
});
const row = (handled: HandlingFact[], facts: IncidentFact[] = []) => incidentRow(INCIDENT, facts, handled);

describe('the row of an incident', () => {
  it('says when it was active, when somebody acknowledged, and when it was closed', () => {
    const facts = [
      fact(1, 'opened'),
      fact(2, 'updated'),
      fact(3, 'recovered'),
      fact(4, 'reopened'),
      fact(9, 'closed'),
    ];
    const handled = [
      act(1, 'detected', 'program'),
      act(2, 'acknowledged'),
      act(5, 'acknowledged'),
      act(12, 'closed'),
    ];
    expect(row(handled, facts)).toEqual({
      id: 'i1',
      type: 'outage',
      source: 'node:hub-1',
      changes: [
        { at: 1, isActive: true },
        { at: 3, isActive: false },
        { at: 4, isActive: true },
        { at: 9, isActive: false },
      ],
      acknowledgedAt: 2,
      closedAt: 12,
      isActedOn: false,
    });
  });

  it('is not closed once it was opened again', () => {
    expect(row([act(1, 'closed'), act(2, 'reopened')]).closedAt).toBeNull();
    expect(row([act(1, 'closed'), act(2, 'reopened'), act(3, 'closed')]).closedAt).toBe(3);
  });

  it.each([
    ['dispatched', 'person', true],
    ['restored', 'person', true],
    ['restored', 'program', false],
    ['noted', 'person', false],
    ['assigned', 'person', false],
  ] as const)('counts %s by a %s as action: %s', (change, kind, isActedOn) => {
    expect(row([act(1, change, kind)])).toMatchObject({ isActedOn });
  });
});

describe('the rows of messages', () => {
  type Sent = Pick<OutboxMessage, 'about' | 'person' | 'incidents' | 'sentAt'>;
  const sent: Sent = { about: 'opened', person: 'li', incidents: ['i1', 'i2'], sentAt: 5 };
  const rows = (...messages: Partial<Sent>[]) =>
    alarmRows(
      messages.map((over): Sent => ({ ...sent, ...over })),
      (id) => (id === 'i2' ? 'high' : id === 'i1' ? 'low' : undefined),
    );

  it('are those that were sent and ask for something, each once, by the gravest that it names', () => {
    expect(rows({ about: 'digest' }, { incidents: ['i1'] }, { incidents: ['gone'] })).toEqual([
      { at: 5, operator: 'li', priority: 'high', incidents: ['i1', 'i2'] },
      { at: 5, operator: 'li', priority: 'low', incidents: ['i1'] },
      { at: 5, operator: 'li', priority: 'low', incidents: ['gone'] },
    ]);
  });

  it('are not tests, recoveries, or what has not reached anybody', () => {
    expect(
      rows({ about: 'test', person: '' }, { about: 'recovered' }, { about: 'undelivered' }, { sentAt: null }),
    ).toEqual([]);
  });
});
