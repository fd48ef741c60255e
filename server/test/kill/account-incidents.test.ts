import type { Incident, IncidentChange, IncidentFact } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { KeptIncident } from './account-incidents.ts';
import { accountFaults, doubledIncidents, forgotten, timelineFaults } from './account-incidents.ts';
import type { Fault } from './fleet.ts';

const about = {
  type: 'outage',
  scope: { kind: 'node', id: 'pon-1' },
  severity: 'major',
  cause: 'UNKNOWN',
  affected: { lost: 8, monitored: 8, homes: 8, population: 24 },
  because: {},
} as const;

const fact = (id: string, at: number, change: IncidentChange): IncidentFact => ({
  ...about,
  id,
  at,
  change,
  kind: 'incident',
});

function kept(id: string, state: Incident['state'], ...changes: [number, IncidentChange][]): KeptIncident {
  const openedAt = changes[0]?.[0] ?? 0;
  const incident: Incident = {
    ...about,
    id,
    state,
    area: '441223100',
    since: openedAt,
    openedAt,
    updatedAt: openedAt,
    recoveredAt: null,
    closedAt: null,
    reopened: 0,
    flapping: false,
  };
  return { incident, timeline: changes.map(([at, change]) => fact(id, at, change)) };
}

const fault = (more: Partial<Fault> = {}): Fault => ({
  scope: 'pon-1',
  how: 'torn',
  from: 5,
  to: 50,
  isWatched: true,
  ...more,
});

describe('the account of incidents', () => {
  it('takes a story that goes from its opening to its end', () => {
    const whole = kept(
      'a',
      'closed',
      [9, 'opened'],
      [9, 'updated'],
      [20, 'recovered'],
      [30, 'reopened'],
      [40, 'closed'],
    );
    expect(timelineFaults(whole)).toEqual([]);
  });

  it.each([
    ['that does not begin', kept('a', 'open', [9, 'updated'])],
    ['that opens twice', kept('a', 'open', [9, 'opened'], [10, 'opened'])],
    ['with a line twice', kept('a', 'open', [9, 'opened'], [10, 'updated'], [10, 'updated'])],
    ['that goes back in time', kept('a', 'open', [9, 'opened'], [8, 'updated'])],
    ['that goes on after its end', kept('a', 'closed', [9, 'opened'], [10, 'closed'], [11, 'updated'])],
    ['that ends elsewhere than its incident', kept('a', 'open', [9, 'opened'], [10, 'recovered'])],
  ])('names a story %s', (_, broken) => {
    expect(timelineFaults(broken)).not.toEqual([]);
  });

  it('names two that are one', () => {
    const one = kept('a', 'open', [9, 'opened']);
    expect(doubledIncidents([one, kept('b', 'closed', [3, 'opened'], [4, 'closed'])])).toEqual([]);
    expect(doubledIncidents([one, kept('b', 'recovered', [3, 'opened'])])).toEqual(['outage node:pon-1']);
  });

  it('names what somebody was shown and what is not kept', () => {
    const one = kept('a', 'open', [9, 'opened']);
    const shown = (id: string, row: IncidentFact) => ({
      id,
      type: 'outage' as const,
      openedAt: 9,
      scopes: new Set<string>(),
      rows: new Map([['x', row]]),
      via: new Set(['http' as const]),
    });
    expect(forgotten([shown('a', fact('a', 9, 'opened'))], [one])).toEqual([]);
    expect(forgotten([shown('a', fact('a', 10, 'updated'))], [one])).toHaveLength(1);
    expect(forgotten([shown('b', fact('b', 9, 'opened'))], [one])).toHaveLength(1);
  });

  it('wants one incident for each fault that was watched, and none where nothing had failed', () => {
    const one = kept('a', 'open', [9, 'opened']);
    const none = () => new Set<string>();
    const right = { wrongCount: [], unfounded: [] };
    expect(accountFaults([fault()], [one], none)).toEqual(right);
    expect(accountFaults([fault({ isWatched: false })], [], none)).toEqual(right);
    expect(accountFaults([fault()], [], none).wrongCount).toEqual(['pon-1: 0 incidents']);
    expect(accountFaults([fault({ scope: 'pon-2' })], [one], none).unfounded).toHaveLength(1);
    expect(accountFaults([fault({ from: 10 })], [one], none).unfounded).toHaveLength(1);
  });
});
