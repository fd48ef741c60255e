import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AreaHour, AreaKey } from '../../core/weak-area/area-hour.ts';
import { WEAK } from '../../core/weak-area/area-hour.ts';
import { createMemorySeries } from '../memory/memory-series.ts';
import type { SeriesStore } from '../port.ts';
import { HOUR_MS } from '../port.ts';
import type { Subject } from '../series.contract.ts';
import { MER } from './samples.ts';
import { BASE, COUNTY, drain, judged } from './town.ts';

const DEVICES = 5;
const HOURS = 4;
const device = fc.nat(DEVICES - 1);
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('sample' as const),
      device,
      minute: fc.nat(60 * HOURS - 1),
      quality: fc.constantFrom('o' as const, 'w' as const, 'b' as const),
      // Eighths add up without rounding, so a mean does not depend on the order of adding.
      mer: fc.integer({ min: 160, max: 320 }).map((n) => n / 8),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('move' as const), device, to: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('upkeep' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refill' as const) }) },
);

/** Three villages, a node above two of them, everything of a name of its own for each run. */
function townOf(run: number) {
  const villages = [0, 1, 2].map((i): AreaKey => `area:${run}-${i}`);
  const node: AreaKey = `node:${run}`;
  const areasOf = (village: number): AreaKey[] => [
    ...villages.slice(village, village + 1),
    ...(village < 2 ? [node] : []),
  ];
  const name = (i: number): string => `model-area-${run}-${i}`;
  return { areas: [...villages, node], node, areasOf, name };
}

export function areaModelCases(subject: Subject): void {
  it('adds up by area as a plain list in memory would, whatever comes late or moves', async () => {
    let [run, now] = [0, BASE + 10 * HOUR_MS];
    await subject.openWith({ now: () => now });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), async (acts) => {
        const town = townOf(++run);
        const model = createMemorySeries();
        let seq = 0;
        const both = async (work: (store: SeriesStore) => Promise<unknown>) => {
          for (const store of [model, subject.store]) await work(store);
        };
        const placeOf = (i: number, village: number) => ({
          device: town.name(i),
          county: COUNTY,
          areas: town.areasOf(village),
        });
        const maintain = () => {
          now += HOUR_MS;
          return both((store) => drain(store, now));
        };
        const everybody = Array.from({ length: DEVICES }, (_, i) => placeOf(i, i % 3));
        await both((store) => store.place(everybody));
        for (const each of acts) {
          if (each.kind === 'upkeep') await maintain();
          if (each.kind === 'refill') await both((store) => store.refill([town.node]));
          if (each.kind === 'move') await both((store) => store.place([placeOf(each.device, each.to)]));
          if (each.kind !== 'sample') continue;
          const { minute, quality, mer } = each;
          // No two of one instant: of those a store may keep one.
          const at = minute / 60 + ++seq / HOUR_MS;
          const one = judged(town.name(each.device), at, quality, mer, { seq });
          await both((store) => store.write([one], { journal: `areas-${run}`, offset: seq }));
        }
        await maintain();
        expect(await answers(subject.store, town.areas)).toEqual(await answers(model, town.areas));
      }),
      { numRuns: 6 },
    );
  });
}

async function answers(store: SeriesStore, areas: readonly AreaKey[]) {
  const query = { areas, from: BASE, to: BASE + 24 * HOUR_MS, limit: 1_000 };
  const hours = (metric: string): Promise<AreaHour[]> => store.areaHours({ ...query, metric });
  const sums = await store.areaSums({ ...query, metric: WEAK, stepMs: 2 * HOUR_MS, least: 2 });
  const tell = (row: AreaHour) => ({ ...row, levels: [...row.levels].sort(([a], [b]) => a - b) });
  return {
    weak: (await hours(WEAK)).map(tell),
    mer: (await hours(MER)).map(tell),
    sums: sums.map((sum) => ({
      ...sum,
      weakHours: sum.weakHours.toFixed(3),
      badHours: sum.badHours.toFixed(3),
    })),
  };
}
