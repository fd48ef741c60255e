import type { Actor, Json } from '@fengsui/config/contract';
import { Shelf } from '@fengsui/config/contract';
import type { Records } from '../ledger/records/port.ts';

/** What nobody is called about for a while. Kept as records; read once, as every call asks for them. */
export interface Shelves {
  /** Those that hold at a time, ms UTC, the one that ends first first. */
  holding(at: number): readonly Shelf[];
  /** `full`: as many hold as may. */
  add(wanted: Pick<Shelf, 'what' | 'why' | 'by' | 'until'>, at: number): Shelf | 'full';
  /** The shelf that was taken away; undefined where none holds by this id. */
  remove(id: string, by: Actor, at: number): Shelf | undefined;
}

export const MAX_SHELVES = 200;
const ENDED: Actor = { kind: 'program', id: 'shelves', name: '烽燧' };

export function createShelves(records: Pick<Records, 'all' | 'get' | 'put' | 'remove'>): Shelves {
  let shelves = records.all('shelf').flatMap(({ value }) => Shelf.safeParse(value).data ?? []);

  const holds = (at: number) => (shelf: Shelf) => shelf.from <= at && at < shelf.until;
  const holding = (at: number): Shelf[] =>
    shelves.filter(holds(at)).sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1));

  /** What has ended stays in the history of the record. */
  function letGoOfEnded(at: number): void {
    for (const { id, until } of shelves)
      if (until <= at) records.remove({ kind: 'shelf', id, by: ENDED, at: until });
    shelves = shelves.filter(({ until }) => until > at);
  }

  function freeId(at: number): string {
    for (let n = 0; ; n++) {
      const id = `shelf-${at.toString(36)}${n > 0 ? `-${n}` : ''}`;
      if (!records.get('shelf', id)) return id;
    }
  }

  return {
    holding,
    add(wanted, at) {
      letGoOfEnded(at);
      if (shelves.length >= MAX_SHELVES) return 'full';
      const shelf = Shelf.parse({ ...wanted, id: freeId(at), from: at });
      records.put({ kind: 'shelf', id: shelf.id, by: shelf.by, at, value: shelf as unknown as Json });
      shelves.push(shelf);
      return shelf;
    },
    remove(id, by, at) {
      const shelf = holding(at).find((one) => one.id === id);
      if (!shelf) return undefined;
      records.remove({ kind: 'shelf', id, by, at });
      shelves = shelves.filter((one) => one !== shelf);
      return shelf;
    },
  };
}
