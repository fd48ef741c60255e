import type { DeviceClassName } from '@fengsui/config/contract';
import type { Column } from '../columns.ts';
import { createColumn } from '../columns.ts';
import type { DeviceState } from '../device/state.ts';

type Who = Pick<DeviceState, 'index' | 'class'>;

/**
 * What a loudspeaker's amplifier draws while it plays, learnt as a running median of its own samples;
 * while there are few of them, mixed with that of its class. Amperes.
 */
export interface UsualCurrent {
  usual(who: Who): number;
  /** What it draws while it is idle; undefined while that is not known. */
  idle(who: Who): number | undefined;
  /** How many samples of its own stand behind `usual`; counted up to `OWN_ENOUGH`. */
  samples(who: Who): number;
  learnPlaying(who: Who, amps: number): void;
  learnIdle(who: Who, amps: number): void;
  /** What is known of one device, to be kept. */
  row(index: number): UsualRow | undefined;
  setRow(index: number, row: UsualRow): void;
}

/** Playing, samples of its own, idle; amperes. */
export type UsualRow = readonly [playing: number, samples: number, idle: number];

/** A 25 W horn amplifier at 24 V: where a class starts from. */
const FIRST_GUESS_A = 1.4;
/** The class counts as much as so many samples of the device's own. */
const CLASS_WEIGHT = 4;
export const OWN_ENOUGH = 20;
/** A median that is followed step by step. */
const STEP = 1.02;
const IDLE_WEIGHT = 0.2;

export function createUsualCurrent(): UsualCurrent {
  const playing = createColumn(Float32Array);
  const counts = createColumn(Uint8Array);
  const idle = createColumn(Float32Array);
  const classes = new Map<DeviceClassName, number>();

  const ofClass = (name: DeviceClassName): number => classes.get(name) ?? FIRST_GUESS_A;

  return {
    usual({ index, class: name }) {
      const own = counts.get(index);
      if (own >= OWN_ENOUGH) return playing.get(index);
      return (own * playing.get(index) + CLASS_WEIGHT * ofClass(name)) / (own + CLASS_WEIGHT);
    },
    idle: ({ index }) => known(idle, index),
    samples: ({ index }) => counts.get(index),
    learnPlaying({ index, class: name }, amps) {
      const own = counts.get(index);
      const before = playing.get(index);
      playing.set(index, own < OWN_ENOUGH ? before + (amps - before) / (own + 1) : follow(before, amps));
      if (own < OWN_ENOUGH) counts.set(index, own + 1);
      classes.set(name, follow(ofClass(name), amps));
    },
    learnIdle({ index }, amps) {
      const before = known(idle, index) ?? amps;
      // Nothing at all is told from "not known" by the smallest step of the meter.
      idle.set(index, Math.max(before + IDLE_WEIGHT * (amps - before), 0.001));
    },
    row(index) {
      const row = [milli(playing.get(index)), counts.get(index), milli(idle.get(index))] as const;
      return row[1] === 0 && row[2] === 0 ? undefined : row;
    },
    setRow(index, [amps, count, idleAmps]) {
      playing.set(index, amps);
      counts.set(index, count);
      idle.set(index, idleAmps);
    },
  };
}

const follow = (median: number, value: number): number => (value > median ? median * STEP : median / STEP);

const milli = (amps: number): number => Math.round(amps * 1000) / 1000;

function known(column: Column, index: number): number | undefined {
  const value = column.get(index);
  return value > 0 ? value : undefined;
}
