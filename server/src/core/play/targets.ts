import type { DeviceState } from '../device/state.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { profileOf } from '../fleet/identity.ts';
import type { MonitorSite } from '../monitor-site.ts';
import type { Campaign } from './campaign.ts';
import { outcomeOf } from './campaign.ts';

/** Whom a play was meant for, as well as that can be known. */
export interface Targets {
  devices: readonly DeviceState[];
  /** `list`: somebody said so. `derived`: those that were online where most reported. */
  from: 'list' | 'derived';
  /** The smallest division that holds them all. */
  area: string;
  /** In the same divisions, but away all the while: not counted, and not reached either. */
  away: number;
}

interface TargetParts {
  fleet: Pick<Fleet, 'get' | 'at'>;
  chain: MonitorSite['chain'];
  top: string;
}

/** From this share of reports on, a whole division is taken to be meant. */
const MEANT = 0.5;

export function targetsOf(campaign: Campaign, broadcasters: Iterable<number>, parts: TargetParts): Targets {
  const { fleet } = parts;
  if (campaign.list === null) return derived(campaign, broadcasters, parts);
  const devices = campaign.list.map((id) => fleet.get(id)).filter((state) => state !== undefined);
  return { devices, from: 'list', area: common(devices, parts), away: 0 };
}

/**
 * Without a list: a division in which at least half of those online have reported was meant as a whole,
 * a village in which anybody has reported too. The narrowest reading that explains the reports.
 */
function derived(campaign: Campaign, broadcasters: Iterable<number>, parts: TargetParts): Targets {
  const states = [...broadcasters]
    .map((index) => parts.fleet.at(index))
    .filter((state) => state !== undefined)
    .filter((state) => campaign.classes.has(state.class));
  if (campaign.isTold) {
    const devices = states.filter(
      (state) => isReporting(campaign, state) || campaign.meant.get(state.index) > 0,
    );
    return { devices, from: 'derived', area: common(devices, parts), away: campaign.away };
  }
  const { devices, away } = firstReading(campaign, states, parts);
  return { devices, from: 'derived', area: common(devices, parts), away };
}

/** Decided once, when the figures are first told: whoever comes online later was not meant then. */
export function freezeTargets(campaign: Campaign, { devices, from, away }: Targets): void {
  if (from === 'list' || campaign.isTold) return;
  for (const { index } of devices) campaign.meant.set(index, 1);
  campaign.away = away;
}

function firstReading(campaign: Campaign, states: readonly DeviceState[], parts: TargetParts) {
  const present = states.filter((state) => isReporting(campaign, state) || wasHeard(state, campaign.startAt));
  const meant = meantDivisions(campaign, present, parts);
  const isMeant = ({ area }: DeviceState): boolean => parts.chain(area).some((code) => meant.has(code));
  const devices = present.filter((state) => isReporting(campaign, state) || isMeant(state));
  return { devices, away: states.filter(isMeant).length - devices.filter(isMeant).length };
}

function meantDivisions(
  campaign: Campaign,
  present: readonly DeviceState[],
  { chain }: TargetParts,
): ReadonlySet<string> {
  const counts = new Map<string, { online: number; reported: number; isVillage: boolean }>();
  for (const state of present) {
    const reported = isReporting(campaign, state) ? 1 : 0;
    chain(state.area).forEach((code, i) => {
      const count = counts.get(code) ?? { online: 0, reported: 0, isVillage: i === 0 };
      counts.set(code, { ...count, online: count.online + 1, reported: count.reported + reported });
    });
  }
  const meant = [...counts].filter(
    ([, { online, reported, isVillage }]) => reported >= online * MEANT || (isVillage && reported > 0),
  );
  return new Set(meant.map(([code]) => code));
}

const isReporting = (campaign: Campaign, { index }: DeviceState): boolean =>
  outcomeOf(campaign, index) !== 'none';

/** Heard since it began, or so shortly before that it was not offline then. */
function wasHeard(state: DeviceState, startAt: number): boolean {
  const patienceMs = profileOf(state).timers.offlineFactor * state.T * 1000;
  return state.lastSeenAt !== null && state.lastSeenAt >= startAt - patienceMs;
}

function common(devices: readonly DeviceState[], { chain, top }: TargetParts): string {
  let shared: readonly string[] | undefined;
  for (const { area } of devices) {
    const codes = chain(area);
    shared = shared ? shared.filter((code) => codes.includes(code)) : codes;
  }
  return shared?.[0] ?? top;
}
