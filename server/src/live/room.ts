import type {
  CollectionName,
  IncidentCounts,
  DeviceView,
  LiveHash,
  LiveState,
  Patch,
  RegionView,
  ServerView,
  Snapshot,
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
}

/** Everybody who looks at one region sees the same state, at the same version. */
export interface Room {
  touch(id: string): void;
  touchIncidents(): void;
  /** What has changed since the last frame; undefined where nothing has. */
  frame(at: number, get: (id: string) => DeviceState | undefined): Patch | undefined;
  snapshot(at: number): Snapshot;
  hash(): string;
  version(): number;
}

type Change = { set: Patch['set']; gone: Patch['gone'] };

export function createRoom(region: string, source: RoomSource): Room {
  const sent: LiveState = { server: {}, regions: {}, devices: {}, incidents: {} };
  const texts = new Map<string, string>();
  const hash: LiveHash = emptyHash();
  const touched = new Set<string>();
  let version = 0;
  let deviceCount = 0;
  /** Undefined while they must be counted anew. */
  let counts: IncidentCounts | undefined;

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

  /** Asked for only when something has happened to one of them: most frames carry measurements. */
  function updateIncidents(change: Change): IncidentCounts {
    if (counts) return counts;
    const list = source.incidents();
    const kept = new Set(list.shown.map(({ id }) => id));
    for (const id of Object.keys(sent.incidents)) {
      if (!kept.has(id) && forget('incidents', id)) (change.gone.incidents ??= []).push(id);
    }
    for (const view of list.shown) set(change, 'incidents', view.id, view);
    return (counts = list.counts);
  }

  function update(change: Change, states: Iterable<DeviceState>): void {
    for (const state of states) {
      if (isShown(state)) set(change, 'devices', state.id, deviceView(state));
      else if (forget('devices', state.id)) (change.gone.devices ??= []).push(state.id);
    }
    for (const view of source.regions()) set(change, 'regions', view.code, view);
    const incidents = updateIncidents(change);
    const server = source.server(Math.max(0, source.heard() - deviceCount));
    set(change, 'server', 'now', { ...server, incidents });
  }

  update({ set: {}, gone: {} }, source.states());

  return {
    touch: (id) => touched.add(id),
    touchIncidents: () => {
      counts = undefined;
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
