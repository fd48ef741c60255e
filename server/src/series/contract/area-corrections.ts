import { expect, it } from 'vitest';
import { WEAK } from '../../core/weak-area/area-hour.ts';
import { DAY_MS, HOUR_MS } from '../port.ts';
import type { AreaTown } from './area-town.ts';
import { ANY } from './area-town.ts';
import { MER } from './samples.ts';
import { BASE, NODE, OTHER_VILLAGE, PLACES, TOWN, VILLAGE, at, brief, drain, judged } from './town.ts';

/** What comes late, moves, is watched lately, is let go, and outlives a restart. */
export function correctionCases(town: AreaTown): void {
  it('corrects an hour when samples come for it later', async () => {
    await town.place();
    await town.putAnHour();
    await town.upkeep();
    await town.put(judged('stb-3', 0.3, 'b', 25.4, { late: true }));
    await town.upkeep(HOUR_MS);
    expect(await town.hours({ areas: [VILLAGE] })).toEqual([`${VILLAGE} 0 3 1.25 1`]);
    const [row] = await town.store.areaHours({ ...ANY, areas: [VILLAGE], metric: MER });
    expect(row?.levels).toEqual(
      new Map([
        [151, 2],
        [175, 1],
      ]),
    );
  });

  it('adds up whole days of UTC as it adds up their hours, late samples with them', async () => {
    const from = Math.floor(BASE / DAY_MS) * DAY_MS;
    const days = { areas: [TOWN, VILLAGE], metric: WEAK, from, to: from + 3 * DAY_MS, least: 1, limit: 99 };
    const byDay = async () => {
      const sums = await town.store.areaSums({ ...days, stepMs: DAY_MS });
      return sums.map((one) => [one.area, one.ts, one.hours, one.weakHours, one.badHours, one.devices]);
    };
    const byHours = async () => {
      const hours = await town.store.areaSums({ ...days, stepMs: HOUR_MS });
      const starts = [...new Set(hours.map(({ ts }) => Math.floor(ts / DAY_MS) * DAY_MS))];
      return starts.flatMap((start) =>
        days.areas.flatMap((area) => {
          const own = hours.filter((one) => one.area === area && one.ts >= start && one.ts < start + DAY_MS);
          const sum = (of: (one: (typeof own)[number]) => number) =>
            own.reduce((all, one) => all + of(one), 0);
          if (own.length === 0) return [];
          const shares = [sum((one) => one.weakHours), sum((one) => one.badHours)];
          return [[area, start, own.length, ...shares, Math.max(...own.map(({ devices }) => devices))]];
        }),
      );
    };
    await town.place();
    for (const hour of [0, 1, 23]) await town.putAnHour(hour);
    await town.upkeep();
    const before = await byDay();
    expect(before).toEqual(await byHours());
    await town.put(judged('stb-3', 0.3, 'b', 25.4, { late: true }));
    await town.upkeep(HOUR_MS);
    expect(await byDay()).toEqual(await byHours());
    expect(await byDay()).not.toEqual(before);
  });

  it('waits until it was told where all devices are, and then has the hours from before', async () => {
    await town.putAnHour();
    await town.upkeep();
    await town.store.place(PLACES.slice(0, 2), true);
    await town.upkeep();
    expect(await town.hours()).toEqual([]);
    await town.store.place(PLACES.slice(2));
    await town.upkeep();
    expect(await town.hours({ areas: [VILLAGE] })).toEqual([`${VILLAGE} 0 3 0.75 0.5`]);
  });

  it('counts a device that was placed elsewhere there from then on, and there alone', async () => {
    await town.place();
    await town.putAnHour(0);
    await town.upkeep();
    await town.store.place([at('stb-4', NODE), at('stb-1', TOWN)]);
    await town.putAnHour(1);
    await town.upkeep();
    expect(await town.hours()).toEqual([
      `${TOWN} 0 4 1.75 0.5`,
      `${VILLAGE} 0 3 0.75 0.5`,
      `${OTHER_VILLAGE} 0 1 1 0`,
      `${TOWN} 1 3 0.75 0.5`,
      `${VILLAGE} 1 2 0.5 0.5`,
      `${NODE} 1 1 1 0`,
    ]);
  });

  it('leaves nothing of an hour where nobody is any more, once that is added up again', async () => {
    await town.place();
    await town.putAnHour();
    await town.upkeep();
    await town.store.place([at('stb-4', NODE)]);
    await town.put(judged('stb-4', 0.9, 'o', 30, { late: true }));
    await town.upkeep(HOUR_MS);
    expect(await town.hours()).toEqual([
      `${TOWN} 0 3 0.75 0.5`,
      `${VILLAGE} 0 3 0.75 0.5`,
      `${NODE} 0 1 0.5 0`,
    ]);
    expect(await town.hours({ areas: [OTHER_VILLAGE], metric: MER })).toEqual([]);
    expect(await town.sums({ areas: [OTHER_VILLAGE, NODE] })).toEqual([`${NODE} 0 1 0.500 0.000 1`]);
  });

  it('adds up the hours of a node from before it was watched, when it is asked to', async () => {
    await town.place();
    await town.putAnHour(0);
    await town.putAnHour(25);
    await town.upkeep();
    const watched = PLACES.slice(0, 2).map(({ device, areas }) => at(device, ...areas, NODE));
    await town.store.place(watched);
    expect(await town.hours({ areas: [NODE], to: town.now() })).toEqual([]);
    await town.store.refill([NODE, 'node:unknown']);
    expect(await town.hours({ areas: [NODE], to: town.now() })).toEqual([
      `${NODE} 0 2 0.75 0.5`,
      `${NODE} 25 2 0.75 0.5`,
    ]);
    expect(await town.hours({ areas: [VILLAGE], to: BASE + HOUR_MS })).toEqual([`${VILLAGE} 0 3 0.75 0.5`]);
    expect(await town.sums({ areas: [NODE, VILLAGE] })).toEqual([
      `${VILLAGE} 0 1 0.250 0.167 3`,
      `${NODE} 0 1 0.375 0.250 2`,
    ]);
  });

  it('keeps what an area has that nobody is placed in, when it is asked to add that up anew', async () => {
    await town.place();
    await town.putAnHour();
    await town.upkeep();
    await town.store.place([at('stb-4', TOWN)]);
    await town.store.refill([OTHER_VILLAGE]);
    expect(await town.hours({ areas: [OTHER_VILLAGE] })).toEqual([`${OTHER_VILLAGE} 0 1 1 0`]);
  });

  it('keeps hours by area as long as hours of devices', async ({ skip }) => {
    if (town.ownClock) return skip('this store has a clock of its own');
    await town.place();
    await town.putAnHour();
    await town.upkeep();
    await town.upkeep(20 * DAY_MS);
    expect(await town.hours({ areas: [TOWN] })).toHaveLength(1);
    await town.upkeep(40 * DAY_MS);
    expect(await town.hours({ areas: [TOWN] })).toEqual([]);
  });

  it('has the hours again after a restart, and adds up what was owed as soon as it knows the places', async ({
    skip,
  }) => {
    if (!town.reopen) return skip('nothing outlives this store');
    await town.place();
    await town.putAnHour();
    await town.upkeep();
    await town.store.place([], true);
    await town.putAnHour(1);
    await town.upkeep();
    await town.store.close();
    const reopened = await town.reopen();
    const ask = async () => brief(await reopened.areaHours({ ...ANY, areas: [VILLAGE] }));
    await drain(reopened, town.now());
    expect(await ask()).toEqual([`${VILLAGE} 0 3 0.75 0.5`]);
    await reopened.place(PLACES);
    await drain(reopened, town.now() + 120_000);
    expect(await ask()).toEqual([`${VILLAGE} 0 3 0.75 0.5`, `${VILLAGE} 1 3 0.75 0.5`]);
    await reopened.close();
  });
}
