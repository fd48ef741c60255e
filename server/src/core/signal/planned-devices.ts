import type { DeviceState } from '../device/state.ts';
import type { PlannedWindow } from '../incident/maintenance.ts';
import type { MonitorSite } from '../monitor-site.ts';
import type { Plant } from '../plant/plant.ts';

type IsPlanned = (state: DeviceState) => boolean;

const NOBODY: IsPlanned = () => false;

/** Whose levels may have been worked on within [from, to), ms. */
export function plannedWithin(
  { windows, chain }: Pick<MonitorSite, 'windows' | 'chain'>,
  plant: Plant,
  from: number,
  to: number,
): IsPlanned {
  const tests = windows
    .filter((window) => window.from < to && window.to > from)
    .map(({ scope }) => testOf(scope, chain, plant));
  return tests.length === 0 ? NOBODY : (state) => tests.some((isInside) => isInside(state));
}

function testOf({ kind, id }: PlannedWindow['scope'], chain: MonitorSite['chain'], plant: Plant): IsPlanned {
  if (kind === 'device') return (state) => state.id === id;
  if (kind === 'area') return ({ area }) => chain(area).includes(id);
  const node = plant.find(id);
  return node < 0 ? NOBODY : (state) => plant.isUnder(plant.find(state.node), node);
}
