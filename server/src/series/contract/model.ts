import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SeriesStore, StoredSample } from '../port.ts';
import { createMemorySeries } from '../memory/memory-series.ts';
import type { Subject } from '../series.contract.ts';
import { HOUR_MS } from '../port.ts';
import { MER, T0 } from './samples.ts';

const METRICS = [MER, 'dvbc.lock', 'cell.rat', 'pwr.mains_v'] as const;
const value = fc.oneof(
  // Eighths add up without rounding, so a mean does not depend on the order of adding.
  fc.integer({ min: -80_000, max: 80_000 }).map((n) => n / 8),
  fc.boolean(),
  fc.constantFrom('LTE', 'NR', ''),
  fc.constant(null),
);
/** Times are unique within a run, so that there is one right answer; the identity is the place. */
const history = fc.uniqueArray(
  fc.record({
    at: fc.nat(20 * 600_000),
    m: fc.dictionary(fc.constantFrom(...METRICS), value),
    late: fc.boolean(),
  }),
  { selector: ({ at }) => at, maxLength: 60 },
);
const window = fc.record({
  from: fc.integer({ min: -1_000, max: 20 * 600_000 }),
  span: fc.nat(20 * 600_000),
  limit: fc.integer({ min: 1, max: 30 }),
  stepMs: fc.integer({ min: 1_000, max: 20 * 300_000 }),
  longerThanMs: fc.nat(20 * 60_000),
  hours: fc.integer({ min: 1, max: 3 }),
  perDevice: fc.boolean(),
  upkeep: fc.nat(5),
});

export function modelCases(subject: Subject): void {
  it('answers as a plain list in memory would, for any history in any batches', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 20 }), window, async (samples, size, ask) => {
        const device = `model-${++run}`;
        const model = createMemorySeries();
        const all = samples.map(({ at, m, late }, i): StoredSample => ({
          device,
          boot: `b${i % 3}`,
          seq: i,
          ts: T0 + at,
          late,
          m,
        }));
        for (let i = 0; i < all.length; i += size) {
          const mark = { journal: device, offset: i + 1 };
          await model.write(all.slice(i, i + size), mark);
          await subject.store.write(all.slice(i, i + size), mark);
        }
        for (let step = 0; step < ask.upkeep; step++) await subject.store.maintain(T0 + 20 * 600_000 * step);
        expect(await answers(subject.store, device, ask)).toEqual(await answers(model, device, ask));
      }),
      { numRuns: 25 },
    );
  });
}

type Ask = typeof window extends fc.Arbitrary<infer T> ? T : never;

async function answers(store: SeriesStore, device: string, ask: Ask) {
  const query = { device, from: T0 + ask.from, to: T0 + ask.from + ask.span, limit: ask.limit };
  const points = METRICS.map((metric) => store.points({ ...query, metric }));
  const stepped = METRICS.map((metric) => store.points({ ...query, metric, stepMs: ask.stepMs }));
  const several = { devices: [device, 'stb-404'], metric: MER, perDevice: ask.perDevice };
  const hours = { from: T0 - HOUR_MS, to: T0 + 6 * HOUR_MS, limit: ask.limit };
  return {
    points: await Promise.all(points),
    stepped: await Promise.all(stepped),
    beats: await store.beats(query),
    raw: await store.ranges({ ...several, ...query, source: 'raw', stepMs: ask.stepMs }),
    hourly: await store.ranges({ ...several, ...hours, source: 'hourly', stepMs: ask.hours * HOUR_MS }),
    silences: await store.silences({ ...query, longerThanMs: ask.longerThanMs }),
  };
}
