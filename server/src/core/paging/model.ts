import type {
  Incident,
  IncidentMatch,
  Json,
  OutboxMessage,
  PageFact,
  PageKind,
  Person,
  ResponseLevel,
  Scope,
  Shelf,
  Stage,
  Words,
} from '@fengsui/config/contract';

/** Whoever may be called, as they are set up now. */
export type PagedPerson = Pick<Person, 'id' | 'name' | 'ways' | 'quiet'>;

/** What a call may be about; a digest is what becomes of many, a test is sent past the pager. */
export type CallKind = Exclude<PageKind, 'digest' | 'test'>;

/** Somebody ought to know something about an incident. Times are ms UTC. */
export interface Call {
  at: number;
  about: CallKind;
  /** As it stands after what the call is about. */
  incident: Incident;
  /** What people call its place; '' for the platform. */
  place: string;
  /** Its evidence in a sentence; null where it has none. */
  words: Words | null;
  /** The name of the team that has it; '' where none has. */
  team: string;
  stage: Stage;
  /**
   * Those on duty for this step. Of no matter for `recovered`: that goes to whoever was told that it is
   * open, with the ways and quiet hours that they had last.
   */
  persons: readonly PagedPerson[];
  /** Of the escalation, from 0. */
  step: number;
  /** What people call the step; '' where it has no name. */
  stepName: string;
}

/** Nobody was reached at a step: whoever comes next is to be called at once, without waiting. */
export interface Unreached {
  /** The incident. */
  id: string;
  step: number;
  about: CallKind;
  because: 'nobody_on_duty' | 'no_way';
}

export interface PagerOutcome {
  facts: PageFact[];
  /** To be written to the outbox in the same transaction as the facts. */
  messages: OutboxMessage[];
  unreached: Unreached[];
}

/** What the pager asks of those who know; every answer is for the time of the question, none may throw. */
export interface PagingWorld {
  /** As it stands now; undefined where it is known no more. */
  incident(id: string): Incident | undefined;
  /** An open incident, not the same, at a node or an area above this one that explains it. */
  ancestorIncident(incident: Incident): { id: string; scope: Scope } | undefined;
  /** Those that hold at the time. */
  shelves(at: number): readonly Shelf[];
  level(area: string, at: number): ResponseLevel | undefined;
  matches(match: IncidentMatch, incident: Incident): boolean;
  /** Minutes since midnight on the site's clock, 0 to 1439. */
  minutesOfDay(at: number): number;
  /** A time as people of the site write it, like `11-22 14:05`. */
  localTime(at: number): string;
  /** What people call the county that a division lies in; '' for what lies in none. */
  county(area: string): string;
  /** Who is on duty for a step of an incident's team now: asked when a call that was put off is made. */
  onDuty(incident: Incident, step: number, at: number): readonly PagedPerson[];
}

/**
 * Decides who is called about what, when, and in which message; says why, and why not. Pure: time is an
 * argument and never goes back. Each call first does what has become due by its time.
 */
export interface Pager {
  call(call: Call): PagerOutcome;
  /**
   * Nobody need be called about it any more: acknowledged, closed, merged. What is pending about it is
   * taken out, each with `because`; what has been sent stands, and its recovery is told all the same.
   */
  settled(id: string, at: number, because: Readonly<Record<string, Json>>): PagerOutcome;
  /** No way delivered a message: its person has not been told, and need not be told of recoveries. */
  gaveUp(message: Pick<OutboxMessage, 'person' | 'incidents' | 'about'>, at: number): PagerOutcome;
  /** Digests that are due, pages whose hold has ended, shelves that have ended, each at its own time. */
  advance(at: number): PagerOutcome;
  nextWakeAt(): number | undefined;
  keep(): Json;
  restore(kept: Json): void;
}
