import { textOfWords, wordsOfText } from '../words-text.ts';

/** What is known of one device at one kind of hour. */
export interface Cell {
  /** dB. */
  level: number;
  /** Mean absolute deviation from it, dB. */
  spread: number;
  /** How many hours stand behind it. */
  count: number;
}

/**
 * Cells by column (a kind of hour) and row (a device), four bytes each: hundredths of a dB, twentieths of a
 * dB and a count. A column takes no room before something is put there.
 */
export interface Cells {
  count(column: number, row: number): number;
  level(column: number, row: number): number;
  spread(column: number, row: number): number;
  /** @param rounding 0 to 1, another each time: steps smaller than what is held are taken by chance, not lost */
  put(column: number, row: number, cell: Cell, rounding: number): void;
  /** Columns that have changed since this was asked last. */
  takeChanged(): number[];
  text(column: number): string;
  setText(column: number, text: string): void;
  /** Bytes taken. */
  bytes(): number;
}

const LEVEL_STEPS = 100;
const SPREAD_STEPS = 20;
const LEVEL_MOST = 32_767;
const BYTE_MOST = 255;
/** By an eighth: doubling would leave up to half of 80 MB unused. */
const GROWTH = 1.125;
const FIRST_ROWS = 64;

export function createCells(columns: number): Cells {
  const held = Array.from({ length: columns }, (): Int32Array => new Int32Array(0));
  const changed = new Set<number>();

  const at = (column: number, row: number): number => held[column]?.[row] ?? 0;

  function roomFor(column: number, row: number): Int32Array {
    const cells = held[column] ?? new Int32Array(0);
    if (row < cells.length) return cells;
    const wider = new Int32Array(Math.max(row + 1, Math.ceil(cells.length * GROWTH) + FIRST_ROWS));
    wider.set(cells);
    held[column] = wider;
    return wider;
  }

  return {
    count: (column, row) => at(column, row) >>> 24,
    level: (column, row) => ((at(column, row) << 16) >> 16) / LEVEL_STEPS,
    spread: (column, row) => ((at(column, row) >>> 16) & BYTE_MOST) / SPREAD_STEPS,
    put(column, row, { level, spread, count }, rounding) {
      const levels = clamp(Math.floor(level * LEVEL_STEPS + rounding), -LEVEL_MOST, LEVEL_MOST);
      const spreads = clamp(Math.floor(spread * SPREAD_STEPS + rounding), 0, BYTE_MOST);
      roomFor(column, row)[row] = (clamp(count, 0, BYTE_MOST) << 24) | (spreads << 16) | (levels & 0xffff);
      changed.add(column);
    },
    takeChanged() {
      const taken = [...changed].sort((a, b) => a - b);
      changed.clear();
      return taken;
    },
    text: (column) => textOfWords(held[column] ?? new Int32Array(0)),
    setText(column, text) {
      if (column >= 0 && column < columns) held[column] = wordsOfText(text);
    },
    bytes: () => held.reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}

const clamp = (x: number, least: number, most: number): number => Math.min(Math.max(x, least), most);
