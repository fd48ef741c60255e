import type { Handling, Incident, Json, OutboxMessage, Priority } from '@fengsui/config/contract';
import type { Clock } from '../clock.ts';
import type { Desk } from '../core/handling/desk.ts';
import { LINGER_MS } from '../core/handling/desk.ts';
import type { DeskOutcome } from '../core/handling/outcome.ts';
import { CONTROL_CENTRE } from '../core/handling/open-case.ts';
import { handlingOf } from '../core/handling/view.ts';
import { factOf } from '../core/incident/fact-of.ts';
import type { CoreFact, Monitor } from '../core/monitor.ts';
import type { EngineListener } from '../engine.ts';
import type { Ledger } from '../ledger/port.ts';
import type { DeskDoor } from './door.ts';
import { LedgerAway } from './door.ts';
import { caseOf } from './keep.ts';
import { DESK_PART } from './port.ts';
import type { DeskWriter } from './port.ts';

/** The desk as it runs: hears the core, keeps time, and has everything written down. */
export interface LiveDesk extends EngineListener, DeskDoor {
  fact(fact: CoreFact): void;
  /** What was known before, and what the core knows of that has no case yet. */
  restore(): void;
  adopt(): void;
  /** Incidents whose trouble is over, and about which somebody still has to do something. */
  waiting(): Incident[];
  handling(incident: Incident): Handling;
  /** Resolves once it is in the ledger what became of a message. */
  keepMessage(message: OutboxMessage): Promise<void>;
  gaveUp(message: OutboxMessage): void;
  start(): () => void;
}

export interface LiveDeskParts {
  desk: Desk;
  monitor: Pick<Monitor, 'incident' | 'incidents'>;
  ledger: Pick<Ledger, 'openCases' | 'casesWithin' | 'caseOf' | 'parts'>;
  checkpoints: () => DeskWriter;
  priority(incident: Incident): Priority;
  clock: Clock;
}

const TICK_MS = 500;
const MAX_LINGERING = 50_000;

export function startDesk({ desk, monitor, ledger, checkpoints, priority, clock }: LiveDeskParts): LiveDesk {
  let seenAt = 0;

  /** Facts carry the time at which they were due, which may lie just before the last tick. */
  const forward = (at: number): number => (seenAt = Math.max(seenAt, at));

  const take = (outcome: DeskOutcome): void => {
    const { changed, messages } = outcome;
    if (changed.size + messages.length > 0) checkpoints().desk(outcome);
  };

  function advance(at: number): void {
    if ((desk.nextWakeAt() ?? Infinity) <= at) take(desk.advance(at));
  }

  async function written<T>(doing: (at: number) => { outcome: DeskOutcome; answer: T }): Promise<T> {
    if (checkpoints().trouble() !== undefined) throw new LedgerAway('The ledger cannot be written now.');
    const at = forward(clock.now());
    advance(at);
    const { outcome, answer } = doing(at);
    take(outcome);
    await committed();
    return answer;
  }

  async function committed(): Promise<void> {
    await checkpoints().commit();
    const trouble = checkpoints().trouble();
    if (trouble !== undefined) throw new LedgerAway(`The ledger cannot be written now: ${trouble}`);
  }

  return {
    changed: () => undefined,
    fact(fact) {
      if (fact.kind !== 'incident') return;
      const incident = monitor.incident(fact.id);
      if (!incident) return;
      const at = forward(fact.at);
      advance(at);
      take(desk.fact({ ...fact, at }, incident));
    },
    restore() {
      const since = clock.now() - LINGER_MS;
      const lingering = ledger.casesWithin({ from: since, to: Infinity, limit: MAX_LINGERING });
      const kept = new Map(
        [...lingering, ...ledger.openCases()].map((record) => [record.id, caseOf(record)]),
      );
      const rest = ledger.parts()[DESK_PART];
      desk.restore(kept.values(), rest === undefined ? undefined : (JSON.parse(rest) as Json), clock.now());
    },
    adopt() {
      const at = forward(clock.now());
      for (const incident of monitor.incidents()) {
        if (desk.find(incident.id)) continue;
        take(desk.fact(factOf(incident, 'opened', at), incident));
      }
    },
    waiting: () => desk.waiting(),
    handling(incident) {
      const kase = desk.find(incident.id) ?? keptCase(ledger, incident.id);
      return {
        ...(kase ? handlingOf(kase, clock.now()) : withoutCase(incident)),
        priority: priority(incident),
      };
    },
    act: (id, name, act, by) =>
      written((at) => ({ outcome: desk.act(id, name, act, by, at), answer: undefined })),
    report: (body, by) =>
      written((at) => {
        const { outcome, ...answer } = desk.report(body, by, at);
        return { outcome, answer };
      }),
    open: (body, by) =>
      written((at) => {
        const { outcome, ...answer } = desk.open(body, by, at);
        return { outcome, answer };
      }),
    async keepMessage(message) {
      const at = forward(clock.now());
      const told = message.state === 'sent' ? desk.delivered(message, at) : undefined;
      checkpoints().desk({ ...told, messages: [message] });
      await committed();
    },
    gaveUp: (message) => take(desk.gaveUp(message, forward(clock.now()))),
    start() {
      return clock.every(TICK_MS, () => advance(forward(clock.now())));
    },
  };
}

function keptCase(ledger: LiveDeskParts['ledger'], id: string) {
  const record = ledger.caseOf(id);
  return record && caseOf(record);
}

/** From before people's work was kept: nobody owes anything any more. */
function withoutCase({ state }: Incident): Omit<Handling, 'priority'> {
  const isOver = state === 'closed' || state === 'merged';
  return {
    stage: isOver ? 'closed' : 'detected',
    owner: CONTROL_CENTRE,
    ...{ dueAt: null, clocks: [], disputed: false, stuckSince: null, reports: 0, team: '' },
  };
}
