import type { Incident, IncidentBody, Words } from '@fengsui/config/contract';
import { dayOf } from '../incident/incident-number.ts';
import type { Numbering } from '../incident/incident-number.ts';

/** What people have seen and no device has said. */
export interface PeopleIncident extends Pick<IncidentBody, 'severity' | 'words' | 'homes'> {
  scope: Incident['scope'];
  area: string;
  at: number;
  /** When it began, as far as is known. */
  since: number;
  origin: 'hand' | 'report';
}

/** A number that sets it apart from those of the core: `20260501-R003`. */
export function reportNumber(at: number, count: number, { utcOffsetMs, server }: Numbering): string {
  const name = server === undefined ? '' : `${server}-`;
  return `${dayOf(at, utcOffsetMs)}-${name}R${String(count).padStart(3, '0')}`;
}

export function peopleIncident(id: string, found: PeopleIncident): Incident {
  const { scope, area, severity, words, homes, at, since, origin } = found;
  const sentence: Words = { zh: words, en: words };
  return {
    ...{
      id,
      type: 'reported',
      scope,
      area,
      severity,
      cause: 'UNKNOWN',
      since,
      state: 'open',
      flapping: false,
    },
    affected: { lost: 0, monitored: 0, homes, population: 0 },
    because: { words: sentence, origin },
    openedAt: at,
    updatedAt: at,
    recoveredAt: null,
    closedAt: null,
    reopened: 0,
  };
}
