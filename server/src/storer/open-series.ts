import type { ServerSettings } from '@fengsui/config/settings';
import { openDuckdbSeries } from '../series/duckdb/index.ts';
import { openInfluxSeries } from '../series/influx/index.ts';
import type { SeriesStore } from '../series/port.ts';

export type SeriesSettings = Pick<ServerSettings, 'influx' | 'data'>;

/** The series store that the settings name. Rejects with SeriesUnusable. */
export function openSeries({ influx: { url, ...influx }, data }: SeriesSettings): Promise<SeriesStore> {
  return url === undefined ? openDuckdbSeries({ folder: data }) : openInfluxSeries({ url, ...influx });
}
