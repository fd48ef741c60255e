import { firstKeptHour } from '../hours.ts';
import type {
  Beat,
  DeviceWindow,
  PointsQuery,
  Retention,
  SeriesPoint,
  SeriesStore,
  StoredSample,
} from '../port.ts';
import { SeriesUnavailable, HOUR_MS, keptFrom } from '../port.ts';
import { silencesBetween } from '../silences.ts';
import { isStorable, storedValue } from '../stored-value.ts';
import { createMemoryAreas } from './memory-areas.ts';
import type { HourlyRange } from './roll-up.ts';
import { answerRanges, rangesOf, rollUp } from './roll-up.ts';

export interface MemoryOptions {
  /** Without it everything is kept. */
  retention?: Retention | undefined;
  /** ms UTC. */
  now?: () => number;
}

/** Keeps everything in memory and nothing for ever: for tests and drills. Rolls up only what it lets go, and what it adds up by area. */
export function createMemorySeries({ retention, now = Date.now }: MemoryOptions = {}): SeriesStore {
  const byDevice = new Map<string, Map<string, StoredSample>>();
  let hourly: HourlyRange[] = [];
  const marks = new Map<string, number>();
  let closed = false;

  const open = () => {
    if (closed) throw new SeriesUnavailable('the series store is closed');
  };
  const samplesOf = (device: string): StoredSample[] => [...(byDevice.get(device)?.values() ?? [])];
  const rolled = (): HourlyRange[] => [...hourly, ...rollUp([...byDevice.keys()].flatMap(samplesOf))];
  const areas = createMemoryAreas(rolled, open);
  const within = ({ device, from, to }: DeviceWindow): StoredSample[] => {
    open();
    return samplesOf(device)
      .filter(({ ts }) => ts >= from && ts < to)
      .sort(byTime);
  };

  function letGo(from: number): void {
    const old = [...byDevice.keys()].flatMap(samplesOf).filter(({ ts }) => ts < from);
    hourly.push(...rollUp(old));
    for (const { device, boot, seq } of old) byDevice.get(device)?.delete(`${boot}/${seq}`);
  }

  return {
    kind: 'memory',
    async write(samples, mark) {
      open();
      if (mark.offset <= (marks.get(mark.journal) ?? -1)) return { refused: 0 };
      const since = keptFrom(retention, now());
      const storable = samples.filter((sample) => isStorable(sample) && sample.ts >= since);
      for (const sample of storable) {
        const own = byDevice.get(sample.device) ?? new Map<string, StoredSample>();
        byDevice.set(sample.device, own.set(`${sample.boot}/${sample.seq}`, sample));
      }
      areas.touch(storable);
      marks.set(mark.journal, mark.offset);
      return { refused: samples.length - storable.length };
    },
    async mark(journal) {
      open();
      return marks.get(journal);
    },
    async points(query) {
      const points = instants(within(query), query.metric);
      return (query.stepMs === undefined ? points : steps(points, query.from, query.stepMs)).slice(
        0,
        query.limit,
      );
    },
    async beats(query) {
      return within(query).map(toBeat).slice(0, query.limit);
    },
    async silences(query) {
      return silencesBetween(
        within(query).map((sample) => sample.ts),
        query,
      );
    },
    async ranges(query) {
      open();
      const samples = query.devices.flatMap(samplesOf);
      if (query.source === 'raw') return answerRanges(rangesOf(samples, query.metric), query);
      return answerRanges([...hourly, ...rollUp(samples)], query);
    },
    place: areas.place,
    refill: areas.refill,
    areaHours: areas.areaHours,
    areaSums: areas.areaSums,
    async maintain(at) {
      open();
      const first = firstKeptHour(retention, at);
      areas.maintain(at, first);
      letGo(keptFrom(retention, at));
      hourly = hourly.filter(({ ts }) => ts >= first * HOUR_MS);
      return { more: false };
    },
    async check() {
      open();
    },
    async close() {
      closed = true;
    },
  };
}

const byTime = (a: StoredSample, b: StoredSample) => a.ts - b.ts || a.seq - b.seq;
const toBeat = ({ ts, boot, seq }: StoredSample): Beat => ({ ts, boot, seq });

function instants(samples: readonly StoredSample[], metric: string): SeriesPoint[] {
  const points = new Map<number, number | string>();
  for (const { ts, m } of samples) {
    const value = Object.hasOwn(m, metric) ? storedValue(m[metric] ?? null) : undefined;
    if (value !== undefined) points.set(ts, value);
  }
  return [...points];
}

function steps(points: readonly SeriesPoint[], from: number, stepMs: NonNullable<PointsQuery['stepMs']>) {
  const values = new Map<number, (number | string)[]>();
  for (const [ts, value] of points) {
    const start = from + Math.floor((ts - from) / stepMs) * stepMs;
    values.set(start, [...(values.get(start) ?? []), value]);
  }
  return [...values].map(([start, of]): SeriesPoint => [start, summary(of)]);
}

function summary(values: readonly (number | string)[]): number | string {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length > 0) return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return values.at(-1) ?? '';
}
