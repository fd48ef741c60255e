import type { SignalState } from '@fengsui/config/contract';
import type { Fleet } from '../fleet/fleet.ts';
import type { Fall } from '../signal/fade.ts';
import type { AreaCounts } from './area-counts.ts';
import { countAreas } from './area-counts.ts';
import type { AreaKey } from './area-hour.ts';
import type { Verdict } from './device-hours.ts';
import { VERDICT, createDeviceHours } from './device-hours.ts';
import type { OwnTroubleRow } from './own-trouble.ts';
import { createOwnTroubles } from './own-trouble.ts';
import type { Places } from './places.ts';

/** What is heard within an hour, and what it comes to at its end. */
export interface HourTally {
  hear(device: number, quality: Exclude<SignalState, 'NA'>): void;
  isInRain(device: number): boolean;
  /** The hour as it stands: of all devices that count, and of those whose level has not fallen with others. */
  counts(at: number): { counts: AreaCounts; unfallen: AreaCounts };
  /** Learns from the hour, and begins another. */
  next(): void;
  rows(): TallyRows;
  restore(rows: TallyRows): void;
}

export interface TallyRows {
  hours: (readonly [id: string, row: number])[];
  own: (readonly [id: string, ...OwnTroubleRow])[];
}

export interface HourTallyParts {
  fleet: Pick<Fleet, 'at' | 'get' | 'states'>;
  places: Places;
  found: ReadonlyMap<AreaKey, unknown>;
  /** What made a device's level fall together with those around it, as far as that was called. */
  fallOf(device: number): Fall | undefined;
  /** Since when its level is well below what is usual for it, ms; undefined while it is not. */
  fadedAt(device: number): number | undefined;
}

const AT_LEAST_MS = 30 * 60_000;

export function createHourTally({ fleet, places, found, fallOf, fadedAt }: HourTallyParts): HourTally {
  const hours = createDeviceHours();
  const own = createOwnTroubles();

  /** Whether what has just fallen is rain over many shows when they have been heard again. */
  function isTooEarly(device: number, at: number): boolean {
    const since = fadedAt(device);
    if (since === undefined) return false;
    return at - since < Math.max(AT_LEAST_MS, 2_000 * (fleet.at(device)?.T ?? 0));
  }

  /** Devices that were measured before what fell together was called; answers whether any did. */
  function markFallen(at: number): boolean {
    let anyFell = false;
    for (let device = 0; device < hours.size(); device++) {
      const fall = fallOf(device) ?? (isTooEarly(device, at) ? 'other' : undefined);
      if (fall) hours.mark(device, fall);
      anyFell ||= hours.hasFallen(device);
    }
    return anyFell;
  }

  const verdict = (device: number): Verdict => (own.has(device) ? VERDICT.none : hours.verdict(device));
  const ofUnfallen = (device: number): Verdict => (hours.hasFallen(device) ? VERDICT.none : verdict(device));

  function learn(): void {
    const inFound = new Set<number>();
    for (const key of found.keys())
      for (const device of places.devicesIn(places.find(key))) inFound.add(device);
    for (let device = 0; device < hours.size(); device++) {
      const came = hours.verdict(device);
      if (came !== VERDICT.none && !inFound.has(device)) own.learn(device, came !== VERDICT.ok);
    }
  }

  return {
    hear(device, quality) {
      hours.add(device, quality);
      const fall = fallOf(device);
      if (fall) hours.mark(device, fall);
    },
    isInRain: hours.isInRain,
    counts(at) {
      const anyFell = markFallen(at);
      const devices = hours.size();
      const counts = countAreas({ places, verdict, devices });
      return { counts, unfallen: anyFell ? countAreas({ places, verdict: ofUnfallen, devices }) : counts };
    },
    next() {
      learn();
      hours.clear();
    },
    rows() {
      const rows: TallyRows = { hours: [], own: [] };
      for (const { id, index } of fleet.states()) {
        const [hour, trouble] = [hours.row(index), own.row(index)];
        if (hour !== 0) rows.hours.push([id, hour]);
        if (trouble) rows.own.push([id, ...trouble]);
      }
      return rows;
    },
    restore(rows) {
      const indexOf = (id: string): number => fleet.get(id)?.index ?? -1;
      for (const [id, row] of rows.hours) if (indexOf(id) >= 0) hours.setRow(indexOf(id), row);
      for (const [id, ...row] of rows.own) if (indexOf(id) >= 0) own.setRow(indexOf(id), row);
    },
  };
}
