import type { Incident } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import type { Clock } from '../clock.ts';
import type { MonitorSite } from '../core/monitor-site.ts';
import type { Monitor } from '../core/monitor.ts';
import { areaKey } from '../core/weak-area/area-hour.ts';
import type { EngineListener } from '../engine.ts';
import type { Ledger } from '../ledger/port.ts';
import type { Logger } from '../observe/logger.ts';
import type { Regions } from '../regions/regions.ts';
import type { Site } from '../site/model.ts';
import type { Storer } from '../storer/storer.ts';
import { zoneOffset } from '../zone-offset.ts';
import type { AreaViews } from './area-views.ts';
import { createAreaViews } from './area-views.ts';
import type { BlindSpots } from './blind-spots.ts';
import { createBlindSpots } from './blind-spots.ts';
import type { DeviceIndex } from './device-index.ts';
import { createDeviceIndex } from './device-index.ts';
import { fileAreas } from './file-areas.ts';
import type { StoreTeller } from './keep-store-told.ts';
import { createStoreTeller } from './keep-store-told.ts';
import type { DevicePlacer } from './place-devices.ts';
import { placeDevices } from './place-devices.ts';
import type { Scopes } from './scopes.ts';
import { createScopes } from './scopes.ts';
import type { WatchList } from './watch-list.ts';
import { createWatchList } from './watch-list.ts';
import { watchByRule } from './watch-by-rule.ts';

/** What is watched 7×24, what of it is weak, and where nothing is known. */
export interface WeakAreas extends EngineListener {
  list: WatchList;
  views: AreaViews;
  scopes: Scopes;
  devices: DeviceIndex;
  blindSpots: BlindSpots;
  /** Keeps the store told of what is watched and where devices are, and follows the rule; the answer ends it. */
  start(storer: Pick<Storer, 'store' | 'onReopened'>): () => void;
}

export interface WeakAreasParts {
  settings: Pick<ServerSettings, 'weakAreas'>;
  site: Site;
  core: Pick<MonitorSite, 'chain'>;
  monitor: Pick<Monitor, 'fleet' | 'areas'>;
  regions: Pick<Regions, 'contains'>;
  ledger: Pick<Ledger, 'records'>;
  /** Those that are open, or have recovered and may come back. */
  incidents(): readonly Incident[];
  /** Other areas are watched now. */
  changed(): void;
  clock: Clock;
  log: Logger;
}

const LOOK_EVERY_MS = 60_000;

/** Tells the core at once what is watched; everything that is heard later is judged by it. */
export function openWeakAreas(parts: WeakAreasParts): WeakAreas {
  const { settings, site, core, monitor, regions, ledger, incidents, clock, log } = parts;
  const { fleet, areas } = monitor;
  const { chain } = core;
  let placer: DevicePlacer | undefined;
  let teller: StoreTeller | undefined;
  const list = createWatchList({
    records: ledger.records,
    file: fileAreas(site, zoneOffset(site.info.timezone)),
    changed() {
      tellCore();
      void teller?.tell(list);
      parts.changed();
    },
  });
  const tellCore = (): void => areas.watch([...new Set(list.all().map(({ scope }) => areaKey(scope)))]);
  tellCore();
  const scopes = createScopes({ site, chain });
  const devices = createDeviceIndex({ fleet, plant: site.plant, regions, clock });

  function followRule(): () => void {
    const days = settings.weakAreas.watchFoundAfterDays;
    if (days === null) return () => undefined;
    return clock.every(LOOK_EVERY_MS, () => watchByRule({ list, areas, scopes, days }, clock.now()));
  }

  return {
    ...{ list, scopes, devices },
    views: createAreaViews({ list, areas, scopes, incidents }),
    blindSpots: createBlindSpots({ site, chain, tally: fleet.tally, devices, scopes, clock }),
    changed: (device) => placer?.changed(device),
    fact: () => undefined,
    start(storer) {
      placer = placeDevices({ fleet, site, chain, storer, clock, log });
      teller = createStoreTeller({ store: storer.store, watchNodes: placer.watch, clock, log });
      void teller.tell(list);
      const stops = [placer.stop, teller.stop, followRule()];
      return () => stops.forEach((stop) => stop());
    },
  };
}
