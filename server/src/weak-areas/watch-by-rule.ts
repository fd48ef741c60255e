import type { Actor } from '@fengsui/config/contract';
import { scopeOf } from '../core/weak-area/area-hour.ts';
import type { AreaNow, AreaWatch } from '../core/weak-area/area-watch.ts';
import type { Scopes } from './scopes.ts';
import type { WatchList } from './watch-list.ts';

const DAY_MS = 86_400_000;
const RULE: Actor = { kind: 'program', id: 'weak-areas', name: '烽燧' };

export interface RuleParts {
  list: Pick<WatchList, 'of' | 'add' | 'removedAt'>;
  areas: Pick<AreaWatch, 'weak'>;
  scopes: Pick<Scopes, 'name'>;
  /** `weakAreas.watchFoundAfterDays` of the settings. */
  days: number;
}

/**
 * Watches what has been found for so many days. What somebody took off the list must be found for as long
 * again: the rule does not talk back.
 */
export function watchByRule({ list, areas, scopes, days }: RuleParts, now: number): void {
  const isDue = ({ key, weakSince }: AreaNow): boolean =>
    weakSince !== null && now - Math.max(weakSince, list.removedAt(key) ?? 0) >= days * DAY_MS;
  for (const found of areas.weak()) {
    if (list.of(found.key) || !isDue(found)) continue;
    const scope = scopeOf(found.key);
    const { evidence } = found;
    const head = { name: scopes.name(scope), scope, target: null, evidence };
    if (list.add({ ...head, source: 'rule', by: RULE }, now) === 'full') return;
  }
}
