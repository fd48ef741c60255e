import type { OutboxMessage } from '@fengsui/config/contract';
import { MAX_MESSAGES, nextAllowedAt } from './allowance.ts';
import { gravest, isGraver, rankOf } from './gravity.ts';
import { messageId } from './message-id.ts';
import type { PagedPerson } from './model.ts';
import type { Item, Topic, Tray } from './state.ts';
import { isLive, rest } from './state.ts';
import { waysFor } from './stages/route.ts';
import type { Line } from './text/line.ts';
import { messageText } from './text/message-text.ts';
import type { Work } from './work.ts';
import { tell } from './work.ts';

/** As many as a message of the outbox may name. */
const MAX_IN_MESSAGE = 10_000;
const SOONEST_AGAIN_MS = 1_000;

export function trayOf({ state }: Work, person: PagedPerson): Tray {
  const known = state.trays.get(person.id);
  if (known) {
    // What waits was decided by ways that there were; without any it could not even be given up.
    known.person = person.ways.length > 0 ? person : { ...person, ways: known.person.ways };
    return known;
  }
  const tray: Tray = { person, sent: [], items: new Map(), next: null, alarms: [], isFlood: false };
  state.trays.set(person.id, tray);
  return tray;
}

/** Lays something in a tray, for the message that goes at `dueAt` or sooner; answers that message's id. */
export function lay(work: Work, topic: Topic, tray: Tray, item: Item, dueAt: number): string {
  put(topic, tray, item);
  const id = tray.next?.id ?? nextId(work, topic, tray, item);
  if (!tray.next || dueAt < tray.next.dueAt) {
    tray.next = { id, dueAt };
    work.agenda.add({ at: dueAt, kind: 'tray', id: tray.person.id, person: '' });
  }
  return id;
}

/** Lays something aside until a time, ms UTC. */
export function hold(work: Work, topic: Topic, tray: Tray, item: Item): void {
  const until = Math.max(item.until ?? 0, item.at + SOONEST_AGAIN_MS);
  put(topic, tray, { ...item, until });
  work.agenda.add({ at: until, kind: 'held', id: topic.id, person: tray.person.id });
}

function put(topic: Topic, tray: Tray, item: Item): void {
  tray.items.set(topic.id, item);
  topic.waiting.add(tray.person.id);
}

/** What came before is told together with what comes now, in one line. */
export function joined(before: Item | undefined, item: Item): Item {
  if (!before) return item;
  const severity = isGraver(before.severity, item.severity) ? before.severity : item.severity;
  return { ...item, first: before.first, knew: before.knew, severity };
}

export function takeOut(topic: Topic, tray: Tray): void {
  tray.items.delete(topic.id);
  topic.waiting.delete(tray.person.id);
  if (![...tray.items.values()].some(({ until }) => until === null)) tray.next = null;
}

function nextId({ state }: Work, topic: Topic, tray: Tray, { last, step }: Item): string {
  state.count++;
  return messageId([topic.id, last, String(step), tray.person.id], state.count);
}

/** Makes a message of what lies in a tray, and begins the next one with what did not fit. */
export function flush(work: Work, tray: Tray, at: number): void {
  const id = tray.next?.id ?? '';
  const lines = readyLines(work, tray);
  const now = lines.slice(0, MAX_IN_MESSAGE);
  tray.next = null;
  if (now.length === 0) return;
  work.out.messages.push(messageOf(work, tray, { id, lines: now, at }));
  for (const { topic, item } of now) told(topic, tray, { item, message: id });
  tray.sent = [...tray.sent, at].slice(-MAX_MESSAGES);
  for (const { topic, item } of lines.slice(MAX_IN_MESSAGE)) postpone(work, topic, tray, { item, at });
}

type Ready = Line & { topic: Topic };

/** What goes now, the worst first. */
function readyLines({ state }: Work, { items }: Tray): Ready[] {
  const lines: Ready[] = [];
  for (const [id, item] of items) {
    const topic = state.topics.get(id);
    if (topic && isLive(topic) && item.until === null) lines.push({ topic, item, subject: topic.subject });
  }
  return lines.sort(
    ({ subject: { incident: a } }, { subject: { incident: b } }) =>
      rankOf(a.severity) - rankOf(b.severity) ||
      b.affected.homes - a.affected.homes ||
      (a.id < b.id ? -1 : 1),
  );
}

function messageOf(
  { world }: Work,
  { person }: Tray,
  { id, lines, at }: { id: string; lines: readonly Ready[]; at: number },
): OutboxMessage {
  const worst = gravest(lines.map(({ item }) => item.severity));
  return {
    id,
    about: aboutOf(lines),
    person: person.id,
    ways: waysFor(person.ways, worst).map(({ channel, address }) => ({ channel, address })),
    way: 0,
    incidents: lines.map(({ subject }) => subject.incident.id),
    text: messageText(lines, world),
    at,
    dueAt: at,
    state: 'waiting',
    tries: 0,
    lastError: null,
    sentAt: null,
  };
}

/** An opening and its recovery in one are no recovery that an opening would have to go before. */
function aboutOf([line, ...more]: readonly Ready[]): OutboxMessage['about'] {
  if (!line || more.length > 0) return 'digest';
  return line.item.last === 'recovered' && !line.item.knew ? 'digest' : line.item.last;
}

function told(topic: Topic, tray: Tray, { item, message }: { item: Item; message: string }): void {
  const { id } = tray.person;
  tray.items.delete(topic.id);
  topic.waiting.delete(id);
  rest(topic);
  if (item.last === 'recovered') {
    topic.told.delete(id);
    return;
  }
  const before = topic.told.get(id)?.severity ?? item.severity;
  topic.told.set(id, { severity: isGraver(before, item.severity) ? before : item.severity, message });
}

function postpone(work: Work, topic: Topic, tray: Tray, { item, at }: { item: Item; at: number }): void {
  const dueAt = nextAllowedAt(tray.sent, at);
  const message = lay(work, topic, tray, item, dueAt);
  const notice = { at, about: item.last, step: item.step, stepName: item.stepName };
  tell(work, topic, notice, {
    person: tray.person,
    message,
    because: { reason: 'too_many_for_one_message', dueAt },
  });
}
