import type { DeviceClass } from '../src/contract/index.ts';

/** The timers that hold unless a class has a reason to differ. */
export const DEFAULT_TIMERS: DeviceClass['timers'] = {
  suspectFactor: 1.5,
  suspectSlackS: 10,
  offlineFactor: 3,
  willGraceS: 90,
  returnGraceS: 900,
};
