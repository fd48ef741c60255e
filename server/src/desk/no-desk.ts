import type { DeskKeep } from './port.ts';

/** For tests of what stands below it: nobody does anything. */
export const NO_DESK: DeskKeep = {
  record: () => undefined,
  incidents: () => [],
  incident: () => undefined,
  keep: () => null,
};
