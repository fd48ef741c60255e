import { z } from 'zod';
import { TimeMs } from './ids.ts';
import { DeviceView, LinkState } from './device.ts';
import { Health } from './health.ts';
import { IncidentView, Severity } from './incident.ts';
import { WeakArea } from './weak-area.ts';

/** How many devices a snapshot carries at the most; beyond it only those that need attention. */
export const MAX_LIVE_DEVICES = 1_000;
/** How many incidents a snapshot carries at the most: the most severe, of one severity the newest. */
export const MAX_LIVE_INCIDENTS = 200;
/** How many weak-signal areas a snapshot carries at the most: those that are weak first, then those watched. */
export const MAX_LIVE_WEAK_AREAS = 200;
export const PULSE_EVERY_MS = 2_000;
export const STALE_AFTER_MS = 5_000;

export const LinkCounts = z.record(LinkState, z.int().min(0));
export type LinkCounts = z.infer<typeof LinkCounts>;

/** A region rolled up: the viewed region itself (`parent` outside the view) and its children. */
export const RegionView = z.object({
  code: z.string(),
  parent: z.string(),
  level: z.string(),
  name: z.string(),
  population: z.number().nullable(),
  devices: LinkCounts,
  /** Devices that have been heard at least once: the denominator of every ratio. */
  heard: z.int().min(0),
  /**
   * Villages with people, the region itself where it is one, and those of them of which nothing is known:
   * they are grey, never green. Left out by servers that do not count them.
   */
  blind: z.object({ villages: z.int().min(0), blind: z.int().min(0) }).optional(),
});
export type RegionView = z.infer<typeof RegionView>;

/** The incidents of the viewed region, those that are not listed included. */
export const IncidentCounts = z.object({
  open: z.record(Severity, z.int().min(0)),
  /** Over, and watched in case they come back. */
  recovered: z.int().min(0),
  /** Left out of `incidents`, because there are too many. */
  leftOut: z.int().min(0),
});
export type IncidentCounts = z.infer<typeof IncidentCounts>;

export const ServerView = z.object({
  site: z.string(),
  siteEn: z.string(),
  timezone: z.string(),
  /** The site's plant and devices are made up. */
  invented: z.boolean(),
  /** Everything shown is simulated. */
  drill: z.boolean(),
  startedAt: TimeMs,
  status: Health.shape.status,
  checks: Health.shape.checks,
  /** Devices left out of `devices`, because the region holds too many. */
  devicesLeftOut: z.int().min(0),
  incidents: IncidentCounts,
});
export type ServerView = z.infer<typeof ServerView>;

/**
 * What a viewer holds: named collections of entities by key. A new kind of thing on the wall is one
 * more collection; how it travels does not change.
 */
export const LiveState = z.object({
  server: z.record(z.string(), ServerView),
  regions: z.record(z.string(), RegionView),
  devices: z.record(z.string(), DeviceView),
  /** Those that are open or have recovered and may come back; the platform's own are in every region. */
  incidents: z.record(z.string(), IncidentView),
  /** Those that are watched, and those found weak; by their ids. */
  weakAreas: z.record(z.string(), WeakArea),
});
export type LiveState = z.infer<typeof LiveState>;
export type CollectionName = keyof LiveState;
export const COLLECTIONS = Object.keys(LiveState.shape) as CollectionName[];

export const Subscribe = z.object({ region: z.string().max(12).default('') });
export type Subscribe = z.infer<typeof Subscribe>;

const version = z.int().min(0);

export const Snapshot = z.object({
  version,
  at: TimeMs,
  region: z.string(),
  hash: z.string(),
  state: LiveState,
});
export type Snapshot = z.infer<typeof Snapshot>;

export const Patch = z.object({
  from: version,
  version,
  at: TimeMs,
  set: LiveState.partial(),
  gone: z.partialRecord(z.enum(COLLECTIONS), z.array(z.string())),
});
export type Patch = z.infer<typeof Patch>;

export const Pulse = z.object({ version, at: TimeMs, hash: z.string() });
export type Pulse = z.infer<typeof Pulse>;

/** socket.io event maps of the namespace `/live`. */
export interface ServerToViewer {
  snapshot: (snapshot: Snapshot) => void;
  patch: (patch: Patch) => void;
  pulse: (pulse: Pulse) => void;
  refused: (why: { code: string; message: string }) => void;
}
export interface ViewerToServer {
  subscribe: (request: Subscribe) => void;
}
