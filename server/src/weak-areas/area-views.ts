import type { AreaScope, Incident, WatchedArea, WeakArea } from '@fengsui/config/contract';
import type { AreaKey } from '../core/weak-area/area-hour.ts';
import { areaKey, scopeOf } from '../core/weak-area/area-hour.ts';
import type { AreaNow, AreaWatch } from '../core/weak-area/area-watch.ts';
import type { Scopes } from './scopes.ts';
import type { WatchList } from './watch-list.ts';

/** The list as people see it: those that are watched, and those found weak that nobody watches yet. */
export interface AreaViews {
  /** Those that are weak first, the longest first; then in order of ids. */
  all(): WeakArea[];
  get(id: string): WeakArea | undefined;
}

export interface AreaViewsParts {
  list: Pick<WatchList, 'all' | 'get' | 'of'>;
  areas: Pick<AreaWatch, 'now' | 'weak'>;
  scopes: Scopes;
  /** Those that are open, or have recovered and may come back. */
  incidents(): readonly Incident[];
}

type Head = Pick<WeakArea, 'id' | 'name' | 'source' | 'watched' | 'since' | 'target' | 'evidence'>;

export function createAreaViews({ list, areas, scopes, incidents }: AreaViewsParts): AreaViews {
  /** Open ones, by what they are about. */
  function incidentIds(): (scope: AreaScope) => string | null {
    const open = incidents().filter(({ type, state }) => type === 'weak_area' && state === 'open');
    const ids = new Map(open.map(({ scope: { kind, id: place }, id }) => [`${kind}:${place}`, id]));
    return (scope) => ids.get(areaKey(scope)) ?? null;
  }

  function view(head: Head, now: AreaNow, incidentOf: (scope: AreaScope) => string | null): WeakArea {
    const scope = scopeOf(now.key);
    return {
      ...{ ...head, scope, area: scopes.area(scope) },
      ...{ state: now.state, weakSince: now.weakSince, now: now.now, hour: now.hour },
      incident: incidentOf(scope),
      devices: now.devices,
      population: scopes.people(scope),
    };
  }

  /** Its evidence is what it is weak for now; where it is not weak, what it is watched for. */
  function watched({ id, name, scope, source, since, target, evidence }: WatchedArea): [Head, AreaNow] {
    const now = areas.now(areaKey(scope));
    return [{ id, name, source, watched: true, since, target, evidence: now.evidence ?? evidence }, now];
  }

  function found(now: AreaNow): [Head, AreaNow] {
    const { key, weakSince, evidence } = now;
    const name = scopes.name(scopeOf(key));
    const since = weakSince ?? 0;
    return [{ id: key, name, source: 'found', watched: false, since, target: null, evidence }, now];
  }

  function headOf(id: string): [Head, AreaNow] | undefined {
    const one = list.get(id) ?? list.of(id as AreaKey);
    if (one) return watched(one);
    const now = areas.weak().find(({ key }) => key === id);
    return now && found(now);
  }

  return {
    all() {
      const incidentOf = incidentIds();
      const others = areas.weak().filter(({ key }) => !list.of(key));
      const heads = [...list.all().map(watched), ...others.map(found)];
      return heads.map(([head, now]) => view(head, now, incidentOf)).sort(weakFirst);
    },
    get(id) {
      const head = headOf(id);
      return head && view(...head, incidentIds());
    },
  };
}

/** Below 0 where `a` comes first. */
function weakFirst(a: WeakArea, b: WeakArea): number {
  const since = (area: WeakArea): number => area.weakSince ?? Infinity;
  return since(a) === since(b) ? (a.id < b.id ? -1 : 1) : since(a) - since(b);
}
