import { expect, it } from 'vitest';
import type { Subject } from '../series.contract.ts';
import { HOUR_OF_MER, MER, T0, relative, sample } from './samples.ts';

export function pointCases(subject: Subject): void {
  plainPoints(subject);
  oddValues(subject);
  steppedPoints(subject);
}

function plainPoints(subject: Subject): void {
  it('gives back numbers as they were measured, in order of time', async () => {
    const values = [36.4, -18.31, 0, -0.1, 1e-9, 2.5e21, 5e-324, 123_456_789.123];
    await subject.put(...values.map((value, i) => sample(i * 1_000, { [MER]: value })));
    expect(relative(await subject.store.points(HOUR_OF_MER))).toEqual(values.map((v, i) => [i * 1_000, v]));
  });

  it('tells instants apart that are one millisecond apart, from 1970 on', async () => {
    await subject.put(sample(-T0, { [MER]: 1 }), sample(-T0 + 1, { [MER]: 2 }), sample(7, { [MER]: 3 }));
    await subject.put(sample(6, { [MER]: 4 }));
    const all = { ...HOUR_OF_MER, from: 0 };
    expect(await subject.store.points(all)).toEqual([
      [0, 1],
      [1, 2],
      [T0 + 6, 4],
      [T0 + 7, 3],
    ]);
  });

  it('includes the start of the window and excludes its end', async () => {
    await subject.put(...[-1, 0, 1_000, 1_999, 2_000].map((at) => sample(at, { [MER]: at })));
    const points = await subject.store.points({ ...HOUR_OF_MER, to: T0 + 2_000 });
    expect(relative(points).map(([at]) => at)).toEqual([0, 1_000, 1_999]);
    expect(await subject.store.points({ ...HOUR_OF_MER, to: T0 })).toEqual([]);
    expect(await subject.store.points({ ...HOUR_OF_MER, from: T0 + 5, to: T0 })).toEqual([]);
  });

  it('puts late data where it belongs', async () => {
    await subject.put(sample(5_000, { [MER]: 5 }));
    await subject.put(
      sample(3_000, { [MER]: 3 }, { late: true }),
      sample(1_000, { [MER]: 1 }, { late: true }),
    );
    await subject.put(sample(4_000, { [MER]: 4 }), sample(2_000, { [MER]: 2 }, { late: true }));
    const points = relative(await subject.store.points(HOUR_OF_MER));
    expect(points).toEqual([1, 2, 3, 4, 5].map((n) => [n * 1_000, n]));
  });

  it('gives the oldest points where there are more than asked for', async () => {
    await subject.put(...[50, 40, 30, 20, 10].map((at) => sample(at, { [MER]: at })));
    const points = await subject.store.points({ ...HOUR_OF_MER, limit: 2 });
    expect(relative(points)).toEqual([
      [10, 10],
      [20, 20],
    ]);
    expect(await subject.store.points({ ...HOUR_OF_MER, limit: 0 })).toEqual([]);
  });

  it('keeps devices and metrics apart', async () => {
    await subject.put(sample(0, { [MER]: 1, 'pon.rx_dbm': 2 }), sample(0, { [MER]: 3 }, { device: 'stb-2' }));
    const pon = { ...HOUR_OF_MER, metric: 'pon.rx_dbm' };
    expect(relative(await subject.store.points(HOUR_OF_MER))).toEqual([[0, 1]]);
    expect(relative(await subject.store.points(pon))).toEqual([[0, 2]]);
    expect(await subject.store.points({ ...pon, device: 'stb-2' })).toEqual([]);
    expect(await subject.store.points({ ...pon, device: 'stb-3' })).toEqual([]);
    expect(await subject.store.points({ ...pon, metric: 'pon.never' })).toEqual([]);
  });
}

function oddValues(subject: Subject): void {
  it('stores booleans as 0 and 1, texts as they are, and nothing for null', async () => {
    const text = " \"引号\", 'single', back\\slash \\' a=b,c\n第二行 🎛 ";
    await subject.put(sample(0, { [MER]: true }), sample(1, { [MER]: false }), sample(2, { [MER]: null }));
    await subject.put(sample(3, { [MER]: text }), sample(4, { [MER]: '' }), sample(5, { [MER]: Infinity }));
    expect(relative(await subject.store.points(HOUR_OF_MER))).toEqual([
      [0, 1],
      [1, 0],
      [3, text],
      [4, ''],
    ]);
    expect(await subject.store.beats(HOUR_OF_MER)).toHaveLength(6);
  });

  it('loses no point when a metric changes its type over time', async () => {
    const values = [1, 'LOCKED', true, 2.5, 'UNLOCKED', 'true', '17', false, 3];
    for (const [i, value] of values.entries()) await subject.put(sample(i, { [MER]: value }));
    const expected = [1, 'LOCKED', 1, 2.5, 'UNLOCKED', 'true', '17', 0, 3].map((value, i) => [i, value]);
    expect(relative(await subject.store.points(HOUR_OF_MER))).toEqual(expected);
  });

  it('gives one point for an instant of two boots, and for two samples of one boot', async () => {
    await subject.put(sample(0, { [MER]: 1 }, { boot: 'a1' }), sample(0, { [MER]: 2 }, { boot: 'b2' }));
    await subject.put(sample(9, { [MER]: 3 }), sample(9, { [MER]: 4 }), sample(10, { [MER]: 5 }));
    const [first, second, third, ...rest] = relative(await subject.store.points(HOUR_OF_MER));
    expect([1, 2]).toContain(first?.[1]);
    expect([3, 4]).toContain(second?.[1]);
    expect([first?.[0], second?.[0], third, rest]).toEqual([0, 9, [10, 5], []]);
    expect(await subject.store.points({ ...HOUR_OF_MER, limit: 2 })).toEqual(
      (await subject.store.points(HOUR_OF_MER)).slice(0, 2),
    );
  });
}

function steppedPoints(subject: Subject): void {
  const from = T0 + 123;
  const stepped = { ...HOUR_OF_MER, from, stepMs: 60_000 };

  it('gives the mean of every step at its start, counted from the start of the window', async () => {
    await subject.put(...[122, 123, 60_122, 60_123, 300_000].map((at, i) => sample(at, { [MER]: i })));
    expect(relative(await subject.store.points(stepped))).toEqual([
      [123, 1.5],
      [60_123, 3],
      [240_123, 4],
    ]);
    expect(relative(await subject.store.points({ ...stepped, limit: 1 }))).toEqual([[123, 1.5]]);
  });

  it('gives the last text of a step that has no number, and leaves empty steps out', async () => {
    await subject.put(
      sample(200, { [MER]: 'new' }),
      sample(150, { [MER]: 'old' }),
      sample(125, { [MER]: 'z' }),
    );
    await subject.put(
      sample(70_000, { [MER]: 4 }),
      sample(70_001, { [MER]: 'x' }),
      sample(70_002, { [MER]: 6 }),
    );
    await subject.put(sample(190_000, { [MER]: null }), sample(250_000, { [MER]: true }));
    expect(relative(await subject.store.points(stepped))).toEqual([
      [123, 'new'],
      [60_123, 5],
      [240_123, 1],
    ]);
  });

  it('cuts the last step at the end of the window', async () => {
    await subject.put(sample(60_200, { [MER]: 1 }), sample(60_300, { [MER]: 3 }));
    expect(relative(await subject.store.points({ ...stepped, to: T0 + 60_300 }))).toEqual([[60_123, 1]]);
  });
}
