import type { Metrics, SignalState } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSample, signalRulesOf } from './signal.ts';
import { takeMark } from './signal-state.ts';
import type { Draft } from './state.ts';
import { draftOf } from './state.ts';
import type { Timeline } from './timeline.ts';
import { START, timeline } from './timeline.ts';

/** RSRP of a loudspeaker, dBm: weak below −105 and until −102, bad below −112 and until −109. */
const [GOOD, EDGE, WEAK, LOW, BAD] = [-90, -104, -107, -110, -114];
const MINUTE_S = 60;

/** A sample a minute; answers the state after each. */
function states(levels: readonly (number | null | undefined)[], line: Timeline = timeline().birth()) {
  const from = (line.state.lastSeenAt ?? START) - START;
  return levels.map((level, i) => {
    const m: Metrics = level === undefined ? {} : { 'cell.rsrp_dbm': level };
    return line.at(from / 1000 + (i + 1) * MINUTE_S).data(line.state.shownSeq + 1, m).state;
  });
}
const signals = (levels: readonly (number | null | undefined)[]): SignalState[] =>
  states(levels).map(({ signal }) => signal);
const times = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);

describe('the signal of a device', () => {
  it('is OK from the first sample that says so', () => {
    expect(states([GOOD])).toMatchObject([{ signal: 'OK', signalSince: START + 60_000 }]);
  });

  it('of a young device takes three samples to be weak, or bad', () => {
    expect(signals([WEAK, WEAK, WEAK])).toEqual(['NA', 'NA', 'WEAK']);
    expect(signals([BAD, BAD, BAD])).toEqual(['NA', 'NA', 'BAD']);
  });

  it('is weak from the third of five samples beyond the line', () => {
    expect(signals([GOOD, WEAK, GOOD, WEAK, GOOD, WEAK])).toEqual(['OK', 'OK', 'OK', 'OK', 'OK', 'WEAK']);
    expect(signals([GOOD, WEAK, GOOD, GOOD, WEAK, GOOD, WEAK]).at(-1)).toBe('OK');
  });

  it('is bad from the third of five, and weak where only some of them were bad', () => {
    expect(signals([GOOD, GOOD, BAD, WEAK, BAD])).toEqual(['OK', 'OK', 'OK', 'OK', 'WEAK']);
    expect(signals([GOOD, GOOD, BAD, WEAK, BAD, BAD]).at(-1)).toBe('BAD');
  });

  it('says since when it is so', () => {
    const [, , , since] = states([GOOD, WEAK, WEAK, WEAK, WEAK, WEAK]).map(({ signalSince }) => signalSince);
    expect(since).toBe(START + 4 * 60_000);
  });

  it('is left when all five are back within the other line, and have been so for five minutes', () => {
    const back = states([...times(3, WEAK), ...times(12, GOOD)]);
    expect(back.findIndex(({ signal }) => signal === 'OK')).toBe(3 + 4 + 5);
    expect(back.at(-1)).toMatchObject({
      signal: 'OK',
      signalSince: START + 13 * 60_000,
      signalWellSince: null,
    });
  });

  it('is not left between the lines', () => {
    expect(signals([...times(3, WEAK), ...times(30, EDGE)]).at(-1)).toBe('WEAK');
  });

  it('starts the five minutes anew after one sample that is not well', () => {
    const levels = [...times(3, WEAK), ...times(9, GOOD), EDGE, ...times(9, GOOD)];
    expect(signals([...levels]).at(-1)).toBe('WEAK');
    expect(signals([...levels, GOOD]).at(-1)).toBe('OK');
  });

  it('is weak after bad while it is not well of that, and OK at once where it is', () => {
    expect(signals([...times(3, BAD), ...times(30, EDGE)]).at(-1)).toBe('WEAK');
    const after = signals([...times(3, BAD), ...times(12, GOOD)]);
    expect(after.filter((signal, i) => signal !== after[i - 1])).toEqual(['NA', 'BAD', 'OK']);
  });

  it('stays bad between the lines of bad', () => {
    expect(signals([...times(3, BAD), ...times(30, LOW)]).at(-1)).toBe('BAD');
  });

  it('is judged again by a heartbeat: nothing has changed', () => {
    expect(signals([GOOD, WEAK, undefined, undefined])).toEqual(['OK', 'OK', 'OK', 'WEAK']);
  });

  it('is NA after five samples that say nothing, and not before', () => {
    const gone = states([GOOD, ...times(5, null)]);
    expect(gone.map(({ signal }) => signal)).toEqual([...times(5, 'OK'), 'NA']);
    expect(gone.at(-1)).toMatchObject({ signalSince: null, signalFive: 0 });
    expect(signals([WEAK, null, WEAK, null, null, WEAK]).at(-1)).toBe('WEAK');
  });

  it('is not moved by what is repeated, overtaken or told of the past', () => {
    const line = timeline().birth();
    states([GOOD, GOOD, GOOD], line);
    const before = line.state.signalFive;
    for (let i = 0; i < 5; i++) line.data(1, { 'cell.rsrp_dbm': BAD });
    line.hist('b1', [{ seq: 20, ts: START, m: { 'cell.rsrp_dbm': BAD } }]);
    expect(line.state).toMatchObject({ signal: 'OK', signalFive: before });
  });

  it('keeps its five samples in a new life of the device', () => {
    const line = timeline().birth();
    states([GOOD, WEAK, WEAK], line);
    line.at(240).birth({ boot: 'b2' }).at(250).data(1, { 'cell.rsrp_dbm': WEAK }, { boot: 'b2' });
    expect(line.state.signal).toBe('WEAK');
  });

  it('goes by the row of the modulation of each sample', () => {
    const line = timeline().birth();
    const mer = (seq: number, qam: number) =>
      line.at(seq * 60).data(seq, { 'dvbc.mer_db': 30, 'dvbc.qam': qam }).state.signal;
    expect([64, 64, 256, 256, 256].map((qam, i) => mer(i + 1, qam))).toEqual([
      'OK',
      'OK',
      'OK',
      'OK',
      'WEAK',
    ]);
  });
});

