import type { EffectAnswer, FieldTest, Work } from '@fengsui/config/contract';
import { EffectAnswer as EffectAnswerSchema } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { areaKey } from '../core/weak-area/area-hour.ts';
import { createDice } from '../core/weak-area/works/dice.ts';
import { zoneOffset } from '../zone-offset.ts';
import { createEffects } from './effect.ts';
import { createFakeHours, hoursOf } from './fake-hours.ts';
import type { HourStory } from './fake-hours.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RSRP = 'cell.rsrp_dbm';
const offsetAt = zoneOffset('Asia/Shanghai');
/** A Monday on the site's clock. */
const T = Date.parse('2026-06-01T00:00:00+08:00');
const VILLAGE = { kind: 'area', id: '441223115220' } as const;
const WORK: Work = {
  ...{ id: 'w1', kind: 're_tilt', title: '调整天线下倾角', scope: VILLAGE, note: null, at: T },
  ...{ from: T, to: T + 6 * HOUR, by: { kind: 'person', id: 'li', name: '示例' } },
};

let store: ReturnType<typeof createFakeHours>;
let now: number;
let tests: FieldTest[];
let works: Work[];
let effectOf: ReturnType<typeof createEffects>;

beforeEach(() => {
  store = createFakeHours();
  now = T + 60 * DAY;
  tests = [];
  works = [WORK];
  effectOf = createEffects({
    ...{ store, offsetAt, now: () => now, works: () => works, fieldTests: () => tests },
    places: {
      holds: (outer, inner) => outer.kind === inner.kind && inner.id.startsWith(outer.id),
      parts: (scope) => (scope.id === '441200' ? ['area:441223', 'area:441226'] : [areaKey(scope)]),
    },
  });
});

const ask = async (query: { days?: number; metric?: string } = {}, work = WORK): Promise<EffectAnswer> =>
  EffectAnswerSchema.parse(await effectOf(work, { days: 28, ...query }));
const figure = (answer: EffectAnswer, what: string, source = 'probes') =>
  answer.figures.find((one) => one.what === what && one.source === source);

const isWeekdayEvening = (ts: number): boolean => {
  const wall = new Date(ts + offsetAt(ts));
  return wall.getUTCHours() >= 19 && wall.getUTCHours() < 22 && ![0, 6].includes(wall.getUTCDay());
};
function measure(story: Partial<HourStory> & Pick<HourStory, 'from' | 'hours' | 'weak'>): void {
  store.kept.push(...hoursOf({ area: areaKey(VILLAGE), metric: RSRP, ...story }));
}
/** Five of twelve are weak on the evenings of weekdays, and a few at any hour. */
function villageBefore(): void {
  const dice = createDice(3);
  const weak = (ts: number): number => (isWeekdayEvening(ts) ? 5 : 0) + Math.floor(2 * dice());
  measure({ from: T - 28 * DAY, hours: 28 * 24, weak, level: () => -104 - 3 * dice() });
}
function villageAfter(days = 28): void {
  const dice = createDice(4);
  const from = T + 6 * HOUR;
  measure({ from, hours: days * 24, weak: () => Math.floor(2 * dice()), level: () => -99 - 3 * dice() });
}

