import type { FieldTest } from '@fengsui/config/contract';
import { MAX_FIELD_TESTS } from '@fengsui/config/contract';
import { readRecords } from '../csv/csv-records.ts';
import type { AreaAt } from './area-at.ts';
import type { ColumnDeps, FieldRow } from './field-columns.ts';
import type { FieldHeader } from './field-header.ts';
import { readFieldHeader } from './field-header.ts';

/** `line` counts from 1, the header included. */
export interface FieldFault {
  line: number;
  column?: string;
  message: string;
}

/** `more`: how many faults there are beyond those listed. */
export type FieldRead = { ok: true; tests: FieldTest[] } | { ok: false; faults: FieldFault[]; more: number };

export interface FieldCsvDeps extends ColumnDeps {
  areaAt: AreaAt;
}

const MAX_FAULTS = 100;
const MAX_QUOTED = 60;

type Tell = (line: number, message: string, column?: string) => void;

/** The bytes of a CSV → its tests in the order of the file, or all that is wrong with it: never a part of it. */
export function readFieldTests(bytes: Uint8Array, deps: FieldCsvDeps): FieldRead {
  const [tests, faults]: [FieldTest[], FieldFault[]] = [[], []];
  let count = 0;
  const tell: Tell = (line, message, column) => {
    if (count++ < MAX_FAULTS)
      faults.push({ line, ...(column && { column: column.slice(0, MAX_QUOTED) }), message });
  };
  let header: FieldHeader | undefined;
  const read = (cells: readonly string[], line: number): void => {
    if (!header) header = readFieldHeader(cells, deps, (message, column) => tell(line, message, column));
    else tests.push(...readRow(header, cells, deps, (message, column) => tell(line, message, column)));
  };
  const broken = (line: number, message: string): void => tell(line, message);
  readRecords(bytes, { record: read, broken }, MAX_FIELD_TESTS);
  if (count === 0 && !header) tell(1, 'expected a header row, found nothing');
  if (count === 0 && tests.length === 0) tell(1, 'expected rows of tests below the header, found none');
  return count === 0 ? { ok: true, tests } : { ok: false, faults, more: count - faults.length };
}

/** One test, or none where anything is wrong with it. */
function readRow(
  { width, columns, isWhole }: FieldHeader,
  cells: readonly string[],
  { areaAt }: FieldCsvDeps,
  tell: (message: string, column?: string) => void,
): FieldTest[] {
  if (cells.length !== width) {
    tell(`expected ${width} cells as in the header, found ${cells.length}`);
    return [];
  }
  const row: FieldRow = { levels: {} };
  let isRight = isWhole;
  for (const { name, index, read } of columns) {
    const cell = cells[index] ?? '';
    const wrong = cell === '' ? undefined : read(cell, row);
    if (wrong === undefined) continue;
    tell(`${wrong}, found ${JSON.stringify(cell.slice(0, MAX_QUOTED))}`, name);
    isRight = false;
  }
  if (!isRight) return [];
  const test = wholeTest(row, areaAt);
  if (!('message' in test)) return [test];
  tell(test.message, test.column);
  return [];
}

type RowFault = Omit<FieldFault, 'line'>;

/** What cells cannot say by themselves. */
function wholeTest(row: FieldRow, areaAt: AreaAt): FieldTest | RowFault {
  const { at, lon = null, lat = null, ok = null, downMbps = null, levels } = row;
  if (at === undefined) return { column: 'time', message: 'expected a time, found nothing' };
  if (ok === null && downMbps === null && Object.keys(levels).length === 0)
    return { message: 'this row has no figure' };
  const area = areaOf(row, areaAt);
  return typeof area === 'string' ? { at, area, lon, lat, ok, downMbps, levels } : area;
}

function areaOf({ area, lon, lat }: FieldRow, areaAt: AreaAt): string | RowFault {
  if ((lon === undefined) !== (lat === undefined))
    return { column: lon === undefined ? 'lon' : 'lat', message: 'expected degrees, found nothing' };
  if (area !== undefined) return area;
  if (lon === undefined || lat === undefined)
    return { column: 'area', message: 'expected an area, or lon and lat, found neither' };
  const found = areaAt(lon, lat);
  return found ?? { column: 'lon', message: 'lies in no boundary of this site; fill in the area' };
}
