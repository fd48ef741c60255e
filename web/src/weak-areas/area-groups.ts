import type { AreaScope, AreaState, WeakArea, WeakCount } from '@fengsui/config/contract';
import { LEAST_DEVICES } from '@fengsui/config/contract';

/** What needs somebody first: watched and weak; watched; found and not watched yet. */
export const GROUPS = ['weak', 'watched', 'found'] as const;
export type GroupName = (typeof GROUPS)[number];

export interface AreaGroup {
  name: GroupName;
  areas: readonly WeakArea[];
}

/** What an area covers says which it is: its id may change when it is watched. */
export const scopeKey = ({ kind, id }: AreaScope): string => `${kind}:${id}`;

/** The share that is weak; undefined where fewer than 5 devices are measured, for it would be judged by. */
export const weakShare = ({ n, weak }: WeakCount): number | undefined =>
  n < LEAST_DEVICES ? undefined : weak / n;

/**
 * @param held areas, by what they cover, that stay where they stood although they have been watched or given up
 * since: nothing runs away from under the hand that has just pressed its button
 */
export function groupAreas(
  areas: readonly WeakArea[],
  held: ReadonlyMap<string, GroupName> = new Map(),
): AreaGroup[] {
  const groupOf = (area: WeakArea): GroupName => held.get(scopeKey(area.scope)) ?? naturalGroup(area);
  return GROUPS.map((name) => ({
    name,
    areas: areas.filter((area) => groupOf(area) === name).sort(worstFirst),
  })).filter((group) => group.areas.length > 0);
}

export function naturalGroup({ watched, state }: WeakArea): GroupName {
  if (!watched) return 'found';
  return state === 'weak' ? 'weak' : 'watched';
}

const RANK: Readonly<Record<AreaState, number>> = { weak: 0, ok: 1, too_few: 2, unseen: 3 };

function worstFirst(a: WeakArea, b: WeakArea): number {
  return (
    RANK[a.state] - RANK[b.state] ||
    (weakShare(b.now) ?? -1) - (weakShare(a.now) ?? -1) ||
    (b.population ?? -1) - (a.population ?? -1) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** By its name, its code, or a part of either. */
export function searched(areas: readonly WeakArea[], wanted: string): readonly WeakArea[] {
  const needle = wanted.trim().toLowerCase();
  if (needle === '') return areas;
  return areas.filter(({ id, name, scope }) =>
    [id, name, scope.id].some((text) => text.toLowerCase().includes(needle)),
  );
}

/** The one that was chosen; it may have got another id meanwhile. The first of the list where none was. */
export function chosenArea(
  groups: readonly AreaGroup[],
  areas: readonly WeakArea[],
  chosen: { id: string; scope: string },
): WeakArea | undefined {
  return (
    areas.find(({ id }) => id === chosen.id) ??
    areas.find(({ scope }) => scopeKey(scope) === chosen.scope) ??
    groups[0]?.areas[0]
  );
}
