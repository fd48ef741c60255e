import type { Rotation } from '@fengsui/config/contract';
import type { Zone } from './zone.ts';

/** Whether it is one of certain hours, and until when that stays so; ms UTC. */
export interface Hours {
  at(at: number): { isWithin: boolean; until: number };
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * Hours of the day by the wall clock. They begin on the days named (all without them; 1 is Monday) and go
 * on past midnight where they end at or before their beginning: from 00:00 to 00:00 is the whole day.
 */
export function createHours({ from, to, days }: NonNullable<Rotation['hours']>, zone: Zone): Hours {
  const begin = minuteOf(from) * MINUTE_MS;
  const end = minuteOf(to) * MINUTE_MS;
  const length = end > begin ? end - begin : end - begin + DAY_MS;
  const isNamed = (day: number): boolean => days === undefined || days.includes(weekdayOf(day));

  return {
    at(at) {
      const today = Math.floor(zone.wallAt(at) / DAY_MS);
      // From yesterday, whose hours may last until today, to the same weekday of next week.
      for (let day = today - 1; day <= today + 8; day++) {
        if (!isNamed(day)) continue;
        const [opens, closes] = [day * DAY_MS + begin, day * DAY_MS + begin + length].map(zone.instantOf);
        if (opens === undefined || closes === undefined || closes <= at || closes === opens) continue;
        return at < opens ? { isWithin: false, until: opens } : { isWithin: true, until: closes };
      }
      return { isWithin: false, until: (today + 8) * DAY_MS };
    },
  };
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** Of a day counted from 1970, a Thursday: 1 for Monday to 7 for Sunday. */
const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;
