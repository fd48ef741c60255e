import { Cron } from 'croner';

/** When hand-overs are, by the wall clock alone: on these days, at these times of each. */
export interface Pattern {
  /** Minutes of the day, ascending; at least one. */
  times: readonly number[];
  /** Days of a year from 0, ascending. */
  daysOf(year: number): readonly number[];
}

export type PatternRead = { ok: true; pattern: Pattern } | { ok: false; fault: string };

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
const MIN_APART_MINUTES = 60;
/** A leap year that begins on a Saturday; any day would do, for times of day know no date. */
const SOME_DAY_MS = Date.UTC(2000, 0, 1);
const EVERY_DAY = '* * *';

/** Cron in five fields; when it fires follows from the pattern alone, never from the clock of this machine. */
export function readPattern(text: string): PatternRead {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) return refuse(`${fields.length} fields instead of 5`);
  const [minute = '', hour = '', ...days] = fields;
  try {
    const onDays = cronOf(`0 0 ${days.join(' ')}`);
    const times = timesOf(cronOf(`${minute} ${hour} ${EVERY_DAY}`));
    if (times === 'too_often') return { ok: false, fault: 'hands over more often than once an hour' };
    if (onDays.nextRun(new Date(SOME_DAY_MS)) === null) return { ok: false, fault: 'never hands over' };
    return { ok: true, pattern: { times, daysOf: createDaysOf(onDays) } };
  } catch (error) {
    return refuse(error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error));
  }
}

const refuse = (why: string): PatternRead => ({
  ok: false,
  fault: `is not a cron pattern of five fields, like "0 8 * * 1" (${why})`,
});

/** The wall clock has no zone and no gaps: the zone comes in where a time of it becomes an instant. */
const cronOf = (pattern: string): Cron => new Cron(pattern, { mode: '5-part', utcOffset: 0, paused: true });

function timesOf(cron: Cron): number[] | 'too_often' {
  const runs = cron.nextRuns(DAY_MINUTES / MIN_APART_MINUTES + 1, new Date(SOME_DAY_MS - 1_000));
  const times = runs
    .map((run) => (run.getTime() - SOME_DAY_MS) / 60_000)
    .filter((time) => time < DAY_MINUTES);
  const [first = 0] = times;
  const isClose = times.some((time, i) => (times[i + 1] ?? first + DAY_MINUTES) - time < MIN_APART_MINUTES);
  return isClose ? 'too_often' : times;
}

/** Years of the same length that begin on the same weekday have the same days: there are but fourteen. */
function createDaysOf(cron: Cron): Pattern['daysOf'] {
  const known = new Map<number, readonly number[]>();
  return (year) => {
    const begin = Date.UTC(year, 0, 1);
    const length = (Date.UTC(year + 1, 0, 1) - begin) / DAY_MS;
    const kind = length * 7 + new Date(begin).getUTCDay();
    const found = known.get(kind);
    if (found) return found;
    const every = Array.from({ length }, (_, day) => day);
    const days =
      cron.getPattern() === `0 0 ${EVERY_DAY}`
        ? every
        : every.filter((day) => cron.match(new Date(begin + day * DAY_MS)));
    known.set(kind, days);
    return days;
  };
}
