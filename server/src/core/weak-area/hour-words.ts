import type { Words } from '@fengsui/config/contract';

const DAY = 24;
/** More stretches than these are not hours of the day that anybody could name. */
const MOST_STRETCHES = 3;
const MOST_HOURS = 18;

/** Hours of the day as people say them: 19, 20 and 21 are "19–22时", 23 and 0 "23–1时". */
export function hourWords(hours: ReadonlySet<number>): Words {
  const stretches = stretchesOf(hours);
  if (hours.size > MOST_HOURS || stretches.length > MOST_STRETCHES)
    return hours.size > DAY / 2
      ? { zh: '全天多数时段', en: 'at most hours of the day' }
      : { zh: '一天中多个时段', en: 'at several hours of the day' };
  return {
    zh: `每天${stretches.map(([from, to]) => `${from}–${to}时`).join('、')}`,
    en: `every day ${stretches.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(', ')}`,
  };
}

const clock = (hour: number): string => `${hour}:00`;

/** From and until, the latter not among them; over midnight in one. */
function stretchesOf(hours: ReadonlySet<number>): [from: number, to: number][] {
  const stretches: [number, number][] = [];
  for (let hour = 0; hour < DAY; hour++) {
    if (!hours.has(hour) || hours.has((hour + DAY - 1) % DAY)) continue;
    let length = 1;
    while (length < DAY && hours.has((hour + length) % DAY)) length++;
    const to = (hour + length) % DAY;
    stretches.push([hour, to === 0 ? DAY : to]);
  }
  return stretches;
}
