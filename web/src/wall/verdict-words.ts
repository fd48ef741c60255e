import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import type { Tally } from './tally.ts';
import type { Verdict } from './verdict.ts';

export interface VerdictWords {
  headline: string;
  detail: string;
}

export function verdictWords(verdict: Verdict, text: Catalogue, formats: Formats): VerdictWords {
  const words = text.verdict;
  const heard = (counts: Tally): string => words.detailCalm(formats.count(counts.heard), counts.heard);
  switch (verdict.kind) {
    case 'none':
      return { headline: words.none, detail: words.noneDetail };
    case 'blind':
      return {
        headline: words.blind,
        detail: words.blindDetail(formats.count(verdict.counts.blind), verdict.counts.blind),
      };
    case 'troubled':
      return {
        headline: troubleText(verdict.counts, text, formats),
        detail: placesText(verdict, text, formats),
      };
    case 'few':
      return { headline: words.online(formats.count(verdict.counts.online)), detail: words.detailFew };
    case 'calm':
      return { headline: words.allOnline, detail: heard(verdict.counts) };
    case 'quiet': {
      const quiet = verdict.counts.heard - verdict.counts.online;
      return {
        headline: words.online(formats.count(verdict.counts.online)),
        detail: words.quiet(formats.count(quiet), quiet),
      };
    }
  }
}

function troubleText({ offline, suspect }: Tally, text: Catalogue, formats: Formats): string {
  const parts = [
    offline > 0 && text.verdict.offline(formats.count(offline), offline),
    suspect > 0 && text.verdict.suspect(formats.count(suspect), suspect),
  ];
  return parts.filter(Boolean).join(text.comma);
}

function placesText(verdict: Verdict & { kind: 'troubled' }, text: Catalogue, formats: Formats): string {
  const places = verdict.places.map(({ name, count }) => `${name} ${formats.count(count)}`);
  if (places.length === 0) return '';
  const more = verdict.morePlaces > 0 ? [text.regions.more(formats.count(verdict.morePlaces))] : [];
  return [...places, ...more].join(text.comma);
}
