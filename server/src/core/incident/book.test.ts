import { describe, expect, it } from 'vitest';
import type { IncidentFact } from '@fengsui/config/contract';
import { createBook } from './book.ts';
import type { Finding, IncidentReport } from './finding.ts';
import type { PlannedWindow } from './maintenance.ts';

const START = 1_763_596_800_000;
const MINUTE = 60_000;

const finding = (over: Partial<Finding> = {}): Finding => ({
  key: 'outage:pon-1',
  type: 'outage',
  scope: { kind: 'node', id: 'pon-1' },
  area: '441284',
  since: START,
  severity: 'major',
  cause: 'UNKNOWN',
  affected: { lost: 4, monitored: 20, homes: 18, population: 60 },
  because: { rule: 'whole' },
  ...over,
});

/** A book and the minutes that pass in it. */
function story(windows: PlannedWindow[] = []) {
  const locate = () => ({ nodes: ['pon-1', 'hub-1'], areas: ['441284'] });
  const book = createBook({ windows, locate, utcOffsetMs: 8 * 60 * MINUTE });
  const facts: IncidentFact[] = [];
  const until = (at: number): void => {
    for (let due = book.nextWakeAt(); due !== undefined && due <= at; due = book.nextWakeAt())
      facts.push(...book.advance(due));
  };
  const self = {
    book,
    facts,
    report(minute: number, report: (at: number) => IncidentReport) {
      const at = START + minute * MINUTE;
      until(at);
      facts.push(...book.take(report(at)));
      return self;
    },
    found: (minute: number, over: Partial<Finding> = {}) =>
      self.report(minute, (at) => ({ kind: 'found', at, finding: finding(over) })),
    gone: (minute: number, key = 'outage:pon-1') =>
      self.report(minute, (at) => ({ kind: 'gone', at, key, because: {} })),
    pass(minute: number) {
      until(START + minute * MINUTE);
      return self;
    },
    told: () => facts.map(({ at, change, id }) => `${(at - START) / MINUTE} ${change} ${id}`),
  };
  return self;
}

describe('the book of incidents', () => {
  it('opens one incident a trouble, with the day and a count for a number', () => {
    const told = story().found(0).found(1).found(2, { key: 'outage:pon-2' }).told();
    expect(told).toEqual(['0 opened 20251120-001', '1 updated 20251120-001', '2 opened 20251120-002']);
  });

  it('believes that it is over after ten minutes, and closes it half an hour later', () => {
    expect(story().found(0).gone(5).pass(60).told()).toEqual([
      '0 opened 20251120-001',
      '15 recovered 20251120-001',
      '45 closed 20251120-001',
    ]);
  });

  it('waits a device out for three minutes only', () => {
    const lone = { key: 'device:a', type: 'device_down' as const };
    expect(story().found(0, lone).gone(1, 'device:a').pass(5).told()).toContain('4 recovered 20251120-001');
  });

  it('takes what comes back within half an hour for the same incident', () => {
    expect(story().found(0).gone(5).found(30).told()).toEqual([
      '0 opened 20251120-001',
      '15 recovered 20251120-001',
      '30 reopened 20251120-001',
    ]);
  });

  it('takes what comes back later for another one', () => {
    expect(story().found(0).gone(5).found(50).told().at(-1)).toBe('50 opened 20251120-002');
  });

  it('tells at once of another place, cause or severity, and of figures once a minute', () => {
    const one = story().found(0).found(0.2).found(0.4).found(0.5, { cause: 'POWER' }).found(0.6).pass(5);
    expect(one.told().map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      '0 opened',
      '0.5 updated',
      '0.6 updated',
    ]);
  });

  it('keeps one incident open through flapping, counts the flaps, and ends it when all has been quiet', () => {
    const one = story();
    for (let minute = 0; minute < 120; minute += 6) one.found(minute).gone(minute + 3);
    one.pass(240);
    const changes = one.facts.map(({ change }) => change);
    expect(changes.filter((change) => change === 'opened' || change === 'reopened')).toEqual(['opened']);
    expect(changes.filter((change) => change === 'recovered')).toHaveLength(1);
    expect(one.facts.find(({ because }) => because['flapping'] === true)).toBeDefined();
    expect(one.facts.at(-1)).toMatchObject({ change: 'closed', because: { flaps: 19 } });
  });

  it('says into what it was merged', () => {
    const one = story().found(0, { key: 'device:a' }).found(1);
    one.report(2, (at) => ({ kind: 'merged', at, key: 'device:a', into: 'outage:pon-1' }));
    expect(one.facts.at(-1)).toMatchObject({
      change: 'merged',
      id: '20251120-001',
      because: { into: '20251120-002' },
    });
  });

  it('goes on under another key where the trouble turns out to lie elsewhere', () => {
    const one = story().found(0);
    one.report(1, (at) => ({ kind: 'moved', at, key: 'outage:pon-1', to: 'outage:hub-1' }));
    one.found(1, { key: 'outage:hub-1', scope: { kind: 'node', id: 'hub-1' } });
    expect(one.told()).toEqual(['0 opened 20251120-001', '1 updated 20251120-001']);
  });

  it('corrects what is over without opening it again', () => {
    const one = story().found(0).gone(5).pass(20);
    one.report(21, (at) => ({ kind: 'revised', at, finding: finding({ cause: 'BACKHAUL' }) }));
    expect(one.facts.at(-1)).toMatchObject({ change: 'updated', cause: 'BACKHAUL' });
    expect(one.book.incidents()).toMatchObject([{ state: 'recovered' }]);
  });

  it('does not believe in an end that it could not watch', () => {
    const one = story().found(0).gone(5);
    one.book.sighted(START + 14 * MINUTE);
    expect(one.pass(30).told()).toContain('24 recovered 20251120-001');
  });

  it('goes on counting, waiting and closing after a restart', () => {
    const before = story().found(0).gone(5);
    const after = story();
    after.book.restore(JSON.parse(JSON.stringify(before.book.keep())) as never);
    after.pass(20).found(21, { key: 'outage:pon-2' });
    expect(after.told()).toEqual(['15 recovered 20251120-001', '21 opened 20251120-002']);
  });
});

describe('planned windows', () => {
  const window: PlannedWindow = {
    id: 'w-1',
    scope: { kind: 'node', id: 'hub-1' },
    from: START,
    to: START + 60 * MINUTE,
    reason: '割接',
  };

  it('keep what lies under them quiet, and say why', () => {
    const [fact] = story([window]).found(1).facts;
    expect(fact).toMatchObject({
      severity: 'info',
      cause: 'PLANNED',
      because: { maintenance: { id: 'w-1', reason: '割接' } },
    });
  });

  it('do not concern what lies elsewhere', () => {
    const elsewhere = { ...window, scope: { kind: 'node' as const, id: 'hub-2' } };
    expect(story([elsewhere]).found(1).facts[0]?.severity).toBe('major');
  });

  it('that are overrun make it serious at their end', () => {
    expect(story([window]).found(1).pass(61).facts.at(-1)).toMatchObject({
      at: window.to,
      severity: 'major',
      cause: 'PLANNED',
      because: { overrunOf: 'w-1' },
    });
  });
});
