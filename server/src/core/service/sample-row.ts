import type { ServiceClock } from '@fengsui/config/contract';
import type { CaseRow } from './case-row.ts';

const HOUR_MS = 3_600_000;

/** For tests: a promise of an hour to respond that began at a time, as it stands. */
export function sampleClock(startedAt: number, over: Partial<ServiceClock> = {}): ServiceClock {
  return {
    id: 'respond',
    name: { zh: '响应', en: 'Respond' },
    profile: 'ZQ-EMG',
    startedAt,
    withinMs: HOUR_MS,
    dueAt: startedAt + HOUR_MS,
    state: 'running',
    metAt: null,
    elapsedMs: 0,
    pausedMs: 0,
    ...over,
  };
}

/** For tests: an open incident of 广宁 that nobody has answered. */
export function sampleRow(id: string, openedAt: number, over: Partial<CaseRow> = {}): CaseRow {
  return {
    id,
    area: '441223105210',
    county: '441223',
    team: 'guangning',
    type: 'outage',
    severity: 'major',
    cause: 'LINK',
    stage: 'detected',
    owner: { kind: 'team', id: 'guangning', name: '广宁示例班组' },
    openedAt,
    respondedAt: null,
    restoredAt: null,
    closedAt: null,
    dueAt: openedAt + HOUR_MS,
    disputed: false,
    stuckSince: null,
    clocks: [],
    pauses: [],
    reports: [],
    ...over,
  };
}
