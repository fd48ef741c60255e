import { beforeEach } from 'vitest';
import { WEAK } from '../../core/weak-area/area-hour.ts';
import type { AreaHoursQuery, AreaSum, AreaSumsQuery } from '../port.ts';
import { DAY_MS, HOUR_MS } from '../port.ts';
import type { Subject } from '../series.contract.ts';
import { BASE, NODE, OTHER_VILLAGE, PLACES, TOWN, VILLAGE, brief, drain, judged } from './town.ts';

const RETENTION = { rawMs: 10 * DAY_MS, hourlyMs: 40 * DAY_MS };

/** All areas of the town, for a day. */
export const ANY: AreaHoursQuery = {
  areas: [TOWN, VILLAGE, OTHER_VILLAGE, NODE],
  metric: WEAK,
  from: BASE,
  to: BASE + DAY_MS,
  limit: 1_000,
};

/** A store, 30 hours after BASE, in which the boxes of a town are. */
export interface AreaTown extends Subject {
  now(): number;
  /** All that is to be done, so much later. */
  upkeep(laterMs?: number): Promise<void>;
  place(): Promise<void>;
  /** A quarter of stb-1's hour is weak, half of stb-2's is bad; stb-4 has another level. */
  putAnHour(hour?: number): Promise<void>;
  /** Read as `area hour n weak bad`. */
  hours(query?: Partial<AreaHoursQuery>): Promise<string[]>;
  /** Read as `area hour hours weakHours badHours devices`. */
  sums(query?: Partial<AreaSumsQuery>): Promise<string[]>;
}

export function openTown(subject: Subject): AreaTown {
  let now: number;
  beforeEach(() => {
    now = BASE + 30 * HOUR_MS;
    return subject.openWith({ retention: RETENTION, now: () => now });
  });
  return {
    get store() {
      return subject.store;
    },
    get reopen() {
      return subject.reopen;
    },
    get ownClock() {
      return subject.ownClock;
    },
    openWith: subject.openWith,
    put: subject.put,
    now: () => now,
    upkeep: (laterMs = 0) => drain(subject.store, (now += laterMs)),
    place: () => subject.store.place(PLACES),
    async putAnHour(hour = 0) {
      await subject.put(
        ...[0, 0.2, 0.4].map((part) => judged('stb-1', hour + part, 'o', 36)),
        judged('stb-1', hour + 0.6, 'w', 32),
        judged('stb-2', hour, 'o', 33.1),
        judged('stb-2', hour + 0.5, 'b', 27.3),
        judged('stb-3', hour + 0.999, 'o', 35),
        judged('stb-4', hour + 0.1, 'w', 30),
      );
    },
    hours: async (query = {}) => brief(await subject.store.areaHours({ ...ANY, ...query })),
    async sums(query = {}) {
      const rows = await subject.store.areaSums({ ...ANY, stepMs: DAY_MS, least: 1, ...query });
      return rows.map(briefSum);
    },
  };
}

const briefSum = ({ area, ts, hours, weakHours, badHours, devices }: AreaSum): string =>
  [area, (ts - BASE) / HOUR_MS, hours, weakHours.toFixed(3), badHours.toFixed(3), devices].join(' ');
