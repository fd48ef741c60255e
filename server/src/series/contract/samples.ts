import type { StoredSample } from '../port.ts';

/** 2024-01-01T00:00:00.000Z: all cases happen around it. */
export const T0 = Date.UTC(2024, 0, 1);
const DEVICE = 'stb-1';
export const MER = 'dvbc.mer_db';

let seq = 0;

/** A sample of `stb-1` at T0 + `at`, with a sequence number of its own unless told. */
export function sample(
  at: number,
  m: StoredSample['m'] = {},
  more: Partial<StoredSample> = {},
): StoredSample {
  return { device: DEVICE, boot: 'a1', seq: ++seq, ts: T0 + at, late: false, m, ...more };
}

/** Everything of `stb-1` within an hour from T0. */
export const HOUR = { device: DEVICE, from: T0, to: T0 + 3_600_000, limit: 1_000 };
export const HOUR_OF_MER = { ...HOUR, metric: MER };

/** Times relative to T0, so that expectations read like the samples. */
export function relative<Rest extends unknown[]>(rows: readonly [number, ...Rest][]): [number, ...Rest][] {
  return rows.map(([ts, ...rest]) => [ts - T0, ...rest]);
}
