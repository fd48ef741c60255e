import type { Incident } from '@fengsui/config/contract';
import type { DeskWorld } from './world.ts';

/** Which open incident lies where: so that what it explains can be told from what stands alone. */
export interface Explained {
  note(incident: Incident): void;
  /** An open incident at a node or an area above this one, not itself; the nearest. */
  ancestor(incident: Incident): { id: string; scope: Incident['scope'] } | undefined;
}

/** What explains more than itself: a place that failed, not a device. */
const EXPLAINS = new Set<Incident['type']>(['outage', 'power']);

export function createExplained(world: Pick<DeskWorld, 'above'>): Explained {
  const open = new Map<string, { id: string; scope: Incident['scope'] }>();
  const keyOf = ({ kind, id }: Incident['scope']): string => `${kind === 'area' ? 'area' : 'node'}:${id}`;

  return {
    note({ id, type, scope, state }) {
      if (!EXPLAINS.has(type) || scope.kind === 'device' || scope.kind === 'platform') return;
      const key = keyOf(scope);
      if (state === 'open') open.set(key, { id, scope });
      else if (open.get(key)?.id === id) open.delete(key);
    },
    ancestor({ id, scope, area, type }) {
      if (open.size === 0 || type === 'platform') return undefined;
      const { nodes, areas } = world.above(scope, area);
      const keys = [...nodes.map((node) => `node:${node}`), ...areas.map((code) => `area:${code}`)];
      return keys.map((key) => open.get(key)).find((found) => found && found.id !== id);
    },
  };
}
