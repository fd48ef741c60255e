import type { Maintenance, Site } from '../site/model.ts';
import type { Wanted } from './judge.ts';
import type { WantedCampaign } from './judge-campaigns.ts';
import type { Expectation, Scenario } from './scenario.ts';
import type { SimulationOptions, Simulation } from './simulate/simulate.ts';
import { createSimulation } from './simulate/simulate.ts';
import { devicesUnder } from './simulate/places.ts';

export interface StagedScenario {
  simulation: Simulation;
  /** The site with the scenario's planned windows. */
  site: Site;
  wanted: Wanted[];
  wantedCampaigns: WantedCampaign[];
}

export interface StagingOptions extends Pick<SimulationOptions, 'seed' | 'startsAt' | 'lost' | 'told'> {
  site: Site;
  scenario: Scenario;
}

const MINUTE_MS = 60_000;
const PLATFORM = 'platform';

/** Puts a scenario on a site: where it plays, what is planned there, what must come of it. */
export function stageScenario({ site, scenario, ...rest }: StagingOptions): StagedScenario {
  const simulation = createSimulation({ site, play: scenario, ...rest });
  const windows = (scenario.maintenance ?? []).map(({ where, fromMin, toMin }, i): Maintenance => ({
    id: `drill-${i + 1}`,
    scope: { kind: 'node', id: simulation.places.get(where)?.node ?? where },
    from: rest.startsAt + fromMin * MINUTE_MS,
    to: rest.startsAt + toMin * MINUTE_MS,
    reason: scenario.title.zh,
  }));
  return {
    simulation,
    site: { ...site, maintenance: [...site.maintenance, ...windows] },
    wanted: scenario.expect.map((expectation) => locate(expectation, site, simulation)),
    wantedCampaigns: (scenario.campaigns ?? []).map(({ ebmId, targeted, failing, mute }) => ({
      ebmId,
      targeted: idsIn(targeted, simulation),
      failing: idsIn(failing, simulation),
      mute: idsIn(mute, simulation),
    })),
  };
}

function locate({ at, ...expectation }: Expectation, site: Site, simulation: Simulation): Wanted {
  const ids = at.flatMap((name) => (name === PLATFORM ? [PLATFORM] : idsOf(name, site, simulation)));
  return { ...expectation, ids: [...new Set(ids)] };
}

function idsIn(name: string | undefined, { places, fleet }: Simulation): string[] {
  if (name === undefined) return [];
  return (places.get(name)?.devices ?? []).map((device) => fleet.rows[device]?.id ?? '');
}

/**
 * The ids under which an incident at a place may be reported: the node, those that no device tells apart
 * from it, and its division; or the devices.
 */
function idsOf(name: string, site: Site, { places, fleet }: Simulation): string[] {
  const place = places.get(name);
  if (!place) throw new Error(`the scenario has no place ${name}`);
  if (place.node === undefined) return place.devices.map((device) => fleet.rows[device]?.id ?? '');
  const under = devicesUnder(site, fleet);
  const members = place.devices.join();
  const same = [...under].filter(([, devices]) => devices.join() === members).map(([id]) => id);
  const area = site.plant.get(place.node)?.area;
  return area === undefined ? same : [...same, area];
}
