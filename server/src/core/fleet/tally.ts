import type { LinkState } from '@fengsui/config/contract';
import { LinkState as LinkStates } from '@fengsui/config/contract';

export interface AreaCount {
  devices: Record<LinkState, number>;
  heard: number;
}

/** Devices by link for every division, each counted in all the divisions above it too. */
export interface Tally {
  /** The division that a device's area belongs to: itself, or the nearest above that is known. */
  home(area: string): string;
  move(area: string, from: LinkState | null, to: LinkState): void;
  /** A device was heard for the first time. */
  heard(area: string): void;
  /** A device is counted elsewhere from now on. */
  transfer(from: string, to: string, link: LinkState, wasHeard: boolean): void;
  count(code: string): AreaCount;
}

/** @param chain the division of an area and all above it, nearest first; empty where none is known */
export function createTally(chain: (area: string) => readonly string[], top: string): Tally {
  const counts = new Map<string, AreaCount>();
  const of = (code: string): AreaCount => {
    const count = counts.get(code) ?? { devices: noDevices(), heard: 0 };
    counts.set(code, count);
    return count;
  };
  const codes = (area: string): readonly string[] => {
    const known = chain(area);
    return known.length > 0 ? known : [top];
  };
  const add = (area: string, link: LinkState, n: number): void => {
    for (const code of codes(area)) of(code).devices[link] += n;
  };
  const addHeard = (area: string, n: number): void => {
    for (const code of codes(area)) of(code).heard += n;
  };
  return {
    home: (area) => codes(area)[0] ?? top,
    move(area, from, to) {
      if (from !== null) add(area, from, -1);
      add(area, to, 1);
    },
    heard: (area) => addHeard(area, 1),
    transfer(from, to, link, wasHeard) {
      add(from, link, -1);
      add(to, link, 1);
      if (!wasHeard) return;
      addHeard(from, -1);
      addHeard(to, 1);
    },
    count: (code) => counts.get(code) ?? { devices: noDevices(), heard: 0 },
  };
}

function noDevices(): Record<LinkState, number> {
  return Object.fromEntries(LinkStates.options.map((link) => [link, 0])) as Record<LinkState, number>;
}
