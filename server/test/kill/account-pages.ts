import type { Incident, OutboxMessage, PageFact } from '@fengsui/config/contract';
import type { DeskFact } from '../../src/ledger/desk/port.ts';
import type { Deed } from './acting.ts';
import type { Delivery } from './receiver.ts';

/** What the ledger holds of one incident beside the core's own timeline. */
export interface KeptCase {
  incident: Incident;
  /** How many lines its case says there are; undefined where it has no case. */
  said: number | undefined;
  lines: readonly DeskFact[];
}

export interface KeptPages {
  cases: readonly KeptCase[];
  messages: readonly OutboxMessage[];
  /** When the server was asked to end, ms. */
  endedAt: number;
}

/** What is due as shortly before the end may still have been under way. */
const UNDER_WAY_MS = 5_000;
/** Whoever reads a socket may be behind whoever wrote to it. */
const BEHIND_MS = 2_000;

/** Lines of people and pages are numbered from 1 without a hole, and the case knows how many there are. */
export function numberingFaults({ cases }: KeptPages): string[] {
  return cases.flatMap(({ incident: { id }, said, lines }) => {
    const holes = lines.filter(({ n }, i) => n !== i + 1).map(({ n }) => `${id}: line ${n} is out of order`);
    const isAsSaid = said === undefined ? lines.length === 0 : said === lines.length;
    return isAsSaid ? holes : [...holes, `${id}: ${lines.length} lines, its case says ${said}`];
  });
}

const pagesOf = ({ lines }: KeptCase): PageFact[] =>
  lines.flatMap(({ fact }) => (fact.kind === 'page' ? fact : []));

/** Incidents that people had to be asked about, and of which nobody can say why somebody was called or not. */
export function unexplained({ cases }: KeptPages): string[] {
  const isExplained = ({ because, change }: PageFact): boolean =>
    (change === 'decided' || change === 'held') && typeof because['reason'] === 'string';
  return cases
    .filter(({ incident }) => incident.severity !== 'info')
    .filter((kept) => !pagesOf(kept).some(isExplained))
    .map(({ incident: { id, type, state } }) => `${id}: ${type}, ${state}: nobody says why`);
}

/** Messages that were promised in a timeline, whose time has come, and that are not in the outbox. */
export function brokenPromises({ cases, messages, endedAt }: KeptPages): string[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  return cases.flatMap((kept) => {
    const latest = new Map<string, PageFact>();
    for (const fact of pagesOf(kept)) if (fact.person) latest.set(fact.person.id, fact);
    return [...latest].flatMap(([person, { message, because }]) => {
      if (message === null || Number(because['dueAt']) > endedAt - UNDER_WAY_MS) return [];
      const isThere = byId.get(message)?.incidents.includes(kept.incident.id);
      return isThere ? [] : [`${kept.incident.id}: ${message} to ${person} was promised and is not there`];
    });
  });
}

export interface DeliveryAccount {
  /** The ledger says sent, and nobody has taken it. */
  neverTaken: string[];
  /** Waits although its time has come. */
  stuck: string[];
  /** Taken, and not in the ledger. */
  invented: string[];
  /** Taken more often than the server was killed since. */
  doubled: string[];
  /** Taken by a key that stands for another message. */
  altered: string[];
}

/** @param kills when the server was killed, ms */
export function accountDeliveries(
  { messages, endedAt }: KeptPages,
  deliveries: readonly Delivery[],
  kills: readonly number[],
): DeliveryAccount {
  const taken = takenByKey(deliveries);
  const byId = new Map(messages.map((message) => [message.id, message]));
  const isDue = ({ at, dueAt }: OutboxMessage) => Math.max(at, dueAt) < endedAt - UNDER_WAY_MS;
  const named = (some: readonly OutboxMessage[]) =>
    some.map(({ id, about, person }) => `${id} ${about} ${person}`);
  return {
    neverTaken: named(messages.filter(({ id, state }) => state === 'sent' && !taken.has(id))),
    stuck: named(messages.filter((message) => message.state === 'waiting' && isDue(message))),
    invented: [...taken.keys()].filter((key) => !byId.has(key)),
    doubled: [...taken].flatMap(([key, times]) =>
      isExcused(times, kills) ? [] : [`${key} at ${times.join()}`],
    ),
    altered: deliveries.filter((one) => isAltered(one, byId.get(one.key))).map(({ key }) => key),
  };
}

function takenByKey(deliveries: readonly Delivery[]): Map<string, number[]> {
  const taken = new Map<string, number[]>();
  for (const { key, at, treatment } of deliveries)
    if (treatment === 'taken') taken.set(key, [...(taken.get(key) ?? []), at]);
  return taken;
}

/** Between one time and the next the server must have been killed. */
function isExcused(times: readonly number[], kills: readonly number[]): boolean {
  return times.slice(1).every((at, i) => {
    const before = times[i] ?? at;
    return kills.some((kill) => kill > before - BEHIND_MS && kill < at);
  });
}

function isAltered({ person, incidents }: Delivery, message: OutboxMessage | undefined): boolean {
  if (!message) return false;
  return person !== message.person || incidents.some((id) => !message.incidents.includes(id));
}

/**
 * What one person heard of one incident in another order than it was written in, or as over without having
 * been told that it had begun.
 */
export function orderFaults({ messages }: KeptPages, deliveries: readonly Delivery[]): string[] {
  const taken = takenByKey(deliveries);
  const written = new Map<string, OutboxMessage[]>();
  for (const message of [...messages].sort((a, b) => a.at - b.at))
    for (const incident of message.incidents) {
      const name = `${message.person} ${incident}`;
      written.set(name, [...(written.get(name) ?? []), message]);
    }
  return [...written].flatMap(([name, some]) => [
    ...(some[0]?.about === 'recovered' ? [`${name}: ${some[0].id} recovers what was never told`] : []),
    ...some.flatMap((message, i) => {
      const [before, [at]] = [some[i - 1], taken.get(message.id) ?? []];
      if (!before || at === undefined || before.state === 'given_up') return [];
      const [first] = taken.get(before.id) ?? [];
      return first !== undefined && first <= at ? [] : [`${name}: ${message.id} went before ${before.id}`];
    }),
  ]);
}

/** What somebody did and was told is done, and is not there once; what was refused or may be lost, and is there twice. */
export function deedFaults({ cases }: KeptPages, deeds: readonly Deed[]): string[] {
  const times = new Map<string, number>();
  for (const { lines } of cases)
    for (const { fact } of lines)
      if (fact.kind === 'handling' && fact.why !== null) times.set(fact.why, (times.get(fact.why) ?? 0) + 1);
  return deeds.flatMap(({ act, words, status = 0 }) => {
    const count = times.get(words) ?? 0;
    const isDone = status >= 200 && status < 300;
    const isRefused = status >= 400 && status < 500;
    const isRight = isDone ? count === 1 : isRefused ? count === 0 : count <= 1;
    return isRight ? [] : [`${act} ${words}, answered ${status}, is there ${count} times`];
  });
}
