import { expect, it } from 'vitest';
import type { RangesQuery, SeriesRange } from '../port.ts';
import type { Subject } from '../series.contract.ts';
import { MER, T0, sample } from './samples.ts';

const MINUTES: RangesQuery = {
  devices: ['stb-1', 'stb-2', 'stb-3'],
  metric: MER,
  from: T0,
  to: T0 + 600_000,
  stepMs: 60_000,
  source: 'raw',
  limit: 1_000,
};

/** Read as `minute device count min max sum`. */
function brief(rows: readonly SeriesRange[], unitMs = 60_000): string[] {
  return rows.map(({ ts, device, count, min, max, sum }) =>
    [(ts - T0) / unitMs, ...(device === undefined ? [] : [device]), count, min, max, sum].join(' '),
  );
}

export function rangeCases(subject: Subject): void {
  async function fill(): Promise<void> {
    await subject.put(
      sample(0, { [MER]: 4 }),
      sample(30_000, { [MER]: 8 }),
      sample(59_999, { [MER]: 'none' }),
      sample(10_000, { [MER]: -2 }, { device: 'stb-2' }),
      sample(60_000, { [MER]: true }, { device: 'stb-2' }),
      sample(70_000, { [MER]: 100 }, { device: 'stb-9' }),
      sample(70_000, { [MER]: null, 'x.other': 5 }, { device: 'stb-3' }),
      sample(599_999, { [MER]: 1 }),
      sample(600_000, { [MER]: 99 }),
    );
  }

  it('counts what several devices measured, step by step, with the extremes', async () => {
    await fill();
    expect(brief(await subject.store.ranges(MINUTES))).toEqual(['0 3 -2 8 10', '1 1 1 1 1', '9 1 1 1 1']);
    expect(brief(await subject.store.ranges({ ...MINUTES, limit: 1 }))).toEqual(['0 3 -2 8 10']);
    const shifted = await subject.store.ranges({ ...MINUTES, from: T0 + 10_000, to: T0 + 70_000 });
    expect(shifted.map(({ ts, count }) => [ts - T0, count])).toEqual([[10_000, 3]]);
  });

  it('counts each device by itself when asked to', async () => {
    await fill();
    const rows = await subject.store.ranges({ ...MINUTES, perDevice: true });
    expect(brief(rows)).toEqual([
      '0 stb-1 2 4 8 12',
      '0 stb-2 1 -2 -2 -2',
      '1 stb-2 1 1 1 1',
      '9 stb-1 1 1 1 1',
    ]);
  });

  it('has no row for what nobody measured', async () => {
    await fill();
    expect(await subject.store.ranges({ ...MINUTES, devices: [] })).toEqual([]);
    expect(await subject.store.ranges({ ...MINUTES, devices: ['stb-404'] })).toEqual([]);
    expect(await subject.store.ranges({ ...MINUTES, metric: 'x.never' })).toEqual([]);
    expect(await subject.store.ranges({ ...MINUTES, to: T0 })).toEqual([]);
    expect(await subject.store.ranges({ ...MINUTES, source: 'hourly', stepMs: 3_600_000, to: T0 })).toEqual(
      [],
    );
  });

  it('counts over as many devices as may be asked about at once', async () => {
    const devices = Array.from({ length: 2_000 }, (_, i) => `stb-${i}`);
    await subject.put(...devices.map((device, i) => sample(i, { [MER]: i }, { device })));
    const rows = await subject.store.ranges({ ...MINUTES, devices });
    expect(brief(rows)).toEqual(['0 2000 0 1999 1999000']);
  });
}
