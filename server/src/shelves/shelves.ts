import type { Actor, Json } from '@fengsui/config/contract';
import { Shelf } from '@fengsui/config/contract';
import type { Records } from '../ledger/records/port.ts';

/** What nobody is called about for a while, kept as records. */
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

export interface ShelvesParts {
  records: Pick<Records, 'all' | 'get' | 'put' | 'remove'>;
  /** They are others now: whoever remembers them asks again. */
  changed(): void;
}

export function createShelves({ records, changed }: ShelvesParts): Shelves {
  const kept = (): Shelf[] => records.all('shelf').flatMap(({ value }) => Shelf.safeParse(value).data ?? []);

  const holding = (at: number): Shelf[] =>
    kept()
      .filter(({ from, until }) => from <= at && at < until)
      .sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1));

  /** What has ended stays in the history of the record. */
  function letGoOfEnded(at: number): void {
    for (const { id, until } of kept())
      if (until <= at) records.remove({ kind: 'shelf', id, by: ENDED, at: until });
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
      if (kept().length >= MAX_SHELVES) return 'full';
      const shelf = Shelf.parse({ ...wanted, id: freeId(at), from: at });
      records.put({ kind: 'shelf', id: shelf.id, by: shelf.by, at, value: shelf as unknown as Json });
      changed();
      return shelf;
    },
    remove(id, by, at) {
      const shelf = holding(at).find((one) => one.id === id);
      if (!shelf) return undefined;
      records.remove({ kind: 'shelf', id, by, at });
      changed();
      return shelf;
    },
  };
}
