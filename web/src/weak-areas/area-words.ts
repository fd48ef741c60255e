import type { WeakCount, WeakEvidence } from '@fengsui/config/contract';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import { weakShare } from './area-groups.ts';
import { usualHours } from './usual-hours.ts';
import type { HourRange } from './usual-hours.ts';

type Texts = Catalogue['weakAreas'];

/** As numerator and denominator: 5/12. */
export const countsWords = ({ weak, n }: WeakCount, { count }: Formats): string =>
  `${count(weak)}/${count(n)}`;

export interface ShareWords {
  counts: string;
  /** '' where too few are measured. */
  share: string;
}

/** What somebody reads first of an area: how many of how many are weak, and the share where it may be said. */
export function shareWords(count: WeakCount, { list }: Texts, formats: Formats): ShareWords {
  if (count.n === 0) return { counts: list.unmeasured, share: '' };
  const share = weakShare(count);
  if (share === undefined) return { counts: list.only(formats.count(count.n)), share: '' };
  return { counts: list.weakOf(countsWords(count, formats)), share: formats.percent(share) };
}

export const rangeWords = ({ from, to }: HourRange, words: Texts): string =>
  words.hours(String(from), String(to));

/** A full hour by its start: its day and from when to when. */
function hourWords(from: number, texts: Texts, formats: Formats): string {
  const hour = Number(formats.hour(from).slice(0, 2));
  return `${formats.day(from)} ${formats.weekday(from)} ${rangeWords({ from: hour, to: hour + 1 }, texts)}`;
}

/** Why an area counts as weak, in one sentence. */
export function evidenceWords(
  { reason, hours, worst }: WeakEvidence,
  text: Catalogue,
  formats: Formats,
): string {
  const { weakAreas } = text;
  const when = hourWords(worst.from, weakAreas, formats);
  const counts = countsWords(worst, formats);
  if (reason === 'acute') return weakAreas.evidence.acute(when, counts);
  const { days, ranges } = usualHours(hours, formats.timezone);
  const usual = ranges.map((range) => rangeWords(range, weakAreas)).join(text.comma);
  return weakAreas.evidence.again(usual, formats.count(days), weakAreas.evidence.worst(when, counts));
}
