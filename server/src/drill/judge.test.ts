import { describe, expect, it } from 'vitest';
import type { IncidentFact } from '@fengsui/config/contract';
import type { Wanted } from './judge.ts';
import { judge } from './judge.ts';

const START = 1_763_596_800_000;
const at = (min: number): number => START + min * 60_000;

const fact = (change: Partial<IncidentFact> = {}): IncidentFact => ({
  at: at(10.5),
  kind: 'incident',
  change: 'opened',
  id: 'i-1',
  type: 'outage',
  scope: { kind: 'node', id: 'pon-1' },
  severity: 'major',
  cause: 'UNKNOWN',
  affected: { lost: 5, monitored: 9, homes: 1, population: 3 },
  because: {},
  ...change,
});

const want = (change: Partial<Wanted> = {}): Wanted => ({
  type: 'outage',
  ids: ['pon-1'],
  afterMin: 10,
  openWithinS: 60,
  ...change,
});

const faults = (facts: IncidentFact[], ...wanted: Wanted[]): string[] =>
  judge({ facts, wanted, startsAt: START }).faults;

describe('the judgement of a scenario', () => {
  it('holds an incident that opens in time at its place', () => {
    expect(judge({ facts: [fact()], wanted: [want()], startsAt: START })).toEqual({
      held: ['outage at pon-1 +30.0 s UNKNOWN'],
      faults: [],
    });
  });

  it('misses one that comes too late, and calls it false', () => {
    expect(faults([fact({ at: at(12) })], want())).toEqual([
      'missed: outage at pon-1',
      'false: outage at pon-1 +12.0 min UNKNOWN',
    ]);
  });

  it('grants slack where time could not be kept exactly', () => {
    const late = { facts: [fact({ at: at(11.5) })], wanted: [want()], startsAt: START };
    expect(judge({ ...late, slackMs: 30_000 }).faults).toEqual([]);
    expect(judge(late).faults).not.toEqual([]);
  });

  it('takes one before the fault for a false one', () => {
    expect(faults([fact({ at: at(9) })], want())).toHaveLength(2);
  });

  it('goes by the scope and cause that an incident was given last', () => {
    const first = fact({ scope: { kind: 'node', id: 'hub-1' } });
    const corrected = fact({ at: at(20), change: 'updated', cause: 'LINK' });
    expect(faults([first, corrected], want({ cause: 'LINK' }))).toEqual([]);
    expect(faults([first, corrected], want({ cause: 'POWER' }))).toEqual(['cause of pon-1: LINK, not POWER']);
  });

  it('calls a second incident for the same fault false', () => {
    expect(faults([fact(), fact({ id: 'i-2' })], want())).toHaveLength(1);
    expect(faults([fact(), fact({ id: 'i-2' })], want({ many: true }))).toEqual([]);
  });

  it('lets pass what is only for looking up', () => {
    expect(faults([fact({ severity: 'info' })])).toEqual([]);
    expect(faults([fact()])).toHaveLength(1);
  });

  it('does not miss what may stay away', () => {
    expect(faults([], want({ optional: true }))).toEqual([]);
    expect(faults([], want())).toHaveLength(1);
  });

  it('wants the recovery in its time', () => {
    const recovered = fact({ at: at(30), change: 'recovered' });
    expect(faults([fact(), recovered], want({ recoverBetweenMin: [25, 35] }))).toEqual([]);
    expect(faults([fact(), recovered], want({ recoverBetweenMin: [31, 35] }))).toHaveLength(1);
    expect(faults([fact()], want({ recoverBetweenMin: [25, 35] }))[0]).toContain('recovered never');
  });

  it('counts openings and reopenings', () => {
    const again = fact({ at: at(20), change: 'reopened' });
    expect(faults([fact(), again], want({ maxOpenings: 2 }))).toEqual([]);
    expect(faults([fact(), again], want({ maxOpenings: 1 }))).toEqual(['pon-1 opened 2 times, at most 1']);
  });

  it('takes either kind of weakness where weakness is wanted', () => {
    expect(faults([fact({ type: 'weak_area' })], want({ type: 'weak' }))).toEqual([]);
    expect(faults([fact({ type: 'power' })], want({ type: 'weak' }))).toHaveLength(2);
    expect(faults([fact({ type: 'power' })], want({ type: 'any' }))).toEqual([]);
  });
});
