import type { FieldTest } from '@fengsui/config/contract';
import { csvLine, csvTime } from './send-csv.ts';

const LINES_AT_ONCE = 500;

/** In the form in which they are handed in: what is read again is the same. */
export function* fieldTestsCsv(tests: readonly FieldTest[]): Generator<string> {
  const levels = [...new Set(tests.flatMap((test) => Object.keys(test.levels)))].sort();
  yield csvLine('time', 'lon', 'lat', 'area', 'ok', 'down_mbps', ...levels);
  for (let i = 0; i < tests.length; i += LINES_AT_ONCE) {
    yield tests
      .slice(i, i + LINES_AT_ONCE)
      .map((test) => csvLine(...cellsOf(test, levels)))
      .join('');
  }
}

function cellsOf(test: FieldTest, levels: readonly string[]): (string | number)[] {
  const { at, lon, lat, area, ok, downMbps } = test;
  return [
    ...[csvTime(at), lon ?? '', lat ?? '', area, ok === null ? '' : Number(ok), downMbps ?? ''],
    ...levels.map((metric) => test.levels[metric] ?? ''),
  ];
}
