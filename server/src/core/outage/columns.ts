/** Where a device stands in the eyes of the outage detector. */
export const Status = {
  /** Never heard, or given up long ago: its silence says nothing. */
  OFF: 0,
  /** Heard, and owes its next beat. */
  DUE: 1,
  /** Has missed the beat that it owed. */
  MISSED: 2,
  /** Its silence is explained by an outage that was called. */
  LOST: 3,
  /** Has said that it goes. */
  AWAY: 4,
  /** We were blind: it gets time to be heard again. */
  HELD: 5,
} as const;
export type Status = (typeof Status)[keyof typeof Status];

/** What is known of each device, a column a thing, by the device's number: about 60 bytes a device. */
export interface Columns {
  /** Number of its node; -1 where the plant does not name it. */
  node: Int32Array;
  kind: Uint8Array;
  status: Uint8Array;
  /** Beats in a row that it has missed. */
  missedInARow: Uint16Array;
  /** Reporting interval, ms. */
  intervalMs: Float64Array;
  /** When the beat that it owes is sent, or was to be sent, ms. */
  due: Float64Array;
  /** How late its beats usually are: 95 of 100 come within this, ms. */
  usualDelay: Float32Array;
  /** Beats that it has missed for no common reason, and how many one would have expected of it. */
  lapses: Float32Array;
  expected: Float32Array;
}

export interface ColumnTable {
  readonly columns: Columns;
  readonly size: number;
  /** Makes room for a device; its columns are zero but for `node`, which is -1. */
  reserve(index: number): void;
}

const FIRST_ROOM = 1_024;

export function createColumns(): ColumnTable {
  let size = 0;
  let room = FIRST_ROOM;
  let columns = allocate(room);

  function widen(index: number): void {
    room = Math.max(index + 1, room * 2);
    const wider = allocate(room);
    for (const name of Object.keys(columns) as (keyof Columns)[]) wider[name].set(columns[name]);
    columns = wider;
  }

  return {
    get columns() {
      return columns;
    },
    get size() {
      return size;
    },
    reserve(index) {
      if (index >= room) widen(index);
      size = Math.max(size, index + 1);
    },
  };
}

function allocate(room: number): Columns {
  return {
    node: new Int32Array(room).fill(-1),
    kind: new Uint8Array(room),
    status: new Uint8Array(room),
    missedInARow: new Uint16Array(room),
    intervalMs: new Float64Array(room),
    due: new Float64Array(room),
    usualDelay: new Float32Array(room),
    lapses: new Float32Array(room),
    expected: new Float32Array(room),
  };
}
