import type { CountyLedger, HandOver } from '../county/port.ts';
import type { Checkpoint, LinkTransition } from '../port.ts';
import type { MemoryDesk } from './memory-desk.ts';
import type { MemoryIncidents } from './memory-incidents.ts';

export interface MemoryRows {
  /** State by id. */
  devices: Map<string, string>;
  /** By anything; in the order in which they came. */
  transitions: Map<string, LinkTransition>;
  incidents: MemoryIncidents;
  desk: MemoryDesk;
  put(rows: Omit<Checkpoint, 'journal' | 'offset'>): void;
}

/** Counties that move, in memory. @param open throws where the ledger was closed */
export function createMemoryCounties(
  { devices, transitions, incidents, desk, put }: MemoryRows,
  open: () => void,
): CountyLedger {
  const steps: HandOver[] = [];
  const bundles = new Map<string, { county: string; content: Uint8Array }>();

  const devicesOf = (county: string) =>
    [...devices]
      .map(([id, state]) => ({ id, state }))
      .filter(({ state }) => countyOfState(state) === county)
      .sort((a, b) => (a.id < b.id ? -1 : 1));

  const transitionsOf = (county: string) => {
    const ids = new Set(devicesOf(county).map(({ id }) => id));
    return [...transitions].filter(([, { device }]) => ids.has(device));
  };

  return {
    counties() {
      open();
      const counts = new Map<string, number>();
      for (const state of devices.values()) {
        const county = countyOfState(state);
        if (county !== undefined) counts.set(county, (counts.get(county) ?? 0) + 1);
      }
      return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
    },
    county(code) {
      open();
      return {
        devices: devicesOf(code),
        transitions: transitionsOf(code).map(([, one]) => one),
        ...incidents.county(code),
        ...desk.of(incidents.county(code).incidents.map(({ id }) => id)),
      };
    },
    handOvers() {
      open();
      return steps.map((step) => ({ ...step }));
    },
    bundle(id) {
      open();
      return bundles.get(id)?.content;
    },
    noteHandOver(step) {
      open();
      steps.push({ ...step });
    },
    takeOut(step, content, parts) {
      open();
      for (const [key] of transitionsOf(step.county)) transitions.delete(key);
      for (const { id } of devicesOf(step.county)) devices.delete(id);
      desk.remove(incidents.county(step.county).incidents.map(({ id }) => id));
      incidents.removeCounty(step.county);
      put({ devices: [], transitions: [], parts });
      bundles.set(step.bundle, { county: step.county, content: content.slice() });
      steps.push({ ...step });
    },
    putIn(step, rows, parts) {
      open();
      put({ ...rows, parts });
      for (const [id, { county }] of bundles) if (county === step.county) bundles.delete(id);
      steps.push({ ...step });
    },
  };
}

function countyOfState(state: string): string | undefined {
  try {
    const { county } = JSON.parse(state) as { county?: string };
    return county;
  } catch {
    return undefined;
  }
}
