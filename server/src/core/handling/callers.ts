import type { Incident, OnCallAnswer, OutboxMessage, PageFact } from '@fengsui/config/contract';
import { wordsOf } from '../incident/words-of.ts';
import type { Call, CallKind, PagedPerson, Pager, PagerOutcome } from '../paging/model.ts';
import type { Case } from './case.ts';
import type { DeskOutcome } from './outcome.ts';
import { noOutcome } from './outcome.ts';
import type { DeskWorld } from './world.ts';

/** Who is called at a step of the escalation: those on duty then, with their ways. */
export function personsAt(duty: OnCallAnswer, step: number, world: DeskWorld): PagedPerson[] {
  return (duty.steps[step]?.persons ?? []).flatMap(({ id }) => world.person(id) ?? []);
}

/** When the next step is due; undefined where nobody need be called any more, or nobody is left. */
export function escalateAt({ escalation, incident, stage }: Case, world: DeskWorld): number | undefined {
  if (!escalation || stage !== 'detected') return undefined;
  const step = world.duty(incident.area, escalation.since).steps[escalation.step + 1];
  return step && escalation.since + step.afterMs;
}

export interface CallersParts {
  pager: Pager;
  world: DeskWorld;
  find(id: string): Case | undefined;
}

/** Hands what somebody ought to know to the pager, and writes what it answers into the timelines. */
export function createCallers({ pager, world, find }: CallersParts) {
  function absorb({ facts, messages, unreached }: PagerOutcome, at: number, out: DeskOutcome): void {
    for (const fact of facts) {
      const kase = find(fact.id);
      if (!kase) continue;
      out.lines.push({ n: ++kase.lines, fact });
      out.changed.add(fact.id);
    }
    out.messages.push(...messages);
    for (const { id, step } of unreached) {
      const kase = find(id);
      if (kase?.escalation && kase.escalation.step === step) escalate(kase, at, out);
    }
  }

  function call(kase: Case, about: CallKind, step: number, at: number): PagerOutcome {
    const { incident, owner, stage } = kase;
    const duty = world.duty(incident.area, kase.escalation?.since ?? at);
    const request: Call = {
      ...{ at, about, incident, stage, step },
      place: placeName(incident, world),
      words: wordsOf(incident.because),
      team: duty.team?.name.zh ?? owner.name,
      persons: personsAt(duty, step, world),
      stepName: step === 0 ? '' : `${step + 1}`,
    };
    return pager.call(request);
  }

  /** Nobody has answered, or nobody could be reached: whoever comes next. */
  function escalate(kase: Case, at: number, out: DeskOutcome): void {
    const { escalation } = kase;
    if (!escalation || kase.stage !== 'detected') return;
    if (!world.duty(kase.incident.area, escalation.since).steps[escalation.step + 1]) return;
    escalation.step++;
    out.changed.add(kase.incident.id);
    absorb(call(kase, 'escalated', escalation.step, at), at, out);
  }

  /** In the timelines of those few that a message is about; of a long digest its own state says enough. */
  function delivered(message: OutboxMessage, at: number): DeskOutcome {
    const out = noOutcome();
    if (message.incidents.length > MAX_TOLD) return out;
    for (const id of message.incidents) {
      const kase = find(id);
      if (!kase) continue;
      out.lines.push({ n: ++kase.lines, fact: sentFact(message, id, at, world) });
      out.changed.add(id);
    }
    return out;
  }

  return {
    absorb,
    delivered,
    escalate,
    call: (kase: Case, about: CallKind, at: number, out: DeskOutcome) =>
      absorb(call(kase, about, 0, at), at, out),
  };
}

const MAX_TOLD = 20;

function sentFact(
  { id: message, about, person, ways, way }: OutboxMessage,
  id: string,
  at: number,
  world: DeskWorld,
): PageFact {
  const name = world.person(person)?.name ?? person;
  const because = { channel: ways[way]?.channel ?? '' };
  return {
    at,
    kind: 'page',
    change: 'sent',
    id,
    about,
    person: { id: person, name },
    message,
    verdicts: [],
    because,
  };
}

function placeName(incident: Incident, world: DeskWorld): string {
  const { name, areas } = world.placeOf(incident);
  const county = areas.find(({ code }) => code.length === 6)?.name ?? '';
  return county === name ? name : [county, name].filter(Boolean).join(' ');
}