describe('what works have changed', () => {
  it('is found where a village that was weak on weekday evenings is so no more', async () => {
    villageBefore();
    villageAfter();
    const answer = await ask();
    expect(answer).toMatchObject({ matchedHours: 168, overlaps: [], work: WORK });
    expect(answer.before).toEqual({ from: T - 28 * DAY, to: T });
    const weak = figure(answer, 'weak_ratio');
    expect(weak).toMatchObject({
      verdict: 'better',
      because: 'interval_beyond_zero',
      unit: '',
      metric: null,
    });
    // Fifteen of 168 hours, five of twelve devices.
    expect(weak?.difference).toBeCloseTo((-15 / 168) * (5 / 12), 2);
    expect(weak?.before).toMatchObject({ n: 12 * 672, days: 28 });
    const median = figure(answer, 'median');
    expect(median).toMatchObject({ verdict: 'better', metric: RSRP, unit: 'dBm' });
    expect(median?.difference).toBeCloseTo(5, 0);
    expect(median?.note?.zh).not.toBe('');
  });

  it('is the same whenever it is asked for', async () => {
    villageBefore();
    villageAfter();
    const first = await ask();
    now += 90 * DAY;
    expect(await ask()).toEqual(first);
  });

  it('is no difference where there is none', async () => {
    villageBefore();
    const dice = createDice(9);
    const weak = (ts: number): number => (isWeekdayEvening(ts) ? 5 : 0) + Math.floor(2 * dice());
    measure({ from: T + 6 * HOUR, hours: 28 * 24, weak, level: () => -104 - 3 * dice() });
    const verdicts = (await ask()).figures.map(({ verdict, because }) => [verdict, because]);
    expect(verdicts).toEqual([
      ['no_difference', 'interval_holds_zero'],
      ['no_difference', 'interval_holds_zero'],
    ]);
  });

  it('is not what another half of the week would make it', async () => {
    villageBefore();
    // Five days, Monday 6 h to Saturday 6 h: weekends were never measured again.
    measure({ from: T + 6 * HOUR, hours: 5 * 24, weak: (ts) => (isWeekdayEvening(ts) ? 5 : 0.5) });
    const answer = await ask();
    expect(answer.matchedHours).toBe(120);
    expect(figure(answer, 'weak_ratio')?.verdict).toBe('no_difference');
    expect(figure(answer, 'weak_ratio')?.after).toMatchObject({ n: 12 * 120, days: 6 });
  });

  it('cannot be said while they go on, and says what was before', async () => {
    villageBefore();
    const answer = await ask({}, { ...WORK, to: null });
    expect(answer.after).toEqual({ from: now, to: now });
    expect(figure(answer, 'weak_ratio')).toMatchObject({
      ...{ verdict: 'too_few', because: 'no_after', difference: null, interval: null },
      ...{ before: { days: 28 }, after: { value: null, n: 0, days: 0 } },
    });
  });

  it('cannot be said after two days, nor of four devices', async () => {
    villageBefore();
    villageAfter(1);
    expect(figure(await ask(), 'weak_ratio')).toMatchObject({ verdict: 'too_few', because: 'few_days' });
    store.kept.length = 0;
    measure({ from: T - 28 * DAY, hours: 60 * 24, n: 4, weak: () => 1 });
    expect(figure(await ask(), 'weak_ratio')).toMatchObject({
      ...{ verdict: 'too_few', because: 'nothing_matched' },
      ...{ before: { value: null, n: 0, days: 0 } },
    });
  });

  it('counts no hour in which the works went on', async () => {
    measure({ from: T - 7 * DAY, hours: 7 * 24, weak: () => 0 });
    measure({ from: T, hours: 6, weak: () => 12 });
    measure({ from: T + 6 * HOUR, hours: 7 * 24, weak: () => 0 });
    const minutes = { from: T + 60_000, to: T + 6 * HOUR - 60_000 };
    const weak = figure(await ask({ days: 7 }, { ...WORK, ...minutes }), 'weak_ratio');
    expect([weak?.before.value, weak?.after.value]).toEqual([0, 0]);
  });

  it('tells the level that most have, unless another is asked for', async () => {
    villageBefore();
    villageAfter();
    const mer = { metric: 'dvbc.mer_db', n: 6, weak: () => 0, level: () => 30 };
    measure({ from: T - 28 * DAY, hours: 60 * 24, ...mer });
    expect(figure(await ask(), 'median')?.metric).toBe(RSRP);
    const asked = figure(await ask({ metric: 'dvbc.mer_db' }), 'median');
    expect(asked).toMatchObject({ metric: 'dvbc.mer_db', verdict: 'no_difference', difference: 0 });
    expect(figure(await ask({ metric: 'net.loss_pct' }), 'median')).toMatchObject({
      ...{ because: 'nothing_matched', unit: '%', before: { n: 0 } },
    });
  });

  it('finds the level also where it was measured long before only', async () => {
    measure({ from: T - 28 * DAY, hours: 24, weak: () => 0, metric: 'pon.rx_dbm', level: () => -20 });
    expect(figure(await ask(), 'median')?.metric).toBe('pon.rx_dbm');
  });

  it('of a node is told while it is watched, and else what to do', async () => {
    const scope = { kind: 'node', id: 'amp-1' } as const;
    const unwatched = figure(await ask({ days: 7 }, { ...WORK, scope }), 'weak_ratio');
    expect(unwatched).toMatchObject({ verdict: 'too_few', because: 'nothing_matched' });
    expect(unwatched?.note?.en).toContain('only while it is watched');
    measure({ area: areaKey(scope), from: T - 7 * DAY, hours: 7 * 24, weak: () => 6 });
    measure({ area: areaKey(scope), from: T + 6 * HOUR, hours: 7 * 24, weak: () => 0 });
    const watched = figure(await ask({ days: 7 }, { ...WORK, scope }), 'weak_ratio');
    expect(watched).toMatchObject({ verdict: 'better', note: null });
  });

  it('of a city is told over its counties together', async () => {
    const both = { from: T - 7 * DAY, hours: 7 * 24, n: 3 };
    measure({ ...both, area: 'area:441223', weak: () => 3 });
    measure({ ...both, area: 'area:441226', weak: () => 0 });
    const answer = await ask({ days: 7 }, { ...WORK, scope: { kind: 'area', id: '441200' }, to: null });
    expect(figure(answer, 'weak_ratio')?.before).toEqual({ value: 0.5, n: 6 * 168, days: 7 });
  });

  it('names other works that went on meanwhile', async () => {
    works.push({ ...WORK, id: 'w2', title: '换放大器', from: T + DAY, to: null });
    expect((await ask()).overlaps).toEqual([
      { id: 'w2', kind: 're_tilt', title: '换放大器', from: T + DAY, to: null },
    ]);
  });
});

