import type { StageVerdict } from '@fengsui/config/contract';
import { countAlarm } from './flood.ts';
import type { CallKind, PagedPerson } from './model.ts';
import { park } from './parking.ts';
import type { PersonInput } from './stage.ts';
import { trace } from './stage.ts';
import { OF_INCIDENTS, OF_PERSONS } from './stages.ts';
import type { Item, LiveTopic, Topic, Tray } from './state.ts';
import { hold, joined, lay, trayOf } from './trays.ts';
import type { Notice, Work } from './work.ts';
import { sayUnreached, tell } from './work.ts';

/**
 * Asks the stages about an incident, then about each person. `parkedFor`: why it was parked; the same
 * again is not told again.
 */
export function page(
  work: Work,
  topic: LiveTopic,
  notice: Notice,
  persons: readonly PagedPerson[],
  parkedFor?: string,
): void {
  const { incident } = topic.subject;
  const { verdicts, end } = trace(OF_INCIDENTS, { ...notice, incident, topic }, work.world);
  if (end) return park(work, topic, notice, { end, verdicts, parkedFor });
  unpark(topic, notice);
  if (persons.length === 0) {
    tell(work, topic, notice, { verdicts, because: { reason: 'nobody_on_duty' } });
    return sayUnreached(work, topic, notice, 'nobody_on_duty');
  }
  const said = notice.about === 'worse' && isNews(topic) ? 'opened' : notice.about;
  let isReached = false;
  for (const person of new Map(persons.map((one) => [one.id, one])).values())
    if (callPerson(work, topic, notice, { person, verdicts, said })) isReached = true;
  if (!isReached) sayUnreached(work, topic, notice, 'no_way');
}

function unpark(topic: Topic, { step }: Notice): void {
  if (!topic.parked) return;
  const calls = topic.parked.calls.filter((call) => call.step !== step);
  topic.parked = calls.length > 0 ? { ...topic.parked, calls } : null;
}

interface Callee {
  person: PagedPerson;
  /** What was said before anybody was asked for. */
  verdicts: readonly StageVerdict[];
  /** What was held back until now. */
  held?: Item;
  /** What it is to people, where that is another thing than the call. */
  said?: CallKind;
}

/** Whether the person will hear of it. */
export function callPerson(work: Work, topic: LiveTopic, notice: Notice, callee: Callee): boolean {
  const { at, about } = notice;
  const tray = trayOf(work, callee.person);
  if (about !== 'recovered' && !callee.held) countAlarm(tray, at);
  const input = inputFor(topic, notice, callee, tray);
  const { verdicts, end, dueAt } = trace(OF_PERSONS, input, work.world);
  const decision = { person: callee.person, verdicts: [...callee.verdicts, ...verdicts] };
  if (end?.verdict.verdict === 'stop') {
    tell(work, topic, notice, { ...decision, because: { reason: end.verdict.because.reason } });
    return end.stage !== 'route';
  }
  const before = callee.held ?? tray.items.get(topic.id);
  const item = joined(before, itemOf(topic, input, { ...notice, about: callee.said ?? about }));
  if (end) {
    const until = end.verdict.until ?? at;
    hold(work, topic, tray, { ...item, until });
    tell(work, topic, notice, { ...decision, change: 'held', because: { reason: 'held', until } });
    return true;
  }
  const message = lay(work, topic, tray, item, dueAt);
  const reason = dueAt > at ? 'goes_into_digest' : 'goes_at_once';
  tell(work, topic, notice, { ...decision, message, because: { reason, dueAt } });
  return true;
}

function inputFor(
  topic: LiveTopic,
  { at, about }: Notice,
  { person, held }: Callee,
  tray: Tray,
): PersonInput {
  const { incident } = topic.subject;
  // Whoever was woken by it may hear that it is over.
  const told = about === 'recovered' ? (topic.told.get(person.id)?.severity ?? held?.severity) : undefined;
  return { at, about, incident, topic, person, tray, severity: told ?? incident.severity };
}

function itemOf(
  topic: Topic,
  { person, severity }: PersonInput,
  { at, about, step, stepName }: Notice,
): Item {
  const knew = topic.told.has(person.id);
  return { first: about, last: about, knew, severity, step, stepName, at, until: null };
}

/** Nobody has been told of it: what has grown grave enough to be told has, for people, just opened. */
const isNews = ({ told, waiting }: Topic): boolean => told.size + waiting.size === 0;
