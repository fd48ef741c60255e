const DAY_MS = 86_400_000;

/** What the numbers of one server's incidents have in common. */
export interface Numbering {
  /** What to add to UTC for the site's wall clock, ms. */
  utcOffsetMs: number;
  /** The name of the server, where there are several: two of them never give the same number. */
  server?: string | undefined;
}

/**
 * A number that can be said over the telephone: the day in the site's zone and a count, like
 * `20260501-003`; of one of several servers `20260501-north-003`. Counts go on over a restart, because
 * the book keeps them.
 */
export function incidentNumber(at: number, count: number, { utcOffsetMs, server }: Numbering): string {
  const name = server === undefined ? '' : `${server}-`;
  return `${dayOf(at, utcOffsetMs)}-${name}${String(count).padStart(3, '0')}`;
}

/** `YYYYMMDD`, by the proleptic Gregorian calendar; the core has no calendar of its own. */
export function dayOf(at: number, utcOffsetMs: number): string {
  // Counted from 0000-03-01, so that the leap day is the last of its year.
  const days = Math.floor((at + utcOffsetMs) / DAY_MS) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
}
