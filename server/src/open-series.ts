import type { ServerSettings } from '@fengsui/config/settings';
import { openDuckdbSeries } from './series/duckdb/index.ts';
import type { SeriesStore } from './series/port.ts';

/** The series store that the settings ask for. */
export function openSeries({ influx, data }: ServerSettings): Promise<SeriesStore> {
  void influx;
  return openDuckdbSeries({ folder: data });
}
