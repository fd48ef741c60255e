import type {
  CollectionName,
  IncidentCounts,
  IncidentView,
  DeviceView,
  LiveHash,
  LiveState,
  Patch,
  RegionView,
  ServerView,
  Snapshot,
  WeakArea,
} from '@fengsui/config/contract';
import { MAX_LIVE_DEVICES, addEntity, emptyHash, hashText, removeEntity } from '@fengsui/config/contract';
import type { DeviceState } from '../core/device/state.ts';
import { deviceView } from '../core/device/view.ts';
import type { IncidentList } from './incident-list.ts';

/** What one region looks like from here; the room compares it with what it has sent. */
export interface RoomSource {
  server(devicesLeftOut: number): Omit<ServerView, 'incidents'>;
  regions(): RegionView[];
  heard(): number;
  states(): Iterable<DeviceState>;
  incidents(): IncidentList;
  weakAreas(): readonly WeakArea[];
}

/** Everybody who looks at one region sees the same state, at the same version. */
export interface Room {
  touch(id: string): void;
  touchIncidents(): void;
  touchWeakAreas(): void;
  /** What has changed since the last frame; undefined where nothing has. */
  frame(at: number, get: (id: string) => DeviceState | undefined): Patch | undefined;
  snapshot(at: number): Snapshot;
  hash(): string;
  version(): number;
}

type Change = { set: Patch['set']; gone: Patch['gone'] };

export function createRoom(region: string, source: RoomSource): Room {
  const sent: LiveState = { server: {}, regions: {}, devices: {}, incidents: {}, weakAreas: {} };
  const texts = new Map<string, string>();
  const hash: LiveHash = emptyHash();
  const touched = new Set<string>();
  let version = 0;
  let deviceCount = 0;
  /** Undefined while they must be counted anew. */
  let counts: IncidentCounts | undefined;
  let isWeakTold = false;

  /** A region that holds too many devices shows those that need attention. */
  const isShown = (state: DeviceState): boolean => {
    if (state.lastSeenAt === null) return false;
    if (source.heard() <= MAX_LIVE_DEVICES) return true;
    return needsAttention(state) && (state.id in sent.devices || deviceCount < MAX_LIVE_DEVICES);
  };

  function set<C extends CollectionName>(
    change: Change,
    collection: C,
    key: string,
    entity: LiveState[C][string],
  ): void {
    const name = `${collection}/${key}`;
    const text = JSON.stringify(entity);
    if (texts.get(name) === text) return;
    forget(collection, key);
    texts.set(name, text);
    (sent[collection] as Record<string, unknown>)[key] = entity;
    addEntity(hash, collection, key, entity);
    if (collection === 'devices') deviceCount++;
    ((change.set[collection] ??= {}) as Record<string, unknown>)[key] = entity;
  }

  function forget(collection: CollectionName, key: string): boolean {
    const before = sent[collection][key];
    if (before === undefined) return false;
    removeEntity(hash, collection, key, before);
    texts.delete(`${collection}/${key}`);
    delete sent[collection][key];
    if (collection === 'devices') deviceCount--;
    return true;
  }

  /** Those of a collection from now on; all others of it are gone. */
  function setAll(
    change: Change,
    collection: 'incidents' | 'weakAreas',
    views: readonly (IncidentView | WeakArea)[],
  ): void {
    const kept = new Set(views.map(({ id }) => id));
    for (const id of Object.keys(sent[collection])) {
      if (!kept.has(id) && forget(collection, id)) (change.gone[collection] ??= []).push(id);
    }
    for (const view of views) set(change, collection, view.id, view);
  }

  /** Asked for only when something has happened to one of them: most frames carry measurements. */
  function updateIncidents(change: Change): IncidentCounts {
    if (counts) return counts;
    const list = source.incidents();
    setAll(change, 'incidents', list.shown);
    return (counts = list.counts);
  }

  function update(change: Change, states: Iterable<DeviceState>): void {
    for (const state of states) {
      if (isShown(state)) set(change, 'devices', state.id, deviceView(state));
      else if (forget('devices', state.id)) (change.gone.devices ??= []).push(state.id);
    }
    for (const view of source.regions()) set(change, 'regions', view.code, view);
    const incidents = updateIncidents(change);
    if (!isWeakTold) setAll(change, 'weakAreas', source.weakAreas());
    isWeakTold = true;
    const server = source.server(Math.max(0, source.heard() - deviceCount));
    set(change, 'server', 'now', { ...server, incidents });
  }

  update({ set: {}, gone: {} }, source.states());

  return {
    touch: (id) => touched.add(id),
    touchIncidents: () => {
      counts = undefined;
    },
    touchWeakAreas: () => {
      isWeakTold = false;
    },
    frame(at, get) {
      const change: Change = { set: {}, gone: {} };
      update(change, present([...touched].map(get)));
      touched.clear();
      if (Object.keys(change.set).length === 0 && Object.keys(change.gone).length === 0) return undefined;
      return { from: version, version: ++version, at, ...change };
    },
    snapshot: (at) => ({ version, at, region, hash: hashText(hash), state: sent }),
    hash: () => hashText(hash),
    version: () => version,
  };
}

function needsAttention({ link, signal }: DeviceView | DeviceState): boolean {
  return link === 'SUSPECT' || link === 'OFFLINE' || signal === 'BAD' || signal === 'WEAK';
}

function present<T>(list: (T | undefined)[]): T[] {
  return list.filter((item): item is T => item !== undefined);
}
