import type { ServerSettings } from '@fengsui/config/settings';
import { openDuckdbSeries } from '../series/duckdb/index.ts';
import { openInfluxSeries } from '../series/influx/index.ts';
import type { SeriesStore } from '../series/port.ts';

export type SeriesSettings = Pick<ServerSettings, 'influx' | 'data' | 'series'>;

const DAY_MS = 86_400_000;

/** The series store that the settings name. Rejects with SeriesUnusable. */
export function openSeries(
  { influx: { url, ...influx }, data, series }: SeriesSettings,
  now?: () => number,
): Promise<SeriesStore> {
  const retention = { rawMs: series.rawDays * DAY_MS, hourlyMs: series.hourlyDays * DAY_MS };
  const options = { retention, ...(now && { now }) };
  if (url === undefined) return openDuckdbSeries({ folder: data, ...options });
  return openInfluxSeries({ url, ...influx, ...options });
}
