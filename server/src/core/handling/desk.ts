import type {
  Act,
  ActName,
  Actor,
  Incident,
  IncidentBody,
  IncidentFact,
  Json,
  OutboxMessage,
  ReportBody,
} from '@fengsui/config/contract';
import type { Numbering } from '../incident/incident-number.ts';
import type { Pager, PagingWorld } from '../paging/model.ts';
import { matches } from '../service/subject.ts';
import { doAct } from './acts.ts';
import { createByPeople } from './by-people.ts';
import { createCallers, escalateAt, personsAt } from './callers.ts';
import type { Case, Report } from './case.ts';
import { isOver } from './case.ts';
import { createDueCases } from './due-cases.ts';
import type { Effects } from './effects.ts';
import { nothing } from './effects.ts';
import { createExplained } from './explained.ts';
import { nextWake } from './limits.ts';
import { openCase } from './open-case.ts';
import type { DeskOutcome } from './outcome.ts';
import { noOutcome } from './outcome.ts';
import { subjectOf } from './promise.ts';
import { Refused } from './refusal.ts';
import { troubleChanged } from './troubles.ts';
import { wake } from './waking.ts';
import type { DeskWorld } from './world.ts';

/**
 * What becomes of every incident, from its detection to its closing: stages, owners, promises, and who is
 * called. A reducer over cases; time is an argument and never goes back. An act that the rules forbid
 * throws Refused and changes nothing.
 */
export interface Desk {
  /** The core has said something of an incident, which stands so now. */
  fact(fact: IncidentFact, incident: Incident): DeskOutcome;
  act<N extends ActName>(id: string, name: N, act: Act<N>, by: Actor, at: number): DeskOutcome;
  /** Joined to the open incident that explains it, or the beginning of a new one. */
  report(
    body: ReportBody & { area: string },
    by: Actor,
    at: number,
  ): { id: string; joined: boolean; outcome: DeskOutcome };
  open(body: IncidentBody & { area: string }, by: Actor, at: number): { id: string; outcome: DeskOutcome };
  /** A message was handed over. */
  delivered(message: OutboxMessage, at: number): DeskOutcome;
  /** A message could not be delivered in any way. */
  gaveUp(message: OutboxMessage, at: number): DeskOutcome;
  /** Everything that is due by then, each at its own time. */
  advance(at: number): DeskOutcome;
  nextWakeAt(): number | undefined;
  find(id: string): Case | undefined;
  /** Open incidents that people have begun. */
  incidents(): Incident[];
  /** Incidents whose trouble is over for good, and about which somebody still has to do something: as recovered. */
  waiting(): Incident[];
  keep(): Json;
  restore(cases: Iterable<Case>, kept: Json | undefined, at: number): void;
}

export interface DeskParts {
  world: DeskWorld;
  numbering: Numbering;
  pager(world: PagingWorld): Pager;
}

/** A case that is over stays at hand for messages that are still being gathered. */
export const LINGER_MS = 3_600_000;

