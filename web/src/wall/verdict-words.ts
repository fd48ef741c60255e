import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import type { SeverityCount } from './incident-order.ts';
import { areaNames, homesText, lostText, placeName } from './incident-words.ts';
import type { Tally } from './tally.ts';
import type { Verdict } from './verdict.ts';

export interface VerdictWords {
  headline: string;
  detail: string;
}

export function verdictWords(verdict: Verdict, text: Catalogue, formats: Formats): VerdictWords {
  const words = text.verdict;
  switch (verdict.kind) {
    case 'none':
      return { headline: words.none, detail: words.noneDetail };
    case 'blind':
      return { headline: words.blind, detail: blindText(verdict, text, formats) };
    case 'incidents':
      return {
        headline: severitiesText(verdict.known.slice(0, 2), text, formats),
        detail: firstText(verdict, text, formats),
      };
    case 'away':
      return {
        headline: words.noIncidents,
        detail: words.notAnIncident(awayText(verdict.counts, text, formats)),
      };
    default:
      return deviceWords(verdict, text, formats);
  }
}

/** Where no incident is open and no device is away. */
function deviceWords(
  { kind, counts }: Verdict & { kind: 'few' | 'calm' | 'quiet' },
  { verdict: words }: Catalogue,
  formats: Formats,
): VerdictWords {
  const quiet = counts.heard - counts.online;
  switch (kind) {
    case 'few':
      return { headline: words.online(formats.count(counts.online)), detail: words.detailFew };
    case 'calm':
      return {
        headline: words.allOnline,
        detail: words.detailCalm(formats.count(counts.heard), counts.heard),
      };
    case 'quiet':
      return {
        headline: words.online(formats.count(counts.online)),
        detail: words.quiet(formats.count(quiet), quiet),
      };
  }
}

function severitiesText(known: readonly SeverityCount[], text: Catalogue, formats: Formats): string {
  return known
    .map(({ severity, count }) =>
      text.verdict.ofSeverity(formats.count(count), text.incidents.severity[severity]),
    )
    .join(text.comma);
}

/** The first incident: where it is and how much it takes; then how many others there are. */
function firstText(
  { first, known }: Verdict & { kind: 'incidents' },
  text: Catalogue,
  formats: Formats,
): string {
  if (!first) return '';
  const others = known.reduce((sum, { count }) => sum + count, -1);
  return [
    [areaNames(first), placeName(first, text)].filter(Boolean).join(' '),
    lostText(first, text, formats),
    homesText(first, text, formats),
    others > 0 && text.verdict.andMore(formats.count(others)),
  ]
    .filter(Boolean)
    .join(text.comma);
}

function blindText(
  { counts, known }: Verdict & { kind: 'blind' },
  text: Catalogue,
  formats: Formats,
): string {
  const devices = text.verdict.blindDetail(formats.count(counts.blind), counts.blind);
  if (known.length === 0) return devices;
  return [devices, text.verdict.blindAnd(severitiesText(known, text, formats))].join(text.comma);
}

function awayText({ offline, suspect }: Tally, text: Catalogue, formats: Formats): string {
  const parts = [
    offline > 0 && text.verdict.offline(formats.count(offline), offline),
    suspect > 0 && text.verdict.suspect(formats.count(suspect), suspect),
  ];
  return parts.filter(Boolean).join(text.comma);
}
