import type { IncidentType, IncidentView } from '@fengsui/config/contract';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';

/** The place by name: a stretch is named after its lower end. */
export function placeName({ scope, place, cause }: IncidentView, text: Catalogue): string {
  if (scope.kind === 'platform')
    return cause === 'PLATFORM' ? text.incidents.platform : text.incidents.everywhere;
  return scope.kind === 'segment' ? text.incidents.segment(place.name) : place.name;
}

/** The divisions around it, the largest first; '' where its own name already says them all. */
export function areaNames({ place }: IncidentView): string {
  return place.areas
    .map(({ name }) => name)
    .filter((name) => !place.name.includes(name))
    .reverse()
    .join(' ');
}

const TYPES_OF_LOSS: readonly IncidentType[] = ['outage', 'device_down'];

/** At least so many of those that are monitored: who was silent before is not known to be lost. */
export function lostText(
  { type, cause, affected }: Pick<IncidentView, 'type' | 'cause' | 'affected'>,
  text: Catalogue,
  formats: Formats,
): string {
  const [lost, monitored] = [affected.lost, affected.monitored].map(formats.count);
  // A part of the server may be away while everybody is judged as ever.
  if (cause === 'PLATFORM' && affected.monitored === 0) return '';
  if (cause === 'PLATFORM') return text.incidents.unjudged(monitored ?? '', affected.monitored);
  const say = TYPES_OF_LOSS.includes(type) ? text.incidents.atLeast : text.incidents.affected;
  return say(lost ?? '', monitored ?? '');
}

export function homesText({ affected: { homes } }: IncidentView, text: Catalogue, formats: Formats): string {
  return homes > 0 ? text.incidents.homes(formats.count(homes), homes) : '';
}

export function sinceText(
  incident: IncidentView,
  now: number,
  text: Catalogue,
  formats: Formats,
): { lasting: string; from: string } {
  const { state, since, recoveredAt } = incident;
  const from = text.incidents.from(formats.moment(since, now));
  if (state === 'open')
    return { lasting: text.incidents.openFor(formats.duration(Math.max(0, now - since))), from };
  const ago = formats.duration(Math.max(0, now - (recoveredAt ?? now)));
  return { lasting: text.incidents.recoveredFor(ago), from };
}

/** What it is, whether it comes and goes, why, and how sure that is; said shortly. */
export function natureText(incident: IncidentView, text: Catalogue, formats: Formats): string {
  const { type, cause, strength, flapping, reopened } = incident;
  const { incidents } = text;
  return [
    incidents.type[type],
    flapping ? incidents.flapping : reopened > 0 && incidents.reopened(formats.count(reopened), reopened),
    incidents.cause[cause],
    strength && incidents.strength(formats.fixed(strength.reached / strength.needed, 1)),
  ]
    .filter(Boolean)
    .join(' · ');
}

export function evidenceWords({ words }: Pick<IncidentView, 'words'>, language: Language): string {
  return words?.[language] ?? '';
}

/** Without the first clause, which says what the row says anyway: its place and its figures. */
export function reasonWords(incident: Pick<IncidentView, 'words' | 'place'>, language: Language): string {
  const words = evidenceWords(incident, language);
  const end = /[;\uff1b]\s*/u.exec(words);
  const isSaid =
    end !== null && incident.place.name !== '' && words.slice(0, end.index).includes(incident.place.name);
  return isSaid ? capital(words.slice(end.index + end[0].length)) : words;
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
