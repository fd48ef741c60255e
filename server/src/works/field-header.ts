import type { ColumnDeps, ReadCell } from './field-columns.ts';
import { columnOf } from './field-columns.ts';

export interface FieldColumn {
  name: string;
  index: number;
  read: ReadCell;
}

export interface FieldHeader {
  width: number;
  columns: readonly FieldColumn[];
  /** Whether all is there that a row needs. */
  isWhole: boolean;
}

type Tell = (message: string, column?: string) => void;

const PLACES = [['area'], ['lon', 'lat']];
const NO_FIGURES = ['time', 'area', 'lon', 'lat'];

/** The first row → which columns are where. A column that is not known is a fault: it could be a figure, misspelt. */
export function readFieldHeader(cells: readonly string[], deps: ColumnDeps, tell: Tell): FieldHeader {
  const columns: FieldColumn[] = [];
  cells.forEach((name, index) => {
    const read = name === '' ? mustBeEmpty : columnOf(name, deps);
    if (!read) tell('is no column of field tests, nor a metric with a number', name);
    else if (name !== '' && cells.indexOf(name) !== index) tell('this column stands here twice', name);
    else columns.push({ name, index, read });
  });
  return { width: cells.length, columns, isWhole: hasAll(cells, columns, tell) };
}

/** Spreadsheets add empty columns at the end. */
const mustBeEmpty: ReadCell = () => 'stands in a column without a name';

function hasAll(cells: readonly string[], columns: readonly FieldColumn[], tell: Tell): boolean {
  const missing: [message: string, column?: string][] = [];
  if (!cells.includes('time')) missing.push(['this column is missing', 'time']);
  if (!PLACES.some((names) => names.every((name) => cells.includes(name))))
    missing.push(['neither area nor lon and lat are there']);
  if (!columns.some(({ name }) => name !== '' && !NO_FIGURES.includes(name)))
    missing.push(['no figure is there: ok, down_mbps, or a metric such as cell.rsrp_dbm']);
  for (const [message, column] of missing) tell(message, column);
  return missing.length === 0;
}
