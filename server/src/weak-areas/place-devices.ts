import type { Clock } from '../clock.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { AreaKey } from '../core/weak-area/area-hour.ts';
import type { Logger } from '../observe/logger.ts';
import type { DevicePlace } from '../series/port.ts';
import type { Site } from '../site/model.ts';
import type { Storer } from '../storer/storer.ts';
import type { WhereCounted } from './where-counted.ts';
import { createWhereCounted } from './where-counted.ts';

export interface DevicePlacer {
  /**
   * The nodes of the plant that are watched, all of them: before the first call the store is told nothing, as an
   * hour that it adds up would lack them. Resolves when it knows; rejects with SeriesUnavailable where it
   * cannot be told now, and is told as soon as it can be.
   */
  watch(nodes: readonly string[]): Promise<void>;
  /** This device's state is another one now: it may be new, or somewhere else. */
  changed(device: string): void;
  stop(): void;
}

export interface DevicePlacerParts {
  fleet: Pick<Fleet, 'get' | 'states'>;
  site: Pick<Site, 'divisions' | 'plant'>;
  /** The division of an area and all above it, nearest first. */
  chain(area: string): readonly string[];
  storer: Pick<Storer, 'onReopened'> & { store: Pick<Storer['store'], 'place'> };
  clock: Pick<Clock, 'every'>;
  log: Logger;
}

/** So many devices are told at once. */
const PAGE = 2_000;
const LOOK_EVERY_MS = 5_000;

/** Tells the series store where devices count, again whenever it is opened anew: it does not keep that. */
export function placeDevices({ fleet, site, chain, storer, clock, log }: DevicePlacerParts): DevicePlacer {
  let where: WhereCounted | undefined;
  /** What each device was told to be in; places are one object for all devices of a place. */
  const told = new Map<string, object>();
  const changed = new Set<string>();
  let isAllOwed = true;
  let telling: Promise<void> | undefined;
  let isFailing = false;

  const isOutdated = (): boolean => isAllOwed;

  function placeOf(device: string): DevicePlace | undefined {
    const state = fleet.get(device);
    const place = state && where?.of(state);
    if (!place || told.get(device) === place) return undefined;
    told.set(device, place);
    return { device, ...place };
  }

  /** Read page by page, so that nothing waits for the whole fleet to be read. */
  async function tellAll(counted: WhereCounted): Promise<void> {
    isAllOwed = false;
    told.clear();
    let page: DevicePlace[] = [];
    for (const state of fleet.states()) {
      if (page.length >= PAGE) {
        await storer.store.place(page, true);
        // Of a list that has changed, or to a store that was opened anew, it begins again.
        if (isOutdated()) return;
        page = [];
      }
      const place = counted.of(state);
      told.set(state.id, place);
      page.push({ device: state.id, ...place });
    }
    await storer.store.place(page);
  }

  async function tellChanged(): Promise<void> {
    const places = [...changed].flatMap((device) => placeOf(device) ?? []);
    changed.clear();
    for (let at = 0; at < places.length && !isAllOwed; at += PAGE)
      await storer.store.place(places.slice(at, at + PAGE));
  }

  async function tell(): Promise<void> {
    try {
      while (where && isAllOwed) await tellAll(where);
      if (where) await tellChanged();
      isFailing = false;
    } catch (error) {
      isAllOwed = true;
      if (!isFailing) log.warn({ err: error }, 'the store was not told where devices are; it is told again');
      isFailing = true;
      throw error;
    }
  }

  function kick(): Promise<void> {
    telling ??= tell().finally(() => (telling = undefined));
    return telling;
  }

  const look = (): void => {
    if (where && (isAllOwed || changed.size > 0)) kick().catch(() => undefined);
  };
  const stopLooking = clock.every(LOOK_EVERY_MS, look);
  storer.onReopened(() => {
    isAllOwed = true;
    look();
  });

  return {
    watch(nodes) {
      const watched = new Set(nodes.map((id): AreaKey => `node:${id}`));
      if (!where?.isFor(watched)) {
        where = createWhereCounted({ site, chain, watched });
        isAllOwed = true;
      }
      return isAllOwed || telling ? kick().then(() => (isAllOwed ? kick() : undefined)) : Promise.resolve();
    },
    changed: (device) => void changed.add(device),
    stop: stopLooking,
  };
}
