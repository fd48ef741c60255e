import type { Team } from '@fengsui/config/contract';

/** Which team serves which place. */
export interface Served {
  teamOf(area: string): Team | undefined;
  /** Whoever serves the whole site, or names no place at all. */
  lastResort(): Team | undefined;
}

/** Areas come from outside too: invented ones cost no more memory than this many. */
const MAX_KNOWN = 20_000;

/**
 * Of several teams that serve the same division the first by id, so that it is always the same one.
 *
 * @param chain the division of an area and all above it, nearest first
 */
export function createServed(teams: readonly Team[], chain: (area: string) => readonly string[]): Served {
  const ordered = [...teams].sort((a, b) => (a.id < b.id ? -1 : 1));
  const byArea = new Map<string, Team>();
  for (const team of ordered) {
    for (const area of team.areas) if (!byArea.has(area)) byArea.set(area, team);
  }
  const last =
    ordered.find(({ areas }) => areas.some((area) => chain(area).at(-1) === area)) ??
    ordered.find(({ areas }) => areas.length === 0);
  const known = new Map<string, Team | undefined>();

  return {
    lastResort: () => last,
    teamOf(area) {
      if (known.has(area)) return known.get(area);
      const nearest = chain(area).find((code) => byArea.has(code));
      const team = nearest === undefined ? last : byArea.get(nearest);
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(area, team);
      return team;
    },
  };
}