describe('field tests', () => {
  const test = (at: number, more: Partial<FieldTest> = {}): FieldTest => ({
    ...{ at, area: VILLAGE.id, lon: null, lat: null, ok: true, downMbps: null, levels: {} },
    ...more,
  });
  const several = (from: number, days: number, more: (i: number) => Partial<FieldTest>): FieldTest[] =>
    Array.from({ length: 3 * days }, (_, i) => test(from + Math.floor(i / 3) * DAY + i * HOUR, more(i)));

  it('tell how often sessions came about, how fast they were, and the level', async () => {
    tests = [
      ...several(T - 10 * DAY, 5, (i) => ({
        ok: i % 2 === 0,
        downMbps: 8 + (i % 3),
        levels: { [RSRP]: -108 - (i % 4) },
      })),
      ...several(T + 2 * DAY, 5, (i) => ({
        ok: i !== 7,
        downMbps: 30 + (i % 3),
        levels: { [RSRP]: -97 + (i % 2) },
      })),
    ];
    const answer = await ask({ metric: RSRP });
    expect(figure(answer, 'success_rate', 'field_tests')).toMatchObject({
      ...{ verdict: 'better', unit: '', before: { value: expect.closeTo(8 / 15), n: 15, days: 5 } },
      after: { n: 15, days: 5 },
    });
    const fast = figure(answer, 'throughput', 'field_tests');
    expect(fast).toMatchObject({
      verdict: 'better',
      unit: 'Mbit/s',
      before: { value: 9 },
      after: { value: 31 },
    });
    expect(fast?.note?.en).toContain('too few to be matched');
    expect(figure(answer, 'median', 'field_tests')).toMatchObject({ verdict: 'better', metric: RSRP });
    expect(figure(answer, 'weak_ratio')).toMatchObject({ verdict: 'too_few', before: { n: 0 } });
  });

  it('say which level is told where no device measures any', async () => {
    const levels = { 'net.rtt_ms': 30, 'cell.sinr_db': 5, 'sys.temp_c': 40 };
    tests = several(T - 10 * DAY, 5, (i) => ({
      levels: i === 0 ? levels : { 'cell.sinr_db': 5, 'sys.temp_c': 40 },
    }));
    expect(figure(await ask(), 'median', 'field_tests')).toMatchObject({
      metric: 'cell.sinr_db',
      unit: 'dB',
    });
  });

  it('are no figure where they have none, and too few below five', async () => {
    tests = [...several(T - 10 * DAY, 5, () => ({})), test(T + DAY), test(T + 2 * DAY), test(T + 3 * DAY)];
    const answer = await ask();
    expect(answer.figures.map(({ what, source }) => `${what} ${source}`)).toEqual([
      'weak_ratio probes',
      'median probes',
      'success_rate field_tests',
    ]);
    expect(answer.figures[2]).toMatchObject({ verdict: 'too_few', because: 'few_tests', difference: 0 });
    expect(figure(await ask({}, { ...WORK, to: null }), 'success_rate', 'field_tests')).toMatchObject({
      because: 'no_after',
    });
  });

  it('of elsewhere, of other times, and for a node do not count', async () => {
    tests = several(T - 10 * DAY, 5, () => ({ area: '441223100200' }));
    expect((await ask()).figures).toHaveLength(2);
    tests = several(T - 40 * DAY, 5, () => ({}));
    expect((await ask()).figures).toHaveLength(2);
    tests = several(T - 10 * DAY, 5, () => ({}));
    expect((await ask()).figures).toHaveLength(3);
    expect((await ask({}, { ...WORK, scope: { kind: 'node', id: VILLAGE.id } })).figures).toHaveLength(2);
  });
});
