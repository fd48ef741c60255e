import { expect, it } from 'vitest';
import type { StoredSample } from '../port.ts';
import { SeriesUnavailable } from '../port.ts';
import type { Subject } from '../series.contract.ts';
import { HOUR, HOUR_OF_MER, MER, T0, relative, sample } from './samples.ts';

export function writeCases(subject: Subject): void {
  it('remembers the mark of the last batch, journal by journal', async () => {
    const { store } = subject;
    expect(await store.mark('north')).toBeUndefined();
    await store.write([sample(0)], { journal: 'north', offset: 70 });
    await store.write([sample(1)], { journal: 'south', offset: 5 });
    await store.write([sample(2)], { journal: 'north', offset: 140 });
    expect(await store.mark('north')).toBe(140);
    expect(await store.mark('south')).toBe(5);
    expect(await store.mark("north' OR 1=1 --")).toBeUndefined();
  });

  it('moves the mark with a batch in which nothing was to be stored', async () => {
    expect(await subject.store.write([], { journal: 'north', offset: 2 ** 40 })).toEqual({ refused: 0 });
    expect(await subject.store.mark('north')).toBe(2 ** 40);
  });

  it('changes nothing when the same batch is written again', async () => {
    const batch = [sample(0, { [MER]: 36 }), sample(10, { [MER]: 'none' }), sample(20)];
    const mark = { journal: 'north', offset: 9 };
    const read = async () => [
      await subject.store.points(HOUR_OF_MER),
      await subject.store.points({ ...HOUR_OF_MER, stepMs: 60_000 }),
      await subject.store.beats(HOUR),
      await subject.store.mark('north'),
    ];
    await subject.store.write(batch, mark);
    const once = await read();
    expect(await subject.store.write(batch, mark)).toEqual({ refused: 0 });
    expect(await read()).toEqual(once);
  });

  it('keeps the mark when an older batch is written again', async () => {
    const older = [sample(0, { [MER]: 36 })];
    await subject.store.write(older, { journal: 'north', offset: 1 });
    await subject.store.write([sample(10, { [MER]: 37 })], { journal: 'north', offset: 2 });
    await subject.store.write(older, { journal: 'north', offset: 1 });
    expect(await subject.store.mark('north')).toBe(2);
    expect(await subject.store.points(HOUR_OF_MER)).toHaveLength(2);
  });

  it('takes a batch of ten thousand samples of many devices and kinds', async () => {
    const batch = Array.from({ length: 10_000 }, (_, i): StoredSample => {
      const m = {
        [MER]: i / 10,
        'dvbc.lock': true,
        [`net.rx_bps.if${i % 40}`]: i,
        'play.state': `s${i % 7}`,
      };
      return sample(i, m, { device: `stb-${i % 500}` });
    });
    expect(await subject.put(...batch)).toEqual({ refused: 0 });
    const points = await subject.store.points(HOUR_OF_MER);
    expect(relative(points)).toEqual(Array.from({ length: 20 }, (_, k) => [1 + 500 * k, (1 + 500 * k) / 10]));
    expect(await subject.store.beats({ ...HOUR, device: 'stb-499' })).toHaveLength(20);
  });

  it('refuses what has no proper time or number, and stores the rest', async () => {
    const odd = [
      sample(0.5),
      sample(NaN),
      sample(1, {}, { seq: 1.5 }),
      sample(2, {}, { seq: 2 ** 60 }),
      sample(-T0 - 1),
    ];
    expect(await subject.put(sample(0), ...odd, sample(9))).toEqual({ refused: 5 });
    expect((await subject.store.beats(HOUR)).map(({ ts }) => ts - T0)).toEqual([0, 9]);
  });

  it('answers reads while it writes', async () => {
    const batches = Array.from({ length: 10 }, (_, b) =>
      Array.from({ length: 100 }, (_, i) => sample(b * 100 + i, { [MER]: b })),
    );
    const writes = batches.map((batch) => subject.put(...batch));
    const seen = await Promise.all(batches.map(() => subject.store.points(HOUR_OF_MER)));
    await Promise.all(writes);
    for (const points of seen) expect(points.length).toBeLessThanOrEqual(1_000);
    expect(await subject.store.points(HOUR_OF_MER)).toHaveLength(1_000);
  });

  it('has everything again after it was closed and opened', async ({ skip }) => {
    if (!subject.reopen) return skip('nothing outlives this store');
    await subject.put(sample(0, { [MER]: 36, 'cell.rat': 'LTE' }), sample(5, { [MER]: 37 }, { boot: 'b2' }));
    const reopened = await subject.reopen();
    await reopened.write([sample(9, { [MER]: 38 })], { journal: 'journal', offset: 2 });
    expect(await reopened.mark('journal')).toBe(2);
    expect(relative(await reopened.points(HOUR_OF_MER)).map(([at]) => at)).toEqual([0, 5, 9]);
    expect((await reopened.beats(HOUR)).map(({ boot }) => boot)).toEqual(['a1', 'b2', 'a1']);
  });

  it('answers a check while it is open', async () => {
    await expect(subject.store.check()).resolves.toBeUndefined();
  });

  it('may be closed twice, and is unavailable from then on', async () => {
    const { store } = subject;
    await store.close();
    await store.close();
    const mark = { journal: 'north', offset: 1 };
    await expect(store.write([sample(0)], mark)).rejects.toThrow(SeriesUnavailable);
    await expect(store.mark('north')).rejects.toThrow(SeriesUnavailable);
    await expect(store.points(HOUR_OF_MER)).rejects.toThrow(SeriesUnavailable);
    await expect(store.beats(HOUR)).rejects.toThrow(SeriesUnavailable);
    await expect(store.silences({ ...HOUR, longerThanMs: 1 })).rejects.toThrow(SeriesUnavailable);
    await expect(store.check()).rejects.toThrow(SeriesUnavailable);
    await expect(store.maintain(T0)).rejects.toThrow(SeriesUnavailable);
    const ranges = { ...HOUR_OF_MER, devices: ['stb-1'], stepMs: 60_000, source: 'raw' } as const;
    await expect(store.ranges(ranges)).rejects.toThrow(SeriesUnavailable);
  });

  it('closes only after what has begun is stored', async ({ skip }) => {
    if (!subject.reopen) return skip('nothing outlives this store');
    const written = subject.put(sample(0, { [MER]: 36 }));
    await subject.store.close();
    await written;
    expect(relative(await (await subject.reopen()).points({ ...HOUR_OF_MER, to: T0 + 1 }))).toEqual([
      [0, 36],
    ]);
  });
}