export function createDesk({ world, numbering, pager: createPager }: DeskParts): Desk {
  const cases = new Map<string, Case>();
  const due = createDueCases();
  const explained = createExplained(world);

  const pager = createPager({
    ...world,
    incident: (id) => cases.get(id)?.incident,
    ancestorIncident: explained.ancestor,
    matches: (match, incident) =>
      matches(match, subjectOf(incident, cases.get(incident.id)?.reports ?? [], world)),
    onDuty: (incident, step, at) => personsAt(world.duty(incident.area, at), step, world),
  });
  const callers = createCallers({ pager, world, find: (id) => cases.get(id) });

  function schedule(kase: Case, at: number): void {
    const over = isOver(kase) && kase.closedAt !== null ? kase.closedAt + LINGER_MS : undefined;
    due.schedule(kase.incident.id, over ?? nextWake(kase, at, escalateAt(kase, world)));
  }

  function apply(kase: Case, { lines, settled, calls }: Effects, at: number, out: DeskOutcome): DeskOutcome {
    out.changed.add(kase.incident.id);
    out.lines.push(...lines);
    explained.note(kase.incident);
    if (settled) callers.absorb(pager.settled(kase.incident.id, at, settled), at, out);
    for (const about of calls) callers.call(kase, about, at, out);
    schedule(kase, at);
    return out;
  }

  function begin(
    incident: Incident,
    at: number,
    reports: readonly Report[] | undefined,
    out: DeskOutcome,
  ): Case {
    const effects = nothing();
    const kase = openCase(
      { incident, at, ...(reports ? { origin: 'people', reports } : { origin: 'detected' }) },
      world,
      effects,
    );
    cases.set(incident.id, kase);
    apply(kase, effects, at, out);
    return kase;
  }

  const byPeople = createByPeople({ world, numbering, cases, begin, apply });

  function wakeFirst(at: number, out: DeskOutcome): void {
    const kase = cases.get(due.first());
    if (!kase) return due.schedule(due.first(), undefined);
    if (isOver(kase)) {
      cases.delete(kase.incident.id);
      return due.schedule(kase.incident.id, undefined);
    }
    const effects = wake(kase, at);
    const step = escalateAt(kase, world);
    if (step !== undefined && step <= at && effects.calls.length === 0) callers.escalate(kase, at, out);
    apply(kase, effects, at, out);
  }

  const nextWakeAt = (): number | undefined => {
    const soonest = Math.min(due.firstAt() ?? Infinity, pager.nextWakeAt() ?? Infinity);
    return soonest < Infinity ? soonest : undefined;
  };

  return {
    fact(fact, incident) {
      const out = noOutcome();
      const known = cases.get(fact.id);
      if (known) return apply(known, troubleChanged(known, fact, incident, world), fact.at, out);
      if (incident.state === 'closed' || incident.state === 'merged') return out;
      byPeople.gather(begin(incident, fact.at, undefined, out), fact.at, out);
      return out;
    },
    act(id, name, act, by, at) {
      const kase = cases.get(id);
      if (!kase) throw new Refused('closed', 'The incident is closed.');
      const before = kase.incident.state;
      const out = apply(kase, doAct(kase, name, act, { at, by, world }), at, noOutcome());
      byPeople.follow(kase, before, at, out);
      return out;
    },
    report(body, by, at) {
      const out = noOutcome();
      return { ...byPeople.report(body, { by, at, out }), outcome: out };
    },
    open(body, by, at) {
      const out = noOutcome();
      return { id: byPeople.open(body, { by, at, out }), outcome: out };
    },
    delivered: (message, at) => callers.delivered(message, at),
    gaveUp(message, at) {
      const out = noOutcome();
      callers.absorb(pager.gaveUp(message, at), at, out);
      for (const id of message.incidents) {
        const kase = cases.get(id);
        if (kase) callers.escalate(kase, at, out);
      }
      return out;
    },
    advance(at) {
      const out = noOutcome();
      for (let next = nextWakeAt(); next !== undefined && next <= at; next = nextWakeAt()) {
        if ((pager.nextWakeAt() ?? Infinity) <= next) callers.absorb(pager.advance(next), next, out);
        else wakeFirst(next, out);
      }
      return out;
    },
    nextWakeAt,
    find: (id) => cases.get(id),
    incidents: byPeople.incidents,
    waiting: () =>
      [...cases.values()].flatMap(({ closedAt, incident }) =>
        closedAt === null && incident.state === 'closed'
          ? { ...incident, state: 'recovered' as const, closedAt: null }
          : [],
      ),
    keep: () => ({ reported: byPeople.count(), pager: pager.keep() }),
    restore(kept, rest, at) {
      for (const kase of kept) {
        cases.set(kase.incident.id, kase);
        byPeople.know(kase);
        explained.note(kase.incident);
        // What fell due while nobody looked is told at the time at which it did.
        schedule(kase, Math.min(at, kase.promises[0]?.toldUntil ?? at));
      }
      const state = rest as { reported: number; pager: Json } | undefined;
      if (!state) return;
      byPeople.restore(state.reported);
      pager.restore(state.pager);
    },
  };
}
