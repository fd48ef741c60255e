import type { Scope } from '@fengsui/config/contract';

/** A planned window of the site's files; `from` and `to` in ms, `to` is outside. */
export interface PlannedWindow {
  id: string;
  scope: { kind: 'node' | 'area' | 'device'; id: string };
  from: number;
  to: number;
  reason: string;
}

/** Where something lies: everything that a window over it could name. */
export interface Place {
  nodes: readonly string[];
  areas: readonly string[];
  device?: string | undefined;
}

/** The window that covers a place now; of several the one that ends last. */
export function plannedFor(
  windows: readonly PlannedWindow[],
  place: Place,
  at: number,
): PlannedWindow | undefined {
  let found: PlannedWindow | undefined;
  for (const window of windows) {
    if (at < window.from || at >= window.to || !isInside(place, window.scope)) continue;
    if (!found || window.to > found.to) found = window;
  }
  return found;
}

function isInside({ nodes, areas, device }: Place, { kind, id }: PlannedWindow['scope']): boolean {
  if (kind === 'device') return device === id;
  return (kind === 'node' ? nodes : areas).includes(id);
}

/** Finds out where an incident's scope lies. */
export type Locate = (scope: Scope, area: string) => Place;
