import type {
  DeviceClassName,
  Incident,
  IncidentPlace,
  OnCallAnswer,
  ResponseLevel,
  ServiceStandard,
} from '@fengsui/config/contract';
import type { PagedPerson, PagingWorld } from '../paging/model.ts';

/** What devices say about a place: how many are counted there, and how many of them are not heard. */
export interface Evidence {
  lost: number;
  monitored: number;
}

/** What the desk asks of those who know; every answer is for the time of the question, none may throw. */
export interface DeskWorld extends Omit<PagingWorld, 'incident' | 'ancestorIncident' | 'onDuty' | 'matches'> {
  standard(): ServiceStandard;
  /** Of the device that an incident is about. */
  classOf(incident: Incident): DeviceClassName | undefined;
  /** Who is on duty for a division ('' for the platform's own), with the steps of escalation. */
  duty(area: string, at: number): OnCallAnswer;
  person(id: string): PagedPerson | undefined;
  /** The name of a team in Chinese. */
  team(id: string): string | undefined;
  placeOf(incident: Pick<Incident, 'scope' | 'area'>): IncidentPlace;
  evidence(incident: Incident): Evidence;
  /** Nodes above a scope, itself first, and its divisions, nearest first. */
  above(scope: Incident['scope'], area: string): { nodes: readonly string[]; areas: readonly string[] };
  level(area: string, at: number): ResponseLevel | undefined;
}
