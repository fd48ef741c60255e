import type { DivisionLevel, RankedArea, RankingAnswer } from '@fengsui/config/contract';
import { LEAST_DEVICES } from '@fengsui/config/contract';
import type { AreaKey } from '../core/weak-area/area-hour.ts';
import { WEAK, areaKey, scopeOf } from '../core/weak-area/area-hour.ts';
import type { Ranked } from '../core/weak-area/ranking/rank.ts';
import { rankAreas } from '../core/weak-area/ranking/rank.ts';
import type { Regions } from '../regions/regions.ts';
import type { AreaSum, SeriesStore } from '../series/port.ts';
import { DAY_MS, MAX_AREAS_AT_ONCE } from '../series/port.ts';
import type { Site } from '../site/model.ts';
import type { Scopes } from './scopes.ts';

const WEEK_MS = 7 * DAY_MS;

export interface RankingParts {
  store: Pick<SeriesStore, 'areaSums'>;
  site: Pick<Site, 'divisions'>;
  regions: Pick<Regions, 'contains'>;
  scopes: Pick<Scopes, 'people' | 'name' | 'above'>;
}

export interface RankingWanted {
  region: string;
  level: DivisionLevel;
  weeks: number;
  limit: number;
  now: number;
}

/**
 * Which divisions of a region cost most in the whole weeks before the last midnight of UTC, by which stores
 * add up days; while there is nothing before it, in those to the next one. Rejects with SeriesUnavailable.
 */
export async function readRanking(parts: RankingParts, wanted: RankingWanted): Promise<RankingAnswer> {
  const { scopes } = parts;
  const areas = areasOf(parts, wanted);
  const { from, to, rows } = await firstWith(parts.store, areas, wanted);
  const weeks = Array.from({ length: wanted.weeks }, (_, i) => from + i * WEEK_MS);
  const people = (area: AreaKey): number | null => scopes.people(scopeOf(area));
  const { items, measured, peopleUnknown } = rankAreas({ rows, weeks, people });
  return {
    ...{ from, to, areas: areas.length, tooFew: areas.length - measured, peopleUnknown },
    items: items.slice(0, wanted.limit).map((item) => named(item, scopes)),
  };
}

async function firstWith(store: RankingParts['store'], areas: readonly AreaKey[], wanted: RankingWanted) {
  const midnight = Math.floor(wanted.now / DAY_MS) * DAY_MS;
  const spanTo = (to: number) => ({ from: Math.max(0, to - wanted.weeks * WEEK_MS), to });
  const whole = spanTo(midnight);
  const rows = await sumsOf(store, areas, whole);
  if (rows.length > 0) return { ...whole, rows };
  const running = spanTo(midnight + DAY_MS);
  return { ...running, rows: await sumsOf(store, areas, running) };
}

function areasOf({ site, regions }: RankingParts, { region, level }: RankingWanted): AreaKey[] {
  return [...site.divisions.values()]
    .filter((division) => division.level === level && regions.contains(region, division.code))
    .map(({ code }) => areaKey({ kind: 'area', id: code }));
}

async function sumsOf(
  store: RankingParts['store'],
  areas: readonly AreaKey[],
  span: { from: number; to: number },
): Promise<AreaSum[]> {
  const rows: AreaSum[] = [];
  const weeks = Math.ceil((span.to - span.from) / WEEK_MS);
  for (let at = 0; at < areas.length; at += MAX_AREAS_AT_ONCE) {
    const page = areas.slice(at, at + MAX_AREAS_AT_ONCE);
    const asked = { areas: page, metric: WEAK, ...span, stepMs: WEEK_MS, least: LEAST_DEVICES };
    for (const row of await store.areaSums({ ...asked, limit: page.length * weeks })) rows.push(row);
  }
  return rows;
}

function named({ area, ...item }: Ranked, scopes: RankingParts['scopes']): RankedArea {
  const scope = scopeOf(area);
  return { ...item, scope, name: scopes.name(scope), areas: scopes.above(scope) };
}
