import type { Actor, Json } from '@fengsui/config/contract';
import { Work } from '@fengsui/config/contract';
import type { Records } from '../ledger/records/port.ts';
import { freeId } from './free-id.ts';

export type WorkText = Omit<Work, 'id' | 'by' | 'at'>;

/** Works that were to improve the signal somewhere, kept as records; times are ms UTC. */
export interface Works {
  /** What began last first. */
  all(): Work[];
  get(id: string): Work | undefined;
  /** `full`: as many are kept as may be. */
  add(text: WorkText, by: Actor, at: number): Work | 'full';
  /** Undefined where there is none by this id; so with `remove`, which answers what it was. */
  change(id: string, text: WorkText, by: Actor, at: number): Work | undefined;
  remove(id: string, by: Actor, at: number): Work | undefined;
}

export const MAX_WORKS = 1_000;
const KIND = 'work';

export function createWorks(records: Pick<Records, 'all' | 'get' | 'put' | 'remove'>): Works {
  const get = (id: string): Work | undefined => Work.safeParse(records.get(KIND, id)?.value).data;

  function keep(work: Work): Work {
    const { id, by, at } = work;
    records.put({ kind: KIND, id, by, at, value: work as unknown as Json });
    return work;
  }

  return {
    all: () =>
      records
        .all(KIND)
        .flatMap(({ value }) => Work.safeParse(value).data ?? [])
        .sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1)),
    get,
    add(text, by, at) {
      if (records.all(KIND).length >= MAX_WORKS) return 'full';
      return keep(Work.parse({ ...text, id: freeId(records, KIND, KIND, at), by, at }));
    },
    change: (id, text, by, at) => (get(id) ? keep(Work.parse({ ...text, id, by, at })) : undefined),
    remove(id, by, at) {
      const work = get(id);
      if (work) records.remove({ kind: KIND, id, by, at });
      return work;
    },
  };
}
