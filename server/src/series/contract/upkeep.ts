import { beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../clock.ts';
import { hourOf } from '../hours.ts';
import { DAY_MS, HOUR_MS } from '../port.ts';
import type { RangesQuery, SeriesStore, StoredSample } from '../port.ts';
import type { Subject } from '../series.contract.ts';
import { MER, sample } from './samples.ts';

const RETENTION = { rawMs: 10 * DAY_MS, hourlyMs: 40 * DAY_MS };
/** A store may have a clock of its own, so the cases happen within the last days. */
const BASE = hourOf(createClock().now() - 2 * DAY_MS) * HOUR_MS;
const HOURS: RangesQuery = {
  devices: ['stb-1', 'stb-2'],
  metric: MER,
  from: BASE,
  to: BASE + DAY_MS,
  stepMs: HOUR_MS,
  source: 'hourly',
  limit: 100,
};

/** A sample so many hours after BASE. */
function at(hours: number, value: number, more: Partial<StoredSample> = {}): StoredSample {
  return { ...sample(0, { [MER]: value }, more), ts: BASE + Math.round(hours * HOUR_MS) };
}

async function drain(store: SeriesStore, now: number): Promise<number> {
  for (let steps = 1; steps < 200; steps++) if (!(await store.maintain(now)).more) return steps;
  throw new Error('upkeep does not come to an end');
}

export function upkeepCases(subject: Subject): void {
  describe('by hours', () => casesOf(subject));
}

function casesOf(subject: Subject): void {
  let now: number;

  beforeEach(() => {
    now = BASE + 5 * HOUR_MS;
    return subject.openWith({ retention: RETENTION, now: () => now });
  });

  async function hours(query: Partial<RangesQuery> = {}): Promise<string[]> {
    const rows = await subject.store.ranges({ ...HOURS, ...query });
    return rows.map(({ ts, count, min, max, sum }) =>
      [(ts - BASE) / HOUR_MS, count, min, max, sum].join(' '),
    );
  }

  rollUps();
  retention();

  function rollUps(): void {
    it('answers the same before and after an hour is rolled up, also for the hour that is not over', async () => {
      await subject.put(at(0, 1), at(0.5, 5), at(0.6, 3, { device: 'stb-2' }), at(1.2, 7), at(4.9, 9));
      const expected = ['0 3 1 5 9', '1 1 7 7 7', '4 1 9 9 9'];
      expect(await hours()).toEqual(expected);
      await drain(subject.store, now);
      expect(await hours()).toEqual(expected);
      expect(await hours({ stepMs: 2 * HOUR_MS })).toEqual(['0 4 1 7 16', '4 1 9 9 9']);
      expect(await hours({ from: BASE + HOUR_MS, to: BASE + 2 * HOUR_MS })).toEqual(['1 1 7 7 7']);
      expect(await hours({ devices: ['stb-2'] })).toEqual(['0 1 3 3 3']);
    });

    it('takes one bounded step at a time, and says when there is nothing more to do', async () => {
      expect(await drain(subject.store, now)).toBe(1);
      await subject.put(at(0, 1), at(1, 2), at(2, 3));
      await drain(subject.store, now);
      expect(await subject.store.maintain(now)).toEqual({ more: false });
    });

    it('rolls an hour up once more when samples come for it later', async () => {
      await subject.put(at(0, 1));
      await drain(subject.store, now);
      await subject.put(at(0.2, 8, { late: true }));
      expect(await hours()).toEqual(['0 2 1 8 9']);
      await drain(subject.store, (now += HOUR_MS));
      expect(await hours()).toEqual(['0 2 1 8 9']);
      await subject.put(at(0.3, -4, { late: true, device: 'stb-2' }), at(0.4, 2, { late: true }));
      await drain(subject.store, (now += HOUR_MS));
      expect(await hours()).toEqual(['0 4 -4 8 7']);
    });

    it('remembers across a restart what is to be rolled up again', async ({ skip }) => {
      if (!subject.reopen) return skip('nothing outlives this store');
      await subject.put(at(0, 1), at(1, 2));
      await drain(subject.store, now);
      await subject.put(at(0.5, 4, { late: true }));
      await subject.store.close();
      const reopened = await subject.reopen();
      await drain(reopened, now + HOUR_MS);
      const rows = await reopened.ranges(HOURS);
      expect(rows.map(({ count, sum }) => [count, sum])).toEqual([
        [2, 5],
        [1, 2],
      ]);
      await reopened.close();
    });

    it('loses nothing that is written while it rolls up', async () => {
      await subject.put(at(0, 1), at(1, 1), at(2, 1));
      const writes = Array.from({ length: 10 }, (_, i) => subject.put(at(0.1 + i / 100, 1, { late: true })));
      await Promise.all([drain(subject.store, now), ...writes]);
      await drain(subject.store, now + HOUR_MS);
      expect(await hours()).toEqual(['0 11 1 1 11', '1 1 1 1 1', '2 1 1 1 1']);
    });
  }

  function retention(): void {
    it('refuses samples older than samples are kept', async () => {
      const old = [at(-11 * 24, 1), at(-9 * 24, 2), at(0, 3)];
      expect(await subject.put(...old)).toEqual({ refused: 1 });
      expect(await hours({ from: BASE - 20 * DAY_MS, stepMs: 48 * HOUR_MS })).toHaveLength(2);
    });

    it('lets samples go when their time has come, and keeps what was rolled up, for its own time', async ({
      skip,
    }) => {
      if (subject.ownClock) return skip('this store has a clock of its own');
      await subject.put(at(0, 1), at(0.5, 5), at(24 * 5, 7));
      now += 11 * DAY_MS;
      await drain(subject.store, now);
      const raw = { device: 'stb-1', metric: MER, from: 0, to: now, limit: 9 };
      expect((await subject.store.points(raw)).map(([, value]) => value)).toEqual([7]);
      expect(await hours()).toEqual(['0 2 1 5 6']);
      now += 40 * DAY_MS;
      await drain(subject.store, now);
      expect(await hours()).toEqual([]);
    });
  }
}
