import type { Actor, Json } from '@fengsui/config/contract';
import { WatchedArea } from '@fengsui/config/contract';
import type { AreaKey } from '../core/weak-area/area-hour.ts';
import { areaKey } from '../core/weak-area/area-hour.ts';
import type { Records } from '../ledger/records/port.ts';

/**
 * The areas that are watched 7×24: those of the site's file, and those that people or the rule have added.
 * What was added is a record; one of the file that is taken off becomes a record too, which says so. No
 * version of a record is ever changed.
 */
export interface WatchList {
  /** In order of ids. */
  all(): readonly WatchedArea[];
  get(id: string): WatchedArea | undefined;
  /** Whoever watches exactly this. */
  of(key: AreaKey): WatchedArea | undefined;
  /** The id is the key of its scope. `watched`: it is already; `full`: as many are watched as may be. */
  add(wanted: Omit<WatchedArea, 'id' | 'since'>, at: number): WatchedArea | 'watched' | 'full';
  /** What was taken off; undefined where there is none by this id. */
  remove(id: string, by: Actor, at: number): WatchedArea | undefined;
  /** When it was last taken off, if it ever was. */
  removedAt(key: AreaKey): number | undefined;
}

export const MAX_WATCHED = 5_000;
const KIND = 'weak_area';

export interface WatchListParts {
  records: Pick<Records, 'all' | 'put' | 'remove' | 'history'>;
  /** Those of the site's file. */
  file: readonly WatchedArea[];
  /** The list is another now. */
  changed(): void;
}

export function createWatchList({ records, file, changed }: WatchListParts): WatchList {
  let known = read();
  let byKey = keyed(known);

  /** What is kept wins over the file; what was kept and taken off is not in the file either. */
  function read(): Map<string, WatchedArea> {
    const kept = records.all(KIND).flatMap(({ value }) => WatchedArea.safeParse(value).data ?? []);
    const left = file.filter(({ id }) => records.history(KIND, id, 1).length === 0);
    const all = [...kept, ...left].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, MAX_WATCHED);
    return new Map(all.map((one) => [one.id, one]));
  }

  function isOther(): void {
    known = read();
    byKey = keyed(known);
    changed();
  }

  function keep(area: WatchedArea, by: Actor, at: number): void {
    records.put({ kind: KIND, id: area.id, by, at, value: area as unknown as Json });
  }

  return {
    all: () => [...known.values()],
    get: (id) => known.get(id),
    of: (key) => byKey.get(key),
    add(wanted, at) {
      const id = areaKey(wanted.scope);
      if (byKey.has(id) || known.has(id)) return 'watched';
      if (known.size >= MAX_WATCHED) return 'full';
      const area = WatchedArea.parse({ ...wanted, id, since: at });
      keep(area, area.by, at);
      isOther();
      return area;
    },
    remove(id, by, at) {
      const area = known.get(id);
      if (!area) return undefined;
      // One of the file has no record yet; taking it off must leave one.
      if (records.history(KIND, id, 1).length === 0) keep(area, area.by, at);
      records.remove({ kind: KIND, id, by, at });
      isOther();
      return area;
    },
    removedAt: (key) => records.history(KIND, key, 1).find(({ isRemoved }) => isRemoved)?.at,
  };
}

function keyed(known: ReadonlyMap<string, WatchedArea>): Map<AreaKey, WatchedArea> {
  return new Map([...known.values()].map((one) => [areaKey(one.scope), one]));
}
