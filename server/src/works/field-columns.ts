import { AreaCode, MetricName, QueryTime, metricInfo } from '@fengsui/config/contract';

/** A row of field tests as far as it is read. */
export interface FieldRow {
  at?: number;
  area?: string;
  lon?: number;
  lat?: number;
  ok?: boolean;
  downMbps?: number;
  levels: Record<string, number>;
}

/** Reads a cell, never an empty one, into its row; where it does not fit, says what would. */
export type ReadCell = (cell: string, row: FieldRow) => string | undefined;

export interface ColumnDeps {
  /** Whether the site has a division by this code. */
  hasArea(code: string): boolean;
  /** ms UTC; tests are of the past. */
  now: number;
}

/** Meters write small rates with an exponent. */
const DECIMAL = /^[+-]?(\d{1,12}(\.\d{0,15})?|\.\d{1,15})(e[+-]?\d{1,2})?$/i;
/** Earlier ones are seconds that were taken for ms, or a clock that was never set. */
const EARLIEST = Date.UTC(2000, 0, 1);
const MAX_AHEAD_MS = 24 * 3_600_000;
const MAX_MBPS = 1_000_000;
const YES = ['1', 'true', 'yes', '是'];
const NO = ['0', 'false', 'no', '否'];

const number =
  (least: number, most: number, what: string, put: (row: FieldRow, value: number) => void): ReadCell =>
  (cell, row) => {
    const value = DECIMAL.test(cell) ? Number(cell) : NaN;
    if (!(value >= least && value <= most)) return `expected ${what}`;
    put(row, value);
    return undefined;
  };

/** What a column of this name holds; undefined where there is no such column. */
export function columnOf(name: string, deps: ColumnDeps): ReadCell | undefined {
  switch (name) {
    case 'time':
      return (cell, row) => readTime(cell, row, deps.now);
    case 'lon':
      return number(-180, 180, 'degrees east, -180 to 180', (row, value) => (row.lon = value));
    case 'lat':
      return number(-90, 90, 'degrees north, -90 to 90', (row, value) => (row.lat = value));
    case 'area':
      return (cell, row) => readArea(cell, row, deps);
    case 'ok':
      return readOk;
    case 'down_mbps':
      return number(0, MAX_MBPS, `Mbit/s, 0 to ${MAX_MBPS}`, (row, value) => (row.downMbps = value));
    default:
      return levelColumn(name);
  }
}

function levelColumn(name: string): ReadCell | undefined {
  const info = metricInfo(name);
  if (info?.type !== 'number' || info.counter || !MetricName.safeParse(name).success) return undefined;
  return number(-1e9, 1e9, `a number in ${info.unit || 'its unit'}`, (row, value) => {
    row.levels[name] = value;
  });
}

function readTime(cell: string, row: FieldRow, now: number): string | undefined {
  const at = QueryTime.safeParse(cell).data;
  if (at === undefined)
    return 'expected a time with its offset, like 2026-05-01T02:00:00+08:00, or ms since 1970';
  if (at < EARLIEST) return 'lies before 2000; a number counts milliseconds';
  if (at > now + MAX_AHEAD_MS) return 'lies ahead';
  row.at = at;
  return undefined;
}

function readArea(cell: string, row: FieldRow, { hasArea }: ColumnDeps): string | undefined {
  if (!AreaCode.safeParse(cell).success) return 'expected a division code of 6, 9 or 12 digits';
  if (!hasArea(cell)) return 'is no division of this site';
  row.area = cell;
  return undefined;
}

function readOk(cell: string, row: FieldRow): string | undefined {
  const isYes = YES.includes(cell.toLowerCase());
  if (!isYes && !NO.includes(cell.toLowerCase())) return 'expected 1 or 0, true or false';
  row.ok = isYes;
  return undefined;
}
