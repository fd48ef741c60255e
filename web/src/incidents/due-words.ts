import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import type { Due } from './due.ts';

/** "Respond: 12 min left". */
export function dueWords(due: Due, text: Catalogue, formats: Formats, language: Language): string {
  const words = text.work.due;
  if (due.state === 'none') return words.none;
  return words.of(due.clock ? due.clock.name[language] : words.stage, leftWords(due, text, formats));
}

export function leftWords(
  { state, ms }: { state: string; ms: number },
  { work: { due } }: Catalogue,
  { duration }: Formats,
): string {
  if (state === 'paused') return due.paused;
  return state === 'overdue' ? due.overdue(duration(ms)) : due.left(duration(ms));
}
