import type { FigureState } from '@fengsui/config/contract';

/** One shape per state, as path data in a box of 16 by 16, so that none is told by colour alone. */
export const FIGURE_SHAPES: Record<FigureState, string> = {
  /** A tick in a disc. */
  green: 'M8 0.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0 -15zM6.9 11.6L3.4 8.1L4.8 6.7L6.9 8.8L11.2 4.5L12.6 5.9z',
  /** A triangle with an exclamation mark cut out. */
  yellow: 'M8 0.8L15.8 15H0.2zM7 5.6L7.4 10.4H8.6L9 5.6zM7 11.6V13.4H9V11.6z',
  /** An octagon with a cross cut out. */
  red: 'M5 0.5H11L15.5 5V11L11 15.5H5L0.5 11V5zM5.4 4L4 5.4L6.6 8L4 10.6L5.4 12L8 9.4L10.6 12L12 10.6L9.4 8L12 5.4L10.6 4L8 6.6z',
  /** A ring of which only the rim is drawn. */
  too_few: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0 -13zM8 3.3a4.7 4.7 0 1 1 0 9.4a4.7 4.7 0 1 1 0 -9.4z',
};
