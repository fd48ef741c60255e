import type { World } from './world.ts';

const FACTOR_WEIGHT = 2;
const FACTOR_MIN = 0.25;
const FACTOR_MAX = 20;
const LEAST = 0.001;
const MOST = 0.9;
/** From here on older experience is halved, so that a device may change its ways. */
const REMEMBERED = 50;

/** The chance that this device, well as it is, has not been heard by the stage's time. */
export function missChance(
  { table: { columns }, rates }: World,
  index: number,
  stage: 1 | 2,
  at: number,
): number {
  const kind = columns.kind[index] as number;
  const lapses = columns.lapses[index] as number;
  const expected = columns.expected[index] as number;
  const factor = (lapses + FACTOR_WEIGHT) / (expected + FACTOR_WEIGHT);
  const bounded = Math.min(Math.max(factor, FACTOR_MIN), FACTOR_MAX);
  return Math.min(Math.max(rates.rate(kind, stage, at) * bounded, LEAST), MOST);
}

/** A beat of the device has come, or its loss was its own affair. */
export function experience(
  { table: { columns }, rates }: World,
  index: number,
  isLapse: boolean,
  at: number,
): void {
  const kind = columns.kind[index] as number;
  columns.expected[index] = (columns.expected[index] as number) + rates.rate(kind, 1, at);
  if (isLapse) columns.lapses[index] = (columns.lapses[index] as number) + 1;
  if ((columns.expected[index] as number) < REMEMBERED) return;
  columns.expected[index] = (columns.expected[index] as number) / 2;
  columns.lapses[index] = (columns.lapses[index] as number) / 2;
}
