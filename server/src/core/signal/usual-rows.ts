import type { Json } from '@fengsui/config/contract';
import { createColumn } from '../columns.ts';
import type { DeviceState } from '../device/state.ts';
import type { Fleet } from '../fleet/fleet.ts';

/**
 * A row for each device that has told a level. Devices are numbered anew at each start; what is kept by the
 * column must stay where it is, so rows are not.
 */
export interface UsualRows {
  /** -1 for a device that has none. */
  of(device: number): number;
  meet(state: Pick<DeviceState, 'id' | 'index'>): void;
  /** Pages of the list that have changed since this was asked last. */
  takeParts(): Record<string, Json>;
  restoreParts(parts: Readonly<Record<string, Json>>): void;
}

/** So many ids a page: a new device has one page written, not the whole list. */
const PAGE = 8_192;
const nameOf = (page: number): string => `ids-${page}`;

export function createUsualRows(fleet: Pick<Fleet, 'get'>): UsualRows {
  const ids: string[] = [];
  /** One more than the row. */
  const rows = createColumn(Int32Array);
  /** Rows of devices that are not here any more; one that comes back finds what was learnt of it. */
  const left = new Map<string, number>();
  const changed = new Set<number>();

  function append(id: string): number {
    changed.add(Math.floor(ids.length / PAGE));
    return ids.push(id) - 1;
  }

  return {
    of: (device) => rows.get(device) - 1,
    meet({ id, index }) {
      if (rows.get(index) > 0) return;
      rows.set(index, (left.get(id) ?? append(id)) + 1);
      left.delete(id);
    },
    takeParts() {
      const pages = [...changed].map(
        (page) => [nameOf(page), ids.slice(page * PAGE, (page + 1) * PAGE)] as const,
      );
      changed.clear();
      return Object.fromEntries(pages);
    },
    restoreParts(parts) {
      for (let page = 0; Array.isArray(parts[nameOf(page)]); page++) {
        for (const id of parts[nameOf(page)] as string[]) {
          const row = ids.push(id) - 1;
          const state = fleet.get(id);
          if (state) rows.set(state.index, row + 1);
          else left.set(id, row);
        }
      }
    },
  };
}
