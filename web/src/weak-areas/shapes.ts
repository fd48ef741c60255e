import type { AreaState, EffectVerdict, NowVerdict } from '@fengsui/config/contract';

/** Path data in a box of 16 by 16, so that nothing is told by colour alone. */
const TICK =
  'M8 0.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0 -15zM6.9 11.6L3.4 8.1L4.8 6.7L6.9 8.8L11.2 4.5L12.6 5.9z';
const RING = 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0 -13zM8 3.3a4.7 4.7 0 1 1 0 9.4a4.7 4.7 0 1 1 0 -9.4z';
const CROSSED_RING =
  'M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0 -14zM8 3.4a4.6 4.6 0 0 1 2.7 .87L4.27 10.7A4.6 4.6 0 0 1 8 3.4zM5.3 11.73L11.73 5.3A4.6 4.6 0 0 1 5.3 11.73z';
const EVEN = 'M1.5 4.5H14.5V7H1.5zM1.5 9.5H14.5V12H1.5z';
const DOWN = 'M6 1H10V8H15L8 15.5L1 8H6z';
const UP = 'M6 15V8H1L8 0.5L15 8H10V15z';

export const AREA_SHAPES: Record<AreaState, string> = {
  /** Bars that fall away. */
  weak: 'M0.5 1.5H4V15H0.5zM6.2 6H9.7V15H6.2zM12 10.5H15.5V15H12z',
  ok: TICK,
  too_few: RING,
  unseen: CROSSED_RING,
};

export const NOW_SHAPES: Record<NowVerdict, string> = {
  worse: DOWN,
  as_usual: EVEN,
  better: UP,
  too_few: RING,
  nothing_usual: CROSSED_RING,
};

export const EFFECT_SHAPES: Record<EffectVerdict, string> = {
  better: UP,
  worse: DOWN,
  no_difference: EVEN,
  too_few: RING,
};

/** loud: somebody must act. well: it is as it should be. dim: nothing can be said. */
export type Tone = 'loud' | 'well' | 'plain' | 'dim';

export const EFFECT_TONES: Record<EffectVerdict, Tone> = {
  better: 'well',
  worse: 'loud',
  no_difference: 'plain',
  too_few: 'dim',
};
