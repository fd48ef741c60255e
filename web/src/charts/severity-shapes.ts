import type { Severity } from '@fengsui/config/contract';

/**
 * One shape per severity, as path data in a box of 16 by 16; none of them is the shape of a link state.
 * The more severe, the more is filled.
 */
export const SEVERITY_SHAPES: Record<Severity, string> = {
  /** A full octagon with an exclamation mark cut out. */
  critical: 'M5 0.5H11L15.5 5V11L11 15.5H5L0.5 11V5zM6.9 3.2L7.3 9.4H8.7L9.1 3.2zM6.9 10.8V12.9H9.1V10.8z',
  /** A full diamond with an exclamation mark cut out. */
  major: 'M8 0L16 8L8 16L0 8zM7 3.8L7.35 9H8.65L9 3.8zM7 10.2V12.2H9V10.2z',
  /** A diamond of which only the rim is drawn. */
  minor: 'M8 0L16 8L8 16L0 8zM8 3L3 8L8 13L13 8z',
  /** A small diamond, rim only. */
  warning: 'M8 3L13 8L8 13L3 8zM8 5.4L5.4 8L8 10.6L10.6 8z',
  /** A bar: to be looked up. */
  info: 'M3 7H13V9H3z',
};

/** A tick: it is over, and watched in case it comes back. */
export const RECOVERED_SHAPE = 'M6.2 13.8L0.8 8.4L2.9 6.3L6.2 9.6L13.1 2.7L15.2 4.8z';
