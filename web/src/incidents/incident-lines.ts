import type { IncidentItem, IncidentView } from '@fengsui/config/contract';
import type { Catalogue } from '../i18n/catalogue.ts';
import type { Formats } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { homesText, lostText, placeName } from '../wall/incident-words.ts';

/** An item of a list as the wall's own sentences want it. */
export const viewOf = (incident: IncidentItem): IncidentView => ({
  ...incident,
  strength: strengthOf(incident),
});

export interface PlaceParts {
  /** The widest division it lies in; '' where its own name says so. */
  county: string;
  /** Those between. */
  town: string;
  name: string;
}

export function placeParts(incident: IncidentItem, text: Catalogue): PlaceParts {
  const areas = incident.place.areas.map(({ name }) => name).reverse();
  const unsaid = areas.filter((name) => !incident.place.name.includes(name));
  const county = unsaid[0] === areas[0] ? (unsaid[0] ?? '') : '';
  return {
    county,
    town: unsaid.filter((name) => name !== county).join(' '),
    name: placeName(viewOf(incident), text),
  };
}

/** The county first, then whatever is named. */
export function wholePlace(incident: IncidentItem, text: Catalogue): string {
  const { county, name } = placeParts(incident, text);
  return [county, name].filter(Boolean).join(' ');
}

/** What it is and why; of what people have said, what they said. */
export function natureWords(incident: IncidentItem, { incidents }: Catalogue, language: Language): string {
  const { type, cause, words } = incident;
  const said = type === 'reported' && words ? words[language] : incidents.cause[cause];
  return `${incidents.type[type]} · ${said}`;
}

/** Homes where somebody knows how many, otherwise devices. */
export function affectedWords(incident: IncidentItem, text: Catalogue, formats: Formats): string {
  const view = viewOf(incident);
  const isCounted = incident.affected.monitored > 0;
  return [homesText(view, text, formats), isCounted && lostText(view, text, formats)]
    .filter(Boolean)
    .join(' · ');
}

function strengthOf({ because }: IncidentItem): IncidentView['strength'] {
  const { likelihood, needed } = because;
  return typeof likelihood === 'number' && typeof needed === 'number' && needed > 0
    ? { reached: likelihood, needed }
    : null;
}
