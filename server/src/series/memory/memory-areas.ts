import type { AreaHour, AreaKey } from '../../core/weak-area/area-hour.ts';
import { foldHours } from '../areas/area-fold.ts';
import { byTimeAndArea, createAreaSpan } from '../areas/area-span.ts';
import { createPlaces, placesIn } from '../areas/places.ts';
import { hourOf, hoursOf, nextHour } from '../hours.ts';
import type { AreaHoursQuery, AreaSumsQuery, SeriesStore, StoredSample } from '../port.ts';
import { HOUR_MS } from '../port.ts';
import type { HourlyRange } from './roll-up.ts';

type Asked = Pick<SeriesStore, 'place' | 'refill' | 'areaHours' | 'areaSums'>;

export interface MemoryAreas extends Asked {
  touch(samples: readonly StoredSample[]): void;
  /** Adds up what is over; hours before `first` are let go. */
  maintain(now: number, first: number): void;
}

/** `rolled` answers what devices measured by hour, everything that is known. */
export function createMemoryAreas(rolled: () => HourlyRange[], open: () => void): MemoryAreas {
  const places = createPlaces();
  const owed = new Set<number>();
  /** It costs nothing to roll an hour up as often as something comes for it. */
  const neverRested: ReadonlyMap<number, number> = new Map();
  const cells = new Map<number, AreaHour[]>();

  function addUp(hours: ReadonlySet<number>, only?: ReadonlySet<AreaKey>): void {
    const byHour = byHourAndDevice(rolled(), hours);
    for (const hour of hours) {
      const span = createAreaSpan();
      for (const { device, areas } of placesIn(places.all(), only)) {
        const sums = byHour.get(`${hour} ${device}`);
        if (sums) span.add(hour, areas, (metric) => sums.get(metric));
      }
      const others = only ? (cells.get(hour) ?? []).filter(({ area }) => !only.has(area)) : [];
      cells.set(hour, [...others, ...span.rows()].sort(byTimeAndArea));
    }
  }

  const within = ({ areas, metric, from, to }: AreaHoursQuery): AreaHour[] => {
    open();
    const wanted = new Set(areas);
    return [...cells]
      .filter(([hour]) => hour * HOUR_MS >= from && hour * HOUR_MS < to)
      .sort(([a], [b]) => a - b)
      .flatMap(([, rows]) => rows.filter((row) => row.metric === metric && wanted.has(row.area)));
  };

  return {
    touch: (samples) => hoursOf(samples).forEach((hour) => owed.add(hour)),
    async place(told, more = false) {
      open();
      places.tell(told, more);
    },
    async refill(areas) {
      open();
      addUp(new Set(cells.keys()), places.holding(areas));
    },
    areaHours: async (query) => within(query).slice(0, query.limit).map(copied),
    areaSums: async (query: AreaSumsQuery) => foldHours(within(query), query).slice(0, query.limit),
    maintain(now, first) {
      for (const hour of cells.keys()) if (hour < first) cells.delete(hour);
      if (!places.isWhole()) return;
      const over = new Set<number>();
      for (const hour of owed) if (nextHour([hour], neverRested, now) !== undefined) over.add(hour);
      if (over.size === 0) return;
      addUp(over);
      for (const hour of over) owed.delete(hour);
    },
  };
}

const copied = (row: AreaHour): AreaHour => ({ ...row, levels: new Map(row.levels) });

function byHourAndDevice(ranges: readonly HourlyRange[], hours: ReadonlySet<number>) {
  const found = new Map<string, Map<string, { n: number; sum: number }>>();
  for (const { ts, device, metric, count, sum } of ranges) {
    const hour = hourOf(ts);
    if (!hours.has(hour)) continue;
    const sums = found.get(`${hour} ${device}`) ?? new Map<string, { n: number; sum: number }>();
    found.set(`${hour} ${device}`, sums.set(metric, { n: count, sum }));
  }
  return found;
}
