import type { AreaState, WeakCount, WeakEvidence } from '@fengsui/config/contract';
import type { AreaKey } from './area-hour.ts';

/** How an area is now. */
export interface AreaNow {
  key: AreaKey;
  state: AreaState;
  /** Since when it is weak; null while it is not, ms. */
  weakSince: number | null;
  /** Devices as they are now: online, with a signal that is judged. */
  now: WeakCount;
  /** The last full hour; null where nothing was measured in it. */
  hour: (WeakCount & { from: number }) | null;
  /** Why it is weak; null while it is not. */
  evidence: WeakEvidence | null;
  /** Devices that are known there. */
  devices: number;
}

/** What the core tells of areas. */
export interface AreaWatch {
  now(area: AreaKey): AreaNow;
  /** Areas that are weak, watched or not, in the order of their keys. */
  weak(): AreaNow[];
  /** The whole watch list, whenever it has changed. */
  watch(areas: readonly AreaKey[]): void;
}
