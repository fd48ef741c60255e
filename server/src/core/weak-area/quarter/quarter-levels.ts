import { deviate, draw } from '../chance-draw.ts';
import type { Plan } from './quarter-plan.ts';
import { HOURS } from './quarter-plan.ts';
import type { Town } from './quarter-town.ts';

/** What a device measures in an hour, dB; undefined while it says nothing. */
export type QuarterLevels = (device: number, hour: number) => number | undefined;

// Shares of devices: weak all along; weak at hours of their own, every day; drifting; dying for good; off at
// night. Shares of device-hours: dips of an hour; silence.
const BAD = 0.02;
const MOODY = 0.015;
const DRIFTING = 0.03;
const DYING = 0.05;
const SLEEPING = 0.25;
const DIP = 0.004;
const SILENCE = 0.015;
const DB_PER_DAY = 0.1;
const FALL_DB = 10;
/** What a truly weak device measures: below 27 dB, which is weak of 64-QAM. */
const WEAK_DB = 24.8;

export function createLevels(town: Town, plan: Plan, seed: number): QuarterLevels {
  const is = (what: number, share: number): boolean[] =>
    town.devices.map(({ number }) => draw(seed, 70 + what, number) < share);
  const [bad, moody, drifting, dying, sleeping] = [BAD, MOODY, DRIFTING, DYING, SLEEPING].map((share, i) =>
    is(i, share),
  );
  const rainAt = town.devices.map(({ township }) => {
    const falls = new Map<number, number>();
    for (const spell of plan.rain.filter((each) => each.township === township))
      for (let hour = spell.from; hour < spell.until; hour++) falls.set(hour, spell.fallDb);
    return falls;
  });

  function isGone(device: number, hour: number): boolean {
    const { village, number } = town.devices[device] as Town['devices'][number];
    const { losses } = plan;
    const isLost = village === losses.village && hour >= losses.at && number % 5 !== 0;
    return isLost || (dying?.[device] === true && hour >= draw(seed, 80, device) * HOURS);
  }

  function isOff(device: number, hour: number): boolean {
    const ofDay = hour % 24;
    if (!plan.festivals.has(Math.floor(hour / 24))) return sleeping?.[device] === true && ofDay < 6;
    return draw(seed, 81, device) < 0.4 && ofDay >= 9 && ofDay < 17;
  }

  function fallOf(device: number, hour: number): number {
    const rain = rainAt[device]?.get(hour) ?? 0;
    const ownHour = Math.floor(draw(seed, 83, device) * 24);
    const isMoody = moody?.[device] === true && Math.abs((hour % 24) - ownHour) <= 1;
    const isDip = draw(seed, 84, device, hour) < DIP;
    const since = hour / 24 - draw(seed, 85, device) * 60;
    const drift = drifting?.[device] === true ? Math.max(0, since) * DB_PER_DAY : 0;
    return rain + drift + (bad?.[device] === true || isMoody || isDip ? FALL_DB : 0);
  }

  return (device, hour) => {
    if (isGone(device, hour) || isOff(device, hour) || draw(seed, 82, device, hour) < SILENCE)
      return undefined;
    const noise = 0.6 * deviate(seed, 86, device, hour);
    const isWeak = plan.truths.some(
      (truth) =>
        hour >= truth.from &&
        hour < truth.until &&
        truth.hoursOfDay.has(hour % 24) &&
        !(truth.isWorkdaysOnly && Math.floor(hour / 24) % 7 >= 5) &&
        truth.devices.has(device),
    );
    const usual = 32 + 5 * draw(seed, 87, device);
    return (isWeak ? WEAK_DB : usual - fallOf(device, hour)) + noise;
  };
}
