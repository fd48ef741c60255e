import type { ServerSettings } from '@fengsui/config/settings';
import { openDuckdbSeries } from '../series/duckdb/index.ts';
import { openInfluxSeries } from '../series/influx/index.ts';
import type { Retention, SeriesStore } from '../series/port.ts';

export type SeriesSettings = Pick<ServerSettings, 'influx' | 'data' | 'series'>;

const DAY_MS = 86_400_000;

/** For how long the store keeps what. */
export function retentionOf({ series }: Pick<ServerSettings, 'series'>): Retention {
  return { rawMs: series.rawDays * DAY_MS, hourlyMs: series.hourlyDays * DAY_MS };
}

/** The series store that the settings name. Rejects with SeriesUnusable. */
export function openSeries(settings: SeriesSettings, now?: () => number): Promise<SeriesStore> {
  const { url, ...influx } = settings.influx;
  const options = { retention: retentionOf(settings), ...(now && { now }) };
  if (url === undefined) return openDuckdbSeries({ folder: settings.data, ...options });
  return openInfluxSeries({ url, ...influx, ...options });
}
