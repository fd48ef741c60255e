import type {
  Incident,
  Patch,
  Pulse,
  RegionView,
  ServerView,
  Snapshot,
  WeakArea,
} from '@fengsui/config/contract';
import { PULSE_EVERY_MS } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { EngineListener } from '../engine.ts';
import type { PlaceOf } from '../regions/incident-place.ts';
import type { Regions } from '../regions/regions.ts';
import { createIncidentLists } from './incident-list.ts';
import type { Room } from './room.ts';
import { createRoom } from './room.ts';
import { createWeakAreaLists } from './weak-area-list.ts';

/** One who looks on; sending must not block. */
export interface Viewer {
  snapshot(snapshot: Snapshot): void;
  patch(patch: Patch): void;
  pulse(pulse: Pulse): void;
}

/** Keeps a room for each region that somebody looks at, and tells its viewers what changes, a frame at a time. */
export interface Hub extends Pick<EngineListener, 'changed'> {
  /** What `incidents` answers is not what it was. */
  incidentsChanged(): void;
  /** So is what `weakAreas` answers; otherwise it is asked again every few seconds. */
  weakAreasChanged(): void;
  /** The answer leaves the room. */
  enter(region: string, viewer: Viewer): () => void;
  viewers(): number;
  stop(): void;
}

export interface HubParts {
  fleet: Fleet;
  regions: Regions;
  /** What is told of the server itself. */
  server: (devicesLeftOut: number) => Omit<ServerView, 'incidents'>;
  /** Those that are open, or have recovered and may come back. */
  incidents: () => readonly Incident[];
  /** Areas that are watched or weak, weak ones first. */
  weakAreas: () => readonly WeakArea[];
  placeOf: PlaceOf;
  clock: Clock;
}

const FRAME_MS = 200;
/** Who is weak is decided by the hour; how many are just now need not be told more often. */
const WEAK_AREAS_MS = 5_000;

interface Occupied {
  region: string;
  room: Room;
  viewers: Set<Viewer>;
}

export function createHub(parts: HubParts): Hub {
  const { fleet, regions, server, incidents, placeOf, weakAreas, clock } = parts;
  const incidentsOf = createIncidentLists({ incidents, placeOf, contains: regions.contains });
  const weakLists = createWeakAreaLists({ weakAreas, contains: regions.contains });
  const rooms = new Map<string, Occupied>();

  function open(region: string): Occupied {
    const source = {
      server,
      regions: (): RegionView[] => {
        const { region: own, children } = regions.view(region);
        return [own, ...children];
      },
      heard: () => fleet.tally.count(region).heard,
      *states() {
        for (const state of fleet.states()) if (regions.contains(region, state.area)) yield state;
      },
      incidents: () => incidentsOf(region),
      weakAreas: () => weakLists.of(region),
    };
    const occupied = { region, room: createRoom(region, source), viewers: new Set<Viewer>() };
    rooms.set(region, occupied);
    return occupied;
  }

  function frame(): void {
    const at = clock.now();
    for (const { room, viewers } of rooms.values()) {
      const patch = room.frame(at, fleet.get);
      if (patch) for (const viewer of viewers) viewer.patch(patch);
    }
  }

  function pulse(): void {
    const at = clock.now();
    for (const { room, viewers } of rooms.values()) {
      const beat = { version: room.version(), at, hash: room.hash() };
      for (const viewer of viewers) viewer.pulse(beat);
    }
  }

  function weakAreasChanged(): void {
    weakLists.forget();
    for (const { room } of rooms.values()) room.touchWeakAreas();
  }

  const stopFrames = clock.every(FRAME_MS, frame);
  const stopPulse = clock.every(PULSE_EVERY_MS, pulse);
  const stopWeakAreas = clock.every(WEAK_AREAS_MS, weakAreasChanged);

  return {
    changed(device) {
      if (rooms.size === 0) return;
      const state = fleet.get(device);
      if (!state) return;
      for (const { region, room } of rooms.values()) {
        if (regions.contains(region, state.area)) room.touch(state.id);
      }
    },
    incidentsChanged() {
      for (const { room } of rooms.values()) room.touchIncidents();
    },
    weakAreasChanged,
    enter(wanted, viewer) {
      const region = regions.has(wanted) ? wanted : regions.top;
      const occupied = rooms.get(region) ?? open(region);
      occupied.viewers.add(viewer);
      viewer.snapshot(occupied.room.snapshot(clock.now()));
      return () => {
        occupied.viewers.delete(viewer);
        if (occupied.viewers.size === 0) rooms.delete(region);
      };
    },
    viewers: () => [...rooms.values()].reduce((sum, { viewers }) => sum + viewers.size, 0),
    stop() {
      stopFrames();
      stopPulse();
      stopWeakAreas();
    },
  };
}
