import type { Clock } from '../clock.ts';
import type { AreaKey } from '../core/weak-area/area-hour.ts';
import { areaKey } from '../core/weak-area/area-hour.ts';
import type { Logger } from '../observe/logger.ts';
import type { SeriesStore } from '../series/port.ts';
import type { WatchList } from './watch-list.ts';

export interface StoreParts {
  store: Pick<SeriesStore, 'refill'>;
  /** Has the devices below these nodes counted there too, from now on. */
  watchNodes(nodes: readonly string[]): Promise<void>;
  clock: Pick<Clock, 'now' | 'after'>;
  log: Logger;
}

/** Tells the store of the nodes that are watched; of divisions it counts the hours anyway. */
export interface StoreTeller {
  /** The list as it is now. Resolves when the store was told, or could not be; then it is told again. */
  tell(list: Pick<WatchList, 'all'>): Promise<void>;
  stop(): void;
}

const AGAIN_AFTER_MS = 60_000;
/** A node that has been watched for less may have been added just before a crash: its past is counted again. */
const YOUNG_MS = 24 * 3_600_000;

export function createStoreTeller({ store, watchNodes, clock, log }: StoreParts): StoreTeller {
  /** Nodes whose past is counted. */
  const filled = new Set<AreaKey>();
  let isTold = false;
  let turn: Promise<void> = Promise.resolve();
  let cancel = (): void => undefined;
  let isStopped = false;
  let newest: Pick<WatchList, 'all'>;

  async function tellNow(list: Pick<WatchList, 'all'>): Promise<void> {
    const nodes = list.all().filter(({ scope }) => scope.kind === 'node');
    await watchNodes([...new Set(nodes.map(({ scope }) => scope.id))]);
    const watched = new Set(nodes.map(({ scope }) => areaKey(scope)));
    for (const key of filled) if (!watched.has(key)) filled.delete(key);
    const isOld = (since: number): boolean => !isTold && clock.now() - since > YOUNG_MS;
    for (const { scope, since } of nodes) if (isOld(since)) filled.add(areaKey(scope));
    isTold = true;
    const young = [...watched].filter((key) => !filled.has(key));
    if (young.length > 0) await store.refill(young);
    for (const key of young) filled.add(key);
  }

  function tell(list: Pick<WatchList, 'all'>): Promise<void> {
    cancel();
    newest = list;
    turn = turn
      .then(() => tellNow(list))
      .catch((error: unknown) => {
        if (isStopped) return;
        log.warn({ err: error }, 'the store was not told what is watched; it is told again');
        cancel = clock.after(AGAIN_AFTER_MS, () => void tell(newest));
      });
    return turn;
  }

  return {
    tell,
    stop() {
      isStopped = true;
      cancel();
    },
  };
}
