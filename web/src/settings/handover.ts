/** When a rotation is handed over, as people choose it; a cron pattern underneath. Weekdays: 1 is Monday. */
export type Handover =
  | { rhythm: 'daily'; time: string }
  | { rhythm: 'weekly'; time: string; weekday: number }
  | { rhythm: 'pattern'; pattern: string };

const CLOCK = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7])$/;

export function handoverOf(pattern: string): Handover {
  const [whole, minute = '', hour = '', weekday = ''] = CLOCK.exec(pattern.trim()) ?? [];
  if (whole === undefined || Number(minute) > 59 || Number(hour) > 23) return { rhythm: 'pattern', pattern };
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (weekday === '*') return { rhythm: 'daily', time };
  return { rhythm: 'weekly', time, weekday: Number(weekday) === 0 ? 7 : Number(weekday) };
}

/** cron counts Sunday as 0. */
export function patternOf(handover: Handover): string {
  if (handover.rhythm === 'pattern') return handover.pattern.trim();
  const [hour = 0, minute = 0] = handover.time.split(':').map(Number);
  const weekday = handover.rhythm === 'weekly' ? String(handover.weekday % 7) : '*';
  return `${minute} ${hour} * * ${weekday}`;
}

/** Another rhythm at the same time of day. */
export function withRhythm(handover: Handover, rhythm: Handover['rhythm']): Handover {
  if (rhythm === 'pattern') return { rhythm, pattern: patternOf(handover) };
  const before = handover.rhythm === 'pattern' ? handoverOf(handover.pattern) : handover;
  const time = before.rhythm === 'pattern' ? '08:00' : before.time;
  return rhythm === 'daily' ? { rhythm, time } : { rhythm, time, weekday: 1 };
}
