import type { Act } from '../stage.ts';

/** A device's clock goes wrong by so much, or to a certain time, at once. */
export interface SetClockStep {
  do: 'set-clock';
  where: string;
  offsetMs?: number;
  /** ms since 1970. */
  to?: number;
}

export const setClock: Act<SetClockStep> = ({ world, place }, { where, offsetMs = 0, to }, at) => {
  for (const device of place(where).devices) {
    world.clockOffsetMs[device] = to === undefined ? offsetMs : to - at;
  }
};
