import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startInflux } from '../../../test/parts/influx.ts';
import { HOUR, HOUR_OF_MER, MER, T0, relative, sample } from '../contract/samples.ts';
import { openInfluxSeries } from './index.ts';

let influx: Awaited<ReturnType<typeof startInflux>>;

beforeAll(async () => {
  influx = await startInflux();
});
afterAll(() => influx.stop());

/** As version 0.1 wrote it: a beat for every sample, at nanoseconds of its own, and its values beside it. */
const oldLines = (ts: number, seq: number, value: number) => [
  `beats,device=stb-1 seq=${seq},boot="a1",ts=${ts} ${ts}${String(417_000 + seq)}`,
  `telemetry,device=stb-1 ${MER}=${value} ${ts}416999`,
];

it('reads what was written in the old layout together with what is written now', async () => {
  const database = `old-${randomUUID()}`;
  const store = await openInfluxSeries({ url: influx.url, database });
  await store.write([], { journal: 'j', offset: 1 });
  const body = [...oldLines(T0, 1, 10), ...oldLines(T0 + 60_000, 2, 20)].join('\n');
  await fetch(`${influx.url}/write?db=${database}`, { method: 'POST', body });
  const now = [
    sample(60_000, { [MER]: 20 }, { seq: 2 }),
    sample(120_000, { [MER]: 30 }, { seq: 3 }),
    sample(180_000, { [MER]: 40 }, { seq: 4 }),
    sample(240_000, {}, { seq: 5 }),
  ];
  await store.write(now, { journal: 'j', offset: 2 });

  expect((await store.beats(HOUR)).map(({ ts, seq }) => [ts - T0, seq])).toEqual([
    [0, 1],
    [60_000, 2],
    [120_000, 3],
    [180_000, 4],
    [240_000, 5],
  ]);
  expect((await store.beats({ ...HOUR, limit: 3 })).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(relative(await store.points(HOUR_OF_MER)).map(([, value]) => value)).toEqual([10, 20, 30, 40]);
  const silences = await store.silences({ ...HOUR, to: T0 + 400_000, longerThanMs: 70_000 });
  expect(relative(silences)).toEqual([[240_000, T0 + 400_000]]);
  await store.close();
});
