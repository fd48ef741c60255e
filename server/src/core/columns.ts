/** Three and no more: with a fourth or fifth the engine stops knowing which one it has, and every look costs ten times. */
type Cells = Float32Array | Uint8Array | Int32Array;

/** One number for every device, by its `index`; 0 where none was set. Grows with the fleet. */
export interface Column {
  get(index: number): number;
  set(index: number, value: number): void;
}

const FIRST_SIZE = 64;

/** @param kind how a number is held: a fleet of half a million has a megabyte or two a column */
export function createColumn(kind: new (size: number) => Cells): Column {
  let cells = new kind(FIRST_SIZE);
  return {
    get: (index) => cells[index] ?? 0,
    set(index, value) {
      if (index >= cells.length) {
        const wider = new kind(Math.max(index + 1, cells.length * 2));
        wider.set(cells);
        cells = wider;
      }
      cells[index] = value;
    },
  };
}
