import type { Metrics } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadBandOf, isNews } from './dead-bands.ts';
import type { ReportEvent, ReportPolicy, ReportState, ReportStep } from './reduce-report.ts';
import { nothingSent, reduceReport } from './reduce-report.ts';

const policy: ReportPolicy = { T: 60, fullEveryS: 900, deadBands: {} };
const FIRST: Metrics = { 'sys.uptime_s': 100, 'dvbc.mer_db': 36, 'dvbc.lock': true };

function play(events: readonly ReportEvent[], start: ReportState = nothingSent(0)): ReportStep[] {
  let state = start;
  return events.map((event) => {
    const step = reduceReport(state, event, policy);
    state = step.state;
    return step;
  });
}

const sample = (at: number, m: Metrics): ReportEvent => ({ type: 'sample', at, m });
const reports = (steps: readonly ReportStep[]) => steps.map(({ report }) => report);

describe('report by exception', () => {
  it('sends everything first, and then only what left its dead-band', () => {
    const later = { ...FIRST, 'sys.uptime_s': 115, 'dvbc.mer_db': 36.2 };
    const worse = { ...later, 'dvbc.mer_db': 33, 'dvbc.lock': false };
    expect(reports(play([sample(0, FIRST), sample(15_000, later), sample(30_000, worse)]))).toEqual([
      { m: FIRST, why: 'full' },
      undefined,
      { m: { 'dvbc.mer_db': 33, 'dvbc.lock': false }, why: 'change' },
    ]);
  });

  it('compares with what was sent, so that a slow drift is not overlooked', () => {
    const drift = Array.from({ length: 8 }, (_, i) => sample(i * 1000, { 'dvbc.mer_db': 36 - i * 0.2 }));
    const sent = reports(play(drift)).flatMap((report) => report?.m['dvbc.mer_db'] ?? []);
    expect(sent.map((value) => Number(value).toFixed(1))).toEqual(['36.0', '35.4', '34.8']);
  });

  it('sends a sign of life just before the interval is over', () => {
    const steps = play([sample(0, FIRST), { type: 'beat', at: 58_799 }, { type: 'beat', at: 58_800 }]);
    expect(steps[0]?.wakeAt).toBe(58_800);
    expect(reports(steps).slice(1)).toEqual([undefined, { m: {}, why: 'heartbeat' }]);
    expect(steps[2]?.wakeAt).toBe(2 * 58_800);
  });

  it('sends everything again after 15 minutes, and when it is owed', () => {
    const steps = play([
      sample(0, FIRST),
      sample(899_999, FIRST),
      sample(900_000, FIRST),
      { type: 'owe_all' },
      sample(901_000, FIRST),
    ]);
    expect(reports(steps).map((report) => report?.why)).toEqual([
      'full',
      'heartbeat',
      'full',
      undefined,
      'full',
    ]);
  });

  it('does not take one check for everything', () => {
    const part: ReportEvent = { type: 'sample', at: 0, m: { 'dvbc.lock': true }, isPart: true };
    const steps = play([part, sample(1, FIRST)]);
    expect(reports(steps).map((report) => report?.why)).toEqual(['change', 'full']);
  });

  it('is alive even when nothing can be measured', () => {
    expect(reports(play([sample(0, {}), sample(60_000, {})]))).toEqual([
      undefined,
      { m: {}, why: 'heartbeat' },
    ]);
  });
});

const metrics = fc.record(
  {
    'dvbc.mer_db': fc.oneof(fc.integer({ min: 20, max: 40 }), fc.constant(null)),
    'net.rx_bps': fc.nat(1e9),
    'dvbc.lock': fc.boolean(),
    'sys.uptime_s': fc.nat(1e6),
  },
  { requiredKeys: [] },
);
const samples = fc.array(fc.record({ afterMs: fc.integer({ min: 1, max: 40_000 }), m: metrics }), {
  maxLength: 60,
});

describe('report by exception, whatever is measured', () => {
  it('is heard within T when it is woken when it asked to be, and never lies about a value', () => {
    fc.assert(
      fc.property(samples, (all) => {
        let step: ReportStep = { state: nothingSent(0), wakeAt: 58_800 };
        let at = 0;
        let heardAt = 0;
        const seen: Metrics = {};
        const take = (event: Exclude<ReportEvent, { type: 'owe_all' }>) => {
          step = reduceReport(step.state, event, policy);
          if (!step.report) return;
          expect(event.at - heardAt).toBeLessThanOrEqual(60_000);
          heardAt = event.at;
          Object.assign(seen, step.report.m);
        };
        for (const { afterMs, m } of all) {
          at += afterMs;
          while (step.wakeAt < at) take({ type: 'beat', at: step.wakeAt });
          take({ type: 'sample', at, m });
          for (const [metric, value] of Object.entries(m)) {
            expect(isNews(seen[metric], value, deadBandOf(metric, {}))).toBe(false);
          }
        }
      }),
    );
  });
});
