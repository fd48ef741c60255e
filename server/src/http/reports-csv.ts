import type { Report } from '@fengsui/config/contract';
import type { Cells, TimeText } from './reports-cells.ts';
import { REPORT_COLUMNS, figureCells, itemCells, reviewCells } from './reports-cells.ts';
import { csvLine } from './send-csv.ts';

/** Spreadsheets take a file for UTF-8 only where it begins with this. */
export const BYTE_ORDER_MARK = '\uFEFF';
const LINES_AT_ONCE = 500;

/** One table, however different its lines: whoever wants one kind of them filters by `section`. */
export function* reportCsv(report: Report, text: TimeText): Generator<string> {
  const lines = [...cellsOf(report, text)];
  yield BYTE_ORDER_MARK + csvLine(...REPORT_COLUMNS);
  for (let i = 0; i < lines.length; i += LINES_AT_ONCE) {
    yield lines
      .slice(i, i + LINES_AT_ONCE)
      .map(lineOf)
      .join('');
  }
}

function cellsOf(report: Report, text: TimeText): Cells[] {
  const common = [
    ...within('figures', figureCells(report.figures, text)),
    ...within('before', figureCells(report.before, text)),
  ];
  return report.kind === 'weekly'
    ? [...common, ...within('open', itemCells(report.open, text))]
    : [...common, ...reviewCells(report), ...within('breached', itemCells(report.breached, text))];
}

const within = (section: string, lines: readonly Cells[]): Cells[] =>
  lines.map((cells) => ({ section, ...cells }));

const lineOf = (cells: Cells): string =>
  csvLine(...REPORT_COLUMNS.map((column) => plain(cells[column] ?? '')));

/** Also in full width, and behind spaces: some spreadsheets take those for formulas too. */
const LIKE_A_FORMULA = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** A text that a spreadsheet would take for a formula is marked as text; numbers stay numbers. */
export function plain(cell: string | number): string | number {
  return typeof cell === 'string' && LIKE_A_FORMULA.test(cell) ? `'${cell}` : cell;
}
