import type { LinkState } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';
import type { DeviceState } from '../device/state.ts';
import type { MonitorSite } from '../monitor-site.ts';

/** A village (or the smallest division that its terminals are registered in), and who could warn it. */
export interface VillageReadiness {
  village: string;
  registered: number;
  healthy: number;
  /** Whom its terminals reach; 0 where nothing is known. */
  population: number;
}

interface VillageParts {
  site: Pick<MonitorSite, 'chain' | 'people'>;
  /** Plays in silence. */
  isSilent(device: string): boolean;
}

/** A terminal that people hear: it has an amplifier. */
export function isLoudspeaker({ class: name }: Pick<DeviceState, 'class'>): boolean {
  return LOUD.has(name);
}

const LOUD: ReadonlySet<string> = new Set(
  Object.values(DEVICE_CLASSES)
    .filter(({ metrics }) => (metrics as readonly string[]).includes('pwr.amp_a'))
    .map((profile) => profile.class),
);

/** A beat that is late is no proof of anything. */
const THERE: ReadonlySet<LinkState> = new Set<LinkState>(['ONLINE', 'SUSPECT']);

/** It is there, it has power, it reports no fault, and it is not known to play in silence. */
function isHealthy({ id, link, power, service }: DeviceState, isSilent: (id: string) => boolean): boolean {
  return THERE.has(link) && power !== 'DEAD' && service !== 'FAULT' && !isSilent(id);
}

/** The villages of these loudspeakers, by code. */
export function villagesOf(
  loudspeakers: Iterable<DeviceState>,
  { site, isSilent }: VillageParts,
): VillageReadiness[] {
  const villages = new Map<string, VillageReadiness>();
  for (const state of loudspeakers) {
    const village = site.chain(state.area)[0] ?? state.area;
    const entry = villages.get(village) ?? { village, registered: 0, healthy: 0, population: 0 };
    villages.set(village, entry);
    entry.registered++;
    entry.population += site.people(state.id).population;
    if (isHealthy(state, isSilent)) entry.healthy++;
  }
  return [...villages.values()].sort((a, b) => (a.village < b.village ? -1 : 1));
}

/** Villages that nobody can warn now. */
export function mute(villages: readonly VillageReadiness[]): VillageReadiness[] {
  return villages.filter(({ healthy }) => healthy === 0);
}
