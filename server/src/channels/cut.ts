import type { Language } from './field.ts';

/** How long a text is, as the other side counts it; additive over parts. */
export type Measure = (text: string) => number;

export const inBytes: Measure = (text) => Buffer.byteLength(text);
/** As a string in JSON. */
export const inJson: Measure = (text) => Buffer.byteLength(JSON.stringify(text)) - 2;
/** As short messages count: two for what lies beyond the basic plane. */
export const inUnits: Measure = (text) => text.length;

const NOTES: Readonly<Record<Language, (n: number) => string>> = {
  zh: (n) => `…（余 ${n} 字）`,
  en: (n) => `… (${n} more characters)`,
};

/** At most `limit` long, cut between whole characters, with how many were left out where there is room to say so. */
export function cut(text: string, limit: number, measure: Measure, language: Language): string {
  if (measure(text) <= limit) return text;
  const note = NOTES[language];
  const reserved = measure(note(countOf(text)));
  if (reserved > limit) return text.slice(0, endWithin(text, limit, measure));
  const end = endWithin(text, limit - reserved, measure);
  return text.slice(0, end) + note(countOf(text.slice(end)));
}

/** The index up to which the text has room. */
function endWithin(text: string, room: number, measure: Measure): number {
  let left = room;
  let end = 0;
  for (const character of text) {
    left -= measure(character);
    if (left < 0) break;
    end += character.length;
  }
  return wholeBefore(text, end);
}

/** Longer than any character that people write, accents, joiners and all. */
const WINDOW = 64;

/** The last index up to `end` at which a character as people see it begins; looks at a few around it only. */
function wholeBefore(text: string, end: number): number {
  const from = Math.max(0, end - WINDOW);
  const around = text.slice(from, end + WINDOW);
  const starts = [...new Intl.Segmenter().segment(around)].map(({ index }) => from + index);
  return starts.findLast((start) => start <= end && start > from) ?? end;
}

/** Code points: near enough to characters for who reads it, and counted without a copy. */
function countOf(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}
