import type { LinkState } from '@fengsui/config/contract';

/**
 * One shape per link state, as path data in a box of 16 by 16: the same on the map, in the list and
 * in the legend, so that no state is told by colour alone.
 */
export const STATE_SHAPES: Record<LinkState, string> = {
  /** A full disc. */
  ONLINE: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0 -12z',
  /** A triangle. */
  SUSPECT: 'M8 1L15.5 14.5H0.5z',
  /** A cross. */
  OFFLINE: 'M4 1L8 5L12 1L15 4L11 8L15 12L12 15L8 11L4 15L1 12L5 8L1 4z',
  /** Two bars: paused. */
  STANDBY: 'M3.5 2H6.8V14H3.5zM9.2 2H12.5V14H9.2z',
  /** A ring with a bar across: no view. */
  BLIND:
    'M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0 -14zM8 3.4a4.6 4.6 0 0 1 2.7 .87L4.27 10.7A4.6 4.6 0 0 1 8 3.4zM5.3 11.73L11.73 5.3A4.6 4.6 0 0 1 5.3 11.73z',
  /** An empty ring. */
  UNKNOWN: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0 -12zM8 4.2a3.8 3.8 0 1 1 0 7.6a3.8 3.8 0 1 1 0 -7.6z',
};
