import type { Due } from './agenda.ts';
import { callPerson, page } from './page.ts';
import { drop, park } from './parking.ts';
import { recover } from './recovery.ts';
import { trace } from './stage.ts';
import { OF_INCIDENTS, OF_RECOVERIES } from './stages.ts';
import type { LiveTopic } from './state.ts';
import { isLive, rest } from './state.ts';
import { trimmed } from './subject.ts';
import { flush, takeOut } from './trays.ts';
import type { Work } from './work.ts';
import { tell } from './work.ts';

/** Does what is due, unless it has been done or moved since it was put on the agenda. */
export function release(work: Work, { at, kind, id, person }: Due): void {
  if (!isStill(work, { at, kind, id, person })) return;
  if (kind === 'tray') {
    const tray = work.state.trays.get(id);
    return tray && flush(work, tray, at);
  }
  const topic = work.state.topics.get(id);
  if (!topic || !isLive(topic)) return;
  const isOver = refresh(work, topic);
  if (kind === 'parked') releaseParked(work, topic, { at, isOver });
  else releaseHeld(work, topic, { at, isOver, person });
  rest(topic);
}

/** Whether an entry of the agenda still holds. */
export function isStill({ state }: Work, { at, kind, id, person }: Due): boolean {
  if (kind === 'tray') return state.trays.get(id)?.next?.dueAt === at;
  if (kind === 'parked') return state.topics.get(id)?.parked?.until === at;
  return state.trays.get(person)?.items.get(id)?.until === at;
}

/** Looks at the incident again; whether it is over. */
function refresh({ world }: Work, topic: LiveTopic): boolean {
  const incident = world.incident(topic.id);
  if (incident) topic.subject = { ...topic.subject, incident: trimmed(incident) };
  return incident !== undefined && incident.state !== 'open';
}

function releaseParked(work: Work, topic: LiveTopic, { at, isOver }: { at: number; isOver: boolean }): void {
  const { parked } = topic;
  if (!parked) return;
  if (isOver && parked.calls.some(({ about }) => about !== 'recovered'))
    return drop(work, topic, at, { reason: 'over' });
  topic.parked = null;
  for (const call of parked.calls) {
    const notice = { at, ...call };
    if (call.about === 'recovered') recover(work, topic, notice);
    else page(work, topic, notice, personsFor(work, topic, notice), parked.why);
  }
}

function personsFor({ world }: Work, { subject }: LiveTopic, { step, at }: { step: number; at: number }) {
  return world.onDuty(subject.incident, step, at);
}

interface Released {
  at: number;
  isOver: boolean;
  person: string;
}

function releaseHeld(work: Work, topic: LiveTopic, { at, isOver, person }: Released): void {
  const tray = work.state.trays.get(person);
  const item = tray?.items.get(topic.id);
  if (!tray || !item) return;
  takeOut(topic, tray);
  const { last: about, step, stepName } = item;
  const notice = { at, about, step, stepName };
  if (isOver && about !== 'recovered')
    return tell(work, topic, notice, { person: tray.person, because: { reason: 'over' } });
  const stages = about === 'recovered' ? OF_RECOVERIES : OF_INCIDENTS;
  const input = { ...notice, incident: topic.subject.incident, topic };
  const { verdicts, end } = trace(stages, input, work.world);
  if (end) return park(work, topic, notice, { end, verdicts });
  callPerson(work, topic, notice, { person: tray.person, verdicts, held: item });
}