describe('what is kept with a sample', () => {
  const { step } = timeline().birth();
  const qualities = (samples: readonly Metrics[]) =>
    timeline()
      .birth()
      .at(600)
      .hist(
        'b1',
        samples.map((m, i) => ({ seq: i + 1, ts: START + i * 1000, m })),
      ).step.verdict?.quality;

  it('is its own quality, not the state of the device', () => {
    const line = timeline().birth();
    states(times(5, GOOD), line);
    expect(line.at(400).data(9, { 'cell.rsrp_dbm': BAD }).step.verdict?.quality).toEqual(['BAD']);
    expect(line.state.signal).toBe('OK');
  });

  it('is nothing where nothing is known', () => {
    expect(step.verdict).toBeUndefined();
    expect(timeline().birth().at(10).data(1).step.verdict?.quality).toBeUndefined();
    expect(qualities([{}, { 'eb.work_state': 1 }])).toBeUndefined();
  });

  it('of the past is one for each sample, by what came before it in the message', () => {
    const weak = { 'cell.rsrp_dbm': WEAK };
    expect(qualities([{}, weak, {}, { 'cell.rsrp_dbm': GOOD }, { 'cell.rsrp_dbm': null }])).toEqual([
      'NA',
      'WEAK',
      'WEAK',
      'OK',
      'NA',
    ]);
  });

  it('of the past goes by the modulation of now, where the message tells none', () => {
    const line = timeline().birth().at(10).data(5, { 'dvbc.qam': 256 });
    const samples = [{ seq: 1, ts: START, m: { 'dvbc.mer_db': 30 } }];
    expect(line.at(600).hist('b1', samples).step.verdict?.quality).toEqual(['WEAK']);
  });

  it('of a sample that was overtaken is by its own values', () => {
    const line = timeline().birth().at(10).data(2, { 'cell.rsrp_dbm': GOOD });
    expect(line.at(11).data(1, { 'cell.rsrp_dbm': BAD }).step.verdict?.quality).toEqual(['BAD']);
    expect(line.state).toMatchObject({ signal: 'OK', metrics: { 'cell.rsrp_dbm': GOOD } });
  });
});

const LEVELS = [GOOD, EDGE, WEAK, LOW, BAD];
const level = fc.constantFrom(...LEVELS);
const rules = signalRulesOf('eb_speaker');
const markOf = (value: number | null): number => judgeSample(rules, { 'cell.rsrp_dbm': value }, {});

/** A sample a minute from `minute` on. */
function feed(next: Draft, values: readonly (number | null)[], minute: number): Draft {
  values.forEach((value, i) => takeMark(next, markOf(value), START + (minute + i) * 60_000));
  return next;
}
const fresh = (): Draft => draftOf(timeline().state);

describe('three of five, whatever comes', () => {
  it('one odd sample among equal ones never changes the state', () => {
    fc.assert(
      fc.property(level, fc.option(level), fc.nat(8), (usual, odd, more) => {
        const settled = feed(fresh(), times(20, usual), 0);
        const { signal } = settled;
        feed(settled, [odd], 20);
        expect(settled.signal).toBe(signal);
        feed(settled, times(more, usual), 21);
        expect(settled.signal).toBe(signal);
      }),
    );
  });

  it('the order of samples that are well does not matter', () => {
    const well = fc.array(fc.double({ min: -101, max: -40, noNaN: true }), { minLength: 5, maxLength: 15 });
    fc.assert(
      fc.property(fc.array(level, { maxLength: 8 }), well, (before, levels) => {
        const [one, other] = [levels, [...levels].reverse()].map((order) =>
          feed(feed(fresh(), before, 0), order, before.length),
        );
        expect(other?.signal).toBe(one?.signal);
        expect(other?.signalSince).toBe(one?.signalSince);
      }),
    );
  });

  it('nothing is entered by fewer than three samples beyond its line, nor left by one that is not well', () => {
    fc.assert(
      fc.property(fc.array(fc.option(level, { freq: 9 }), { maxLength: 60 }), (values) => {
        const next = fresh();
        const judged: number[] = [];
        values.forEach((value, i) => {
          const before = next.signal;
          feed(next, [value], i);
          if (value !== null) judged.push(value);
          const five = judged.slice(-5);
          const beyond = (line: number): number => five.filter((one) => one < line).length;
          if (next.signal === before || next.signal === 'NA') return;
          if (next.signal === 'BAD') expect(beyond(-112)).toBeGreaterThanOrEqual(3);
          if (next.signal === 'WEAK' && before !== 'BAD') expect(beyond(-105)).toBeGreaterThanOrEqual(3);
          if (before === 'BAD') expect(five.every((one) => one >= -109)).toBe(true);
          if (next.signal === 'OK' && before !== 'NA') expect(five.every((one) => one >= -102)).toBe(true);
        });
      }),
    );
  });

  it('is told whole by plain numbers, with a time while it is not NA', () => {
    fc.assert(
      fc.property(fc.array(fc.option(level, { freq: 3 }), { maxLength: 40 }), (values) => {
        const { signal, signalSince, signalFive } = feed(fresh(), values, 0);
        expect(signalSince === null).toBe(signal === 'NA');
        expect(Number.isInteger(signalFive) && signalFive >= 0 && signalFive < 2 ** 23).toBe(true);
      }),
    );
  });
});
