import type { Actor, WarningOutcome } from '@fengsui/config/contract';
import type { ServerSettings } from '@fengsui/config/settings';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { ToldWarnings, WarningChange } from '../core/level/readiness-warnings.ts';
import { warningChanges } from '../core/level/readiness-warnings.ts';
import type { Records } from '../ledger/records/port.ts';
import type { Logger } from '../observe/logger.ts';
import type { Site } from '../site/model.ts';
import { readCap } from './cap.ts';
import { followWarningFeed } from './feed.ts';
import type { Fetch } from './fetch-bounded.ts';
import { watchWarningFolder } from './folder.ts';
import type { LevelDesk } from './level-desk.ts';
import { createLevelDesk } from './level-desk.ts';
import { createPlaces } from './places.ts';
import type { WarningStore } from './warning-store.ts';
import { createWarningStore } from './warning-store.ts';
import type { XmlFault } from './xml.ts';
import { zoneOffset } from '../zone-offset.ts';

export interface WarningParts {
  settings: ServerSettings['warnings'];
  records: Records;
  site: Pick<Site, 'divisions' | 'boundaries' | 'top' | 'info'>;
  clock: Clock;
  log: Logger;
  random: () => number;
  /** For the readiness detector; told again at every start. */
  onWarning(change: WarningChange): void;
  fetch?: Fetch;
}

export interface Warnings {
  desk: LevelDesk;
  store: WarningStore;
  /** A message that was handed in; faults name their places. */
  take(
    bytes: Uint8Array,
    by: Actor,
  ): { ok: true; outcome: WarningOutcome } | { ok: false; faults: XmlFault[] };
  /** Why warnings do not come in; undefined while they do. */
  trouble(): string | undefined;
  stop(): void;
}

const LOOK_EVERY_MS = 1_000;
/** Calendars are known for a year ahead only. */
const ANEW_AFTER_MS = 24 * 3_600_000;

/** Response levels and the warnings that switch them, with whatever brings them in. */
export function startWarnings(parts: WarningParts): Warnings {
  const { settings, records, site, clock, log, random, onWarning, fetch } = parts;
  let isChanged = true;
  const onChange = (): void => void (isChanged = true);
  const store = createWarningStore({
    records,
    placeOf: createPlaces(site),
    clock,
    onChange: () => desk.changed(),
  });
  const newId = (): string => randomUUID().slice(0, 13);
  const offsetAt = zoneOffset(site.info.timezone);
  const desk: LevelDesk = createLevelDesk({ records, warnings: store, offsetAt, clock, newId, onChange });

  /** Where it went before a restart is not known here; the end of what is over is told once more. */
  let told: ToldWarnings = new Map(
    store.entries().map(({ region }) => [region, { level: 'blue', until: null }] as const),
  );
  let nextAt = 0;
  const look = (): void => {
    const now = clock.now();
    if (!isChanged && now < nextAt) return;
    isChanged = false;
    const levels = desk.levels(now);
    nextAt = Math.min(levels.nextChange(now) ?? Infinity, now + ANEW_AFTER_MS);
    const { told: after, changes } = warningChanges(told, levels.inForce(now), now);
    told = after;
    for (const change of changes) onWarning(change);
  };

  const take = store.take;
  const { folder, feeds } = settings;
  const sources = [
    ...(folder === undefined ? [] : [watchWarningFolder({ folder, take, clock })]),
    ...feeds.map((url) => followWarningFeed({ url, take, clock, log, random, ...(fetch && { fetch }) })),
  ];
  const stopLooking = clock.every(LOOK_EVERY_MS, look);

  return {
    desk,
    store,
    take(bytes, by) {
      const read = readCap(bytes);
      return read.ok
        ? { ok: true, outcome: take(read.message, 'hand', by) }
        : { ok: false, faults: read.faults };
    },
    trouble: () => sources.map(({ trouble }) => trouble()).find((why) => why !== undefined),
    stop() {
      stopLooking();
      for (const source of sources) source.stop();
    },
  };
}
