import type { WeakArea } from '@fengsui/config/contract';
import { MAX_LIVE_WEAK_AREAS } from '@fengsui/config/contract';

export interface WeakAreaLists {
  /** What a viewer of a region sees: those that are weak first, then those that are watched. */
  of(region: string): WeakArea[];
  /** Asked for anew when somebody looks next. */
  forget(): void;
}

export interface WeakAreaListParts {
  /** All of them, weak ones first. */
  weakAreas(): readonly WeakArea[];
  contains(region: string, area: string): boolean;
}

/** One list serves all rooms until it is told to be another. */
export function createWeakAreaLists({ weakAreas, contains }: WeakAreaListParts): WeakAreaLists {
  let known: readonly WeakArea[] | undefined;
  return {
    of(region) {
      known ??= weakAreas();
      return known.filter(({ area }) => contains(region, area)).slice(0, MAX_LIVE_WEAK_AREAS);
    },
    forget: () => (known = undefined),
  };
}
