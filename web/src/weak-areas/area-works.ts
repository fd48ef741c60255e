import type { WeakArea, Work } from '@fengsui/config/contract';
import { scopeKey } from './area-groups.ts';

type Place = Pick<WeakArea, 'scope' | 'area'>;

/** Works that were done there, around it, or in a part of it; the newest first. */
export function worksOf(place: Place, works: readonly Work[]): Work[] {
  return works.filter((work) => concerns(place, work)).sort((a, b) => b.from - a.from);
}

function concerns({ scope, area }: Place, work: Work): boolean {
  if (scopeKey(work.scope) === scopeKey(scope)) return true;
  if (work.scope.kind !== 'area') return false;
  return area.startsWith(work.scope.id) || (scope.kind === 'area' && work.scope.id.startsWith(scope.id));
}
