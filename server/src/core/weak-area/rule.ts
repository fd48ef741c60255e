import type { WeakCount } from '@fengsui/config/contract';
import { LEAST_DEVICES } from '@fengsui/config/contract';
import { chanceOf, shareAround } from './scan.ts';

// When an hour of an area counts as weak, as acute, as calm. Shares and days: section d.5 of the domain notes.

/** From this share on an hour is weak … */
export const ENTER_SHARE = 0.2;
/** … and from this on, one hour is enough. */
export const ACUTE_SHARE = 0.5;
/** Below this it is calm. */
export const LEAVE_SHARE = 0.1;
export const DAYS_OF_SEVEN = 3;
export const LEAVE_HOURS = 24;

/**
 * How likely so many weak devices may come together by chance. Devices that are weak for their own reasons are
 * so for months: that two or three of them are neighbours is drawn once an area, not once an hour, and days
 * do not make it less likely. An acute hour is drawn anew every hour of a quarter.
 */
const CHANCE_OF_NEIGHBOURS = 1e-3;
const CHANCE_OF_AN_HOUR = 2e-6;
/** What is calm may well be chance. */
const CHANCE_OF_A_FEW = 0.05;

export const isEnough = ({ n }: Pick<WeakCount, 'n'>): boolean => n >= LEAST_DEVICES;
export const shareOf = ({ n, weak }: WeakCount): number => (n === 0 ? 0 : weak / n);

/** Of an area with this count, if all that is measured counts `all`. */
export function chanceIn(count: WeakCount, all: WeakCount): number {
  return chanceOf(count, shareAround(count, all));
}

export function isWeakHour(count: WeakCount, all: WeakCount): boolean {
  return isEnough(count) && shareOf(count) >= ENTER_SHARE && chanceIn(count, all) <= CHANCE_OF_NEIGHBOURS;
}

export function isAcuteHour(count: WeakCount, all: WeakCount): boolean {
  return isEnough(count) && shareOf(count) >= ACUTE_SHARE && chanceIn(count, all) <= CHANCE_OF_AN_HOUR;
}

/**
 * One weak device alone is that device's matter, also where it is a tenth of those measured; and so are a few that
 * chance alone would bring together.
 */
export function isCalmHour(count: WeakCount, all: WeakCount): boolean {
  if (!isEnough(count)) return false;
  if (shareOf(count) < LEAVE_SHARE || count.weak <= 1) return true;
  return shareOf(count) < ENTER_SHARE && chanceIn(count, all) > CHANCE_OF_A_FEW;
}
