/** Devices of a simulated quarter and what they would measure; invented figures, the same for the same seed. */
export interface SimulatedBox {
  id: string;
  amp: number;
  /** Around which it lies, dB. */
  level: number;
  /** How far the temperature of day and night moves it, dB. */
  swing: number;
  /** How much the weather of the day does to it; 1 is ordinary. */
  exposure: number;
  /** Standard deviation of a sample, dB. */
  noise: number;
  habit: Habit;
  /** It sinks from this day on; Infinity: it does not. */
  driftsFrom: number;
  /** Days on which nothing comes of it, [from, to). */
  lost: readonly [from: number, to: number];
}

/** `returner`: there for the Spring Festival only. */
export type Habit = 'all_day' | 'evenings' | 'twice' | 'returner';

/** An hour of the simulated quarter. */
export interface SimulatedHour {
  day: number;
  /** 0 to 23, on the wall clock. */
  ofDay: number;
  kind: 'workday' | 'holiday' | 'spring_festival';
}

export type Random = () => number;

export const DRIFT_A_DAY = 0.15;
/** 256-QAM; section b.1 of the domain notes. */
export const WEAK_BELOW = 32;

const HABITS: readonly Habit[] = ['all_day', 'all_day', 'evenings', 'evenings', 'twice'];
const RETURNERS = 0.15;
const LONE_EVERY = 3;
const AMP_EVERY = 6;

/** mulberry32 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** About normal: twelve even ones. */
export function normal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random();
  return sum;
}

/** Every sixth amplifier takes water, and of every third other one a single box. */
export function simulatedBoxes(amps: number, boxes: number, random: Random): SimulatedBox[] {
  const between = (least: number, most: number): number => least + random() * (most - least);
  return Array.from({ length: amps }, (_, amp) => {
    const from = amp % AMP_EVERY === 1 ? Math.floor(between(25, 48)) : Infinity;
    return Array.from({ length: boxes }, (_box, i): SimulatedBox => {
      const isLone = from === Infinity && amp % LONE_EVERY === 0 && i === 0;
      const gapFrom = random() < 0.1 ? Math.floor(between(5, 80)) : Infinity;
      const habit = HABITS[Math.floor(random() * HABITS.length)] ?? 'all_day';
      return {
        id: `amp-${amp}-${i}`,
        amp,
        level: WEAK_BELOW + between(2, 6),
        swing: 1.5 * between(0.7, 1.3),
        exposure: between(0.5, 1.5),
        noise: between(0.2, 0.5),
        habit: !isLone && random() < RETURNERS ? 'returner' : habit,
        driftsFrom: isLone ? Math.floor(between(25, 48)) : from,
        lost: [gapFrom, gapFrom + between(2, 10)],
      };
    });
  }).flat();
}

/** Weather of a quarter: temperature by day, and rain by hour. */
export interface SimulatedWeather {
  /** Above what is ordinary for the beginning, K. */
  warmth(day: number): number;
  /** What rain takes from an amplifier, dB. */
  rain(amp: number, day: number, ofDay: number): number;
}

export function simulatedWeather(days: number, random: Random): SimulatedWeather {
  const warmths: number[] = [];
  const rains: { from: number; hours: number; depth: number; side: number }[] = [];
  let anomaly = 0;
  for (let day = 0; day < days; day++) {
    anomaly = 0.8 * anomaly + 1.8 * normal(random);
    warmths.push(anomaly + 0.08 * day);
    const [chance, from, hours, depth, side] = [random(), random(), random(), random(), random()];
    if (chance < 0.2)
      rains.push({
        from: day * 24 + from * 18,
        hours: 2 + 6 * hours,
        depth: 0.5 + 4.5 * depth,
        side: side < 0.5 ? 0 : 1,
      });
  }
  return {
    warmth: (day) => warmths[day] ?? 0,
    rain(amp, day, ofDay) {
      const hour = day * 24 + ofDay;
      const now = rains.find(
        ({ from, hours, side }) => hour >= from && hour < from + hours && side === amp % 2,
      );
      return now?.depth ?? 0;
    },
  };
}

const DB_A_KELVIN = 0.06;

/** Without noise, dB. */
export function levelOf(box: SimulatedBox, { day, ofDay }: SimulatedHour, weather: SimulatedWeather): number {
  const sun = Math.cos(((ofDay - 14) / 24) * 2 * Math.PI);
  const fall = DRIFT_A_DAY * Math.max(0, day + ofDay / 24 - box.driftsFrom);
  const warmth = DB_A_KELVIN * box.exposure * weather.warmth(day);
  return box.level - box.swing * sun - warmth - weather.rain(box.amp, day, ofDay) - Math.max(0, fall);
}

/** Whether it is on: at other hours on days off, and at others again in the festival. */
export function isOn({ habit }: SimulatedBox, { ofDay, kind }: SimulatedHour): boolean {
  if (kind === 'spring_festival') return ofDay >= 9;
  if (habit === 'returner') return false;
  if (habit === 'all_day') return true;
  const isEvening = ofDay >= 18 && ofDay < 23;
  if (kind === 'holiday') return ofDay >= 12 && ofDay < 23;
  return isEvening || (habit === 'twice' && ofDay >= 7 && ofDay < 10);
}
