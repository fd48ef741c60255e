import type { Incident, Severity, Stage, Words } from '@fengsui/config/contract';
import type { CallKind, PagedPerson } from './model.ts';

/** What a message says about an incident: as it was at the last call. */
export interface Subject {
  /** Its evidence cut down to what the pager reads. */
  incident: Incident;
  place: string;
  words: Words | null;
  team: string;
  stage: Stage;
}

/** What one person is to be told about one incident, until it has gone into a message. */
export interface Item {
  /** What came first and last since the person was told something. */
  first: CallKind;
  last: CallKind;
  /** The person had been told that it is open. */
  knew: boolean;
  severity: Severity;
  step: number;
  stepName: string;
  at: number;
  /** Held until then, whatever else goes out; null where it goes with the next message. */
  until: number | null;
}

/** One person: what waits, and what has gone out lately. */
export interface Tray {
  person: PagedPerson;
  /** When the last messages went out, oldest first; as many as may go out within ten minutes. */
  sent: number[];
  /** By incident. */
  items: Map<string, Item>;
  /** The message that the items will go into, and when; null while none is due to go. */
  next: { id: string; dueAt: number } | null;
  /** When the last calls came, oldest first: whether it is a flood. */
  alarms: number[];
  isFlood: boolean;
}

/** A call that was stopped before anybody was asked for, and is looked at again. */
export interface Parked {
  calls: { about: CallKind; step: number; stepName: string }[];
  until: number;
  /** The stage and its reason: the same again is not told again. */
  why: string;
}

/** One incident, as long as somebody waits for it or was told that it is open. */
export interface Topic {
  id: string;
  /** Null while nobody waits for it: the next call brings it anew. */
  subject: Subject | null;
  /** Who has been told that it is open: as how grave, and by which message. */
  told: Map<string, { severity: Severity; message: string }>;
  /** In whose trays it lies. */
  waiting: Set<string>;
  parked: Parked | null;
  /** When it opened, recovered, came back: the last three times, oldest first. */
  turns: number[];
  at: number;
}

/** As long as a call about it is in hand, or somebody waits for it. */
export type LiveTopic = Topic & { subject: Subject };

export function isLive(topic: Topic): topic is LiveTopic {
  return topic.subject !== null;
}

/** Lets go of what no message will need. */
export function rest(topic: Topic): void {
  if (topic.waiting.size === 0 && !topic.parked) topic.subject = null;
}

export interface PagerState {
  topics: Map<string, Topic>;
  trays: Map<string, Tray>;
  /** Messages so far. */
  count: number;
  /** Time never goes back. */
  now: number;
  sweptAt: number;
}

export function emptyState(): PagerState {
  return { topics: new Map(), trays: new Map(), count: 0, now: 0, sweptAt: 0 };
}
