import type { Language } from './language.ts';
import { LOCALES } from './language.ts';

/** Numbers and times as text, in one language and in the site's time zone. Instants are ms since 1970. */
export interface Formats {
  timezone: string;
  count(n: number): string;
  /** Always with this many digits after the point, so that a changing value does not jump. */
  fixed(value: number, digits: number): string;
  scientific(value: number): string;
  /** A share of 0 to 1; never rounded up to 100 % while something is missing. */
  percent(share: number): string;
  clock(at: number): string;
  date(at: number): string;
  /** The clock if it is the day of `now`, otherwise with the date. */
  moment(at: number, now: number): string;
  /** Hours and minutes, for axes. */
  hour(at: number): string;
  day(at: number): string;
  weekday(at: number): string;
  /** In its two largest units. */
  duration(ms: number): string;
  /** Like a duration, but "<1 s" below one second. */
  age(ms: number): string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function createFormats(language: Language, wantedZone: string): Formats {
  const locale = LOCALES[language];
  const timezone = knownZone(wantedZone);
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const scientific = new Intl.NumberFormat(locale, { notation: 'scientific', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const time = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: timezone, hourCycle: 'h23', ...options });
    return (at: number) => format.format(at);
  };
  const clock = time({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const dayKey = time({ year: 'numeric', month: '2-digit', day: '2-digit' });
  const dated = time({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  const duration = durations(locale);
  const fixedBy = digitFormats(locale);

  return {
    timezone,
    count: (n) => count.format(n),
    fixed: (value, digits) => fixedBy(digits).format(value),
    scientific: (value) => scientific.format(value),
    percent: (share) => percent.format(share < 1 ? Math.min(share, 0.999) : share),
    clock,
    date: time({ month: 'long', day: 'numeric', weekday: 'long' }),
    moment: (at, now) => (dayKey(at) === dayKey(now) ? clock(at) : dated(at)),
    hour: time({ hour: '2-digit', minute: '2-digit' }),
    day: time({ month: 'numeric', day: 'numeric' }),
    weekday: time({ weekday: 'short' }),
    duration,
    age: (ms) => (ms < SECOND ? `<${duration(SECOND)}` : duration(ms)),
  };
}

function digitFormats(locale: string): (digits: number) => Intl.NumberFormat {
  const known = new Map<number, Intl.NumberFormat>();
  return (digits) => {
    const format =
      known.get(digits) ??
      new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    known.set(digits, format);
    return format;
  };
}

function durations(locale: string): (ms: number) => string {
  const unit = (name: string) => {
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow' });
    /** Between number and unit the catalogue has a space in Chinese prose; Intl has none. */
    return (n: number) => format.format(n).replace(/(\d)(?=\p{Script=Han})/u, '$1 ');
  };
  const [days, hours, minutes, seconds] = [unit('day'), unit('hour'), unit('minute'), unit('second')];
  const pair = (large: string, small: number, write: (n: number) => string) =>
    small > 0 ? `${large} ${write(small)}` : large;

  return (given) => {
    const ms = Math.max(0, given);
    if (ms < MINUTE) return seconds(Math.floor(ms / SECOND));
    if (ms < HOUR) return minutes(Math.floor(ms / MINUTE));
    if (ms < DAY) return pair(hours(Math.floor(ms / HOUR)), Math.floor((ms % HOUR) / MINUTE), minutes);
    return pair(days(Math.floor(ms / DAY)), Math.floor((ms % DAY) / HOUR), hours);
  };
}

/** A zone this browser does not know must not take the wall down. */
function knownZone(timezone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
