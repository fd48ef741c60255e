import { describe, expect, it } from 'vitest';
import type { AreaKey } from '../../core/weak-area/area-hour.ts';
import { DAY_MS, HOUR_MS, SeriesUnavailable } from '../port.ts';
import type { Subject } from '../series.contract.ts';
import { correctionCases } from './area-corrections.ts';
import type { AreaTown } from './area-town.ts';
import { ANY, openTown } from './area-town.ts';
import { MER } from './samples.ts';
import { BASE, OTHER_VILLAGE, PLACES, TOWN, VILLAGE, at, judged } from './town.ts';

export function areaCases(subject: Subject): void {
  describe('by areas', () => {
    const town = openTown(subject);
    casesOf(town);
    correctionCases(town);
  });
}

function casesOf(town: AreaTown): void {
  it('tells hour by hour what the devices of an area were like, each device counting once', async () => {
    await town.place();
    await town.putAnHour(0);
    await town.putAnHour(2);
    expect(await town.hours()).toEqual([]);
    await town.upkeep();
    const whole = '4 1.75 0.5';
    expect(await town.hours()).toEqual(
      [0, 2].flatMap((hour) => [
        `${TOWN} ${hour} ${whole}`,
        `${VILLAGE} ${hour} 3 0.75 0.5`,
        `${OTHER_VILLAGE} ${hour} 1 1 0`,
      ]),
    );
    expect(await town.hours({ areas: [VILLAGE], from: BASE + 1 })).toEqual([`${VILLAGE} 2 3 0.75 0.5`]);
    expect(await town.hours({ areas: [VILLAGE], to: BASE + 2 * HOUR_MS })).toEqual([
      `${VILLAGE} 0 3 0.75 0.5`,
    ]);
    expect(await town.hours({ limit: 2 })).toEqual([`${TOWN} 0 ${whole}`, `${VILLAGE} 0 3 0.75 0.5`]);
  });

  it('tells of a level how often each of the means of an hour occurred', async () => {
    await town.place();
    await town.putAnHour();
    await town.upkeep();
    const [row, ...others] = await town.store.areaHours({ ...ANY, areas: [VILLAGE], metric: MER });
    expect(others).toEqual([]);
    expect(row).toMatchObject({ metric: MER, ts: BASE, n: 3, weak: 0.75, bad: 0.5 });
    expect([...(row?.levels ?? [])].sort(([a], [b]) => a - b)).toEqual([
      [151, 1],
      [175, 2],
    ]);
    const [weak] = await town.store.areaHours({ ...ANY, areas: [VILLAGE] });
    expect(weak?.levels).toEqual(new Map());
  });

  it('adds hours up in steps, and leaves out those with too few devices', async () => {
    await town.place();
    for (const hour of [0, 1, 23]) await town.putAnHour(hour);
    await town.put(judged('stb-1', 5, 'b', 20));
    await town.upkeep();
    expect(await town.sums({ areas: [VILLAGE, OTHER_VILLAGE] })).toEqual([
      `${VILLAGE} 0 4 1.750 1.500 3`,
      `${OTHER_VILLAGE} 0 3 3.000 0.000 1`,
    ]);
    expect(await town.sums({ least: 3, stepMs: 2 * HOUR_MS })).toEqual([
      `${TOWN} 0 2 0.875 0.250 4`,
      `${VILLAGE} 0 2 0.500 0.333 3`,
      `${TOWN} 22 1 0.438 0.125 4`,
      `${VILLAGE} 22 1 0.250 0.167 3`,
    ]);
    expect(await town.sums({ areas: [VILLAGE], stepMs: 2 * HOUR_MS, from: BASE + HOUR_MS })).toEqual([
      `${VILLAGE} 1 1 0.250 0.167 3`,
      `${VILLAGE} 5 1 1.000 1.000 1`,
      `${VILLAGE} 23 1 0.250 0.167 3`,
    ]);
    expect(await town.sums({ least: 4, limit: 1, stepMs: HOUR_MS })).toEqual([`${TOWN} 0 1 0.438 0.125 4`]);
    expect(await town.sums({ least: 5 })).toEqual([]);
  });

  it('answers nothing of areas, levels and times that it does not know', async () => {
    const unknown: AreaKey[] = ['area:no\nwhere', 'node:', 'area:440000'];
    expect(await town.hours()).toEqual([]);
    expect(await town.sums()).toEqual([]);
    await town.place();
    await town.putAnHour();
    await town.upkeep();
    expect(await town.hours({ areas: unknown })).toEqual([]);
    expect(await town.sums({ areas: unknown })).toEqual([]);
    expect(await town.hours({ areas: [] })).toEqual([]);
    expect(await town.sums({ areas: [] })).toEqual([]);
    expect(await town.hours({ metric: 'x.never' })).toEqual([]);
    expect(await town.hours({ to: BASE })).toEqual([]);
    expect(await town.sums({ to: BASE })).toEqual([]);
  });

  it('tells of as many areas as may be asked of at once', async () => {
    const areas = Array.from({ length: 2_000 }, (_, i): AreaKey => `area:${i}`);
    await town.store.place(areas.map((area, i) => at(`stb-${i}`, area)));
    await town.put(...areas.map((_, i) => judged(`stb-${i}`, 0.1, 'w', i / 100)));
    await town.upkeep();
    const rows = await town.store.areaHours({ ...ANY, areas, limit: 2_000, to: BASE + HOUR_MS });
    expect(new Set(rows.map(({ area }) => area)).size).toBe(2_000);
    expect(await town.sums({ areas, limit: 2_000 })).toHaveLength(2_000);
  });

  it('is unavailable once it is closed', async () => {
    await town.store.close();
    await expect(town.store.place(PLACES)).rejects.toThrow(SeriesUnavailable);
    await expect(town.store.refill([VILLAGE])).rejects.toThrow(SeriesUnavailable);
    await expect(town.store.areaHours(ANY)).rejects.toThrow(SeriesUnavailable);
    const steps = { stepMs: DAY_MS, least: 1 };
    await expect(town.store.areaSums({ ...ANY, ...steps })).rejects.toThrow(SeriesUnavailable);
  });
}
