import type { LevelAt, LevelEntry, ResponseLevel } from '@fengsui/config/contract';

/** From the gravest to the lightest. */
export const LEVELS: readonly ResponseLevel[] = ['I', 'II', 'III', 'IV'];

/** Below 0 where `a` is the graver. */
export const byGravity = (a: ResponseLevel, b: ResponseLevel): number =>
  LEVELS.indexOf(a) - LEVELS.indexOf(b);

/** What is switched on, as it is known now; never changed, but made anew. Times are ms UTC. */
export interface Levels {
  /** @param chain the place and all divisions above it; undefined where no level holds */
  levelAt(chain: readonly string[], at: number): LevelAt | undefined;
  /** Everything that holds somewhere, the gravest first. */
  inForce(at: number): LevelEntry[];
  /** When the next entry begins or ends. */
  nextChange(at: number): number | undefined;
  all(): readonly LevelEntry[];
}

/** An entry holds from its first moment until before its last. */
const isOn = ({ from, to }: LevelEntry, at: number): boolean => from <= at && (to === null || at < to);

/** The gravest first; of those alike the one that has held for longest, so that the reason does not change. */
function inOrder(a: LevelEntry, b: LevelEntry): number {
  return byGravity(a.level, b.level) || a.from - b.from || (a.id < b.id ? -1 : 1);
}

export function createLevels(entries: readonly LevelEntry[]): Levels {
  const ordered = [...entries].sort(inOrder);
  const byRegion = new Map<string, LevelEntry[]>();
  for (const entry of ordered) {
    const own = byRegion.get(entry.region);
    if (own) own.push(entry);
    else byRegion.set(entry.region, [entry]);
  }
  const moments = [...new Set(entries.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))];
  moments.sort((a, b) => a - b);

  return {
    levelAt(chain, at) {
      const found = chain.flatMap((region) => byRegion.get(region)?.filter((entry) => isOn(entry, at)) ?? []);
      const [gravest] = found.sort(inOrder);
      return gravest && { level: gravest.level, entries: found };
    },
    inForce: (at) => ordered.filter((entry) => isOn(entry, at)),
    nextChange: (at) => moments.find((moment) => moment > at),
    all: () => ordered,
  };
}
