import type { Words } from '@fengsui/config/contract';
import type { PagingWorld } from '../model.ts';
import type { Item, Subject } from '../state.ts';
import { ABOUT, CLOSED, MERGED, OPENED_AND_RECOVERED, SEVERITIES, TYPES } from './terms.ts';

/** One incident as one person is told of it. */
export interface Line {
  item: Item;
  subject: Subject;
}

/** What has become of it, in a word or two; '' where it is simply there. */
function turnOf({ item, subject }: Line): Words {
  if (item.last !== 'recovered') return ABOUT[item.last];
  if (subject.incident.state === 'merged') return MERGED;
  if (subject.incident.state === 'closed') return CLOSED;
  return item.knew ? ABOUT.recovered : OPENED_AND_RECOVERED;
}

/** Severity, place, what, in at most `max` characters: a place that is too long is cut. */
export function headline(line: Line, { county }: PagingWorld, max: number): Words {
  const { incident, place } = line.subject;
  const within = county(incident.area);
  const where = place.startsWith(within) ? place : [within, place].filter(Boolean).join(' ');
  const [severity, type, turn] = [SEVERITIES[incident.severity], TYPES[incident.type], turnOf(line)];
  return {
    zh: fitted([`【${severity.zh}】${turn.zh && `${turn.zh} `}`, where, ` ${type.zh}`], max),
    en: fitted([`${severity.en}: `, where, ` ${type.en}${turn.en && `, ${turn.en}`}`], max),
  };
}

/** Cuts the middle so that all of it fits; then the end, where beginning and end alone are too long. */
function fitted([before, middle, after]: [string, string, string], max: number): string {
  const room = Math.max(0, max - lengthOf(before) - lengthOf(after));
  return clip(`${before}${clip(middle, room)}${after}`, max);
}

/** By characters, not by halves of them. */
export function clip(text: string, max: number): string {
  const characters = [...text];
  if (characters.length <= max) return text;
  return max > 0 ? `${characters.slice(0, max - 1).join('')}…` : '';
}

const lengthOf = (text: string): number => [...text].length;
