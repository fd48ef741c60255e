import type { MetricValue } from '@fengsui/config/contract';
import type { Act } from '../stage.ts';
import { MINUTE_MS } from '../stage.ts';

/** A metric moves by so much, growing to it over `overMin`, and stays there for `forMin`. */
export interface ShiftStep {
  do: 'shift';
  where: string;
  metric: string;
  by: number;
  overMin?: number;
  forMin?: number;
}

/** A metric follows the time of day. */
export interface DailyStep {
  do: 'daily';
  where: string;
  metric: string;
  amplitude: number;
}

/** A metric says this, in the given share of the samples. */
export interface SayStep {
  do: 'say';
  where: string;
  metric: string;
  value: MetricValue;
  share?: number;
  forMin?: number;
}

const until = (at: number, forMin?: number): number =>
  forMin === undefined ? Infinity : at + forMin * MINUTE_MS;

export const shift: Act<ShiftStep> = (stage, { where, metric, by, overMin = 0, forMin }, at) => {
  for (const device of stage.place(where).devices) {
    stage.change(device, { metric, by, overMs: overMin * MINUTE_MS, from: at, until: until(at, forMin) });
  }
};

export const daily: Act<DailyStep> = (stage, { where, metric, amplitude }, at) => {
  for (const device of stage.place(where).devices) {
    stage.change(device, { metric, daily: amplitude, from: at, until: Infinity });
  }
};

export const say: Act<SayStep> = (stage, { where, metric, value, share = 1, forMin }, at) => {
  for (const device of stage.place(where).devices) {
    stage.change(device, { metric, value, dips: share, from: at, until: until(at, forMin) });
  }
};
