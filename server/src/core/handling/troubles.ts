import type { Incident, IncidentFact } from '@fengsui/config/contract';
import type { Case } from './case.ts';
import { isWorse } from './case.ts';
import type { Effects } from './effects.ts';
import { DESK, nothing, say } from './effects.ts';
import { ackUntil } from './limits.ts';
import { promiseAnew, tell } from './promise.ts';
import { enter, shut } from './stage.ts';
import type { DeskWorld } from './world.ts';

/** What becomes of a case when its trouble changes: proven by devices, so nobody has to say it. */
export function troubleChanged(
  kase: Case,
  fact: IncidentFact,
  incident: Incident,
  world: DeskWorld,
): Effects {
  const effects = nothing();
  const before = kase.incident;
  kase.incident = incident;
  if (kase.closedAt === null && isAnother(before, incident)) promiseAnew(kase, fact.at, world, effects);
  if (kase.stage !== 'closed' && isWorse(incident.severity, before.severity)) effects.calls.push('worse');
  FOLLOW[fact.change](kase, fact, effects);
  return effects;
}

const isAnother = (a: Incident, b: Incident): boolean =>
  a.severity !== b.severity || a.cause !== b.cause || a.type !== b.type;

type Follow = (kase: Case, fact: IncidentFact, effects: Effects) => void;

const FOLLOW: Readonly<Record<IncidentFact['change'], Follow>> = {
  opened: () => undefined,
  updated: () => undefined,
  recovered,
  reopened,
  closed: ended,
  merged(kase, { at, because }, effects) {
    if (kase.closedAt !== null) return;
    effects.settled = { reason: 'merged', into: because['into'] ?? null };
    // Whoever was told that it is open is told what became of it.
    effects.calls.push('recovered');
    shut(kase, at);
    say(kase, effects, { at, change: 'merged', by: DESK, because: { into: because['into'] ?? null } });
  },
};

/** Restored, as devices show; from when they were back, not from when that was believed. */
function recovered(kase: Case, { at, because, affected }: IncidentFact, effects: Effects): void {
  const since = because['restoredAt'];
  const restoredAt = typeof since === 'number' ? Math.min(since, at) : at;
  tell(kase, { at: restoredAt, kind: 'milestone', milestone: 'restored' });
  kase.disputed = false;
  if (kase.closedAt !== null || kase.stage === 'restored' || kase.stage === 'fed_back') return;
  enter(kase, 'restored', at);
  effects.calls.push('recovered');
  say(kase, effects, {
    at,
    change: 'restored',
    by: DESK,
    because: { provenBy: 'devices', restoredAt, monitored: affected.monitored },
  });
}

/** It came back: whoever had it has it again. */
function reopened(kase: Case, { at }: IncidentFact, effects: Effects): void {
  tell(kase, { at, kind: 'undone', milestone: 'restored' });
  kase.closedAt = null;
  enter(kase, kase.reached, at);
  if (kase.stage === 'acknowledged') kase.ackUntil = ackUntil(kase.incident.severity, at);
  if (kase.stage === 'detected') kase.escalation = { since: at, step: 0 };
  say(kase, effects, { at, change: 'reopened', by: DESK });
  effects.calls.push('reopened');
}

/** The trouble is over for good. Where nobody was concerned, nobody has to be asked. */
function ended(kase: Case, { at, because }: IncidentFact, effects: Effects): void {
  if (kase.closedAt !== null) return;
  const reason = because['withdrawn'] === true ? 'withdrawn' : healedAlone(kase);
  if (reason === undefined) return;
  effects.settled = { reason };
  kase.isWithdrawn = reason === 'withdrawn';
  if (kase.isWithdrawn) effects.calls.push('recovered');
  shut(kase, at);
  say(kase, effects, { at, change: 'closed', by: DESK, because: { reason } });
}

/** Of little weight, over before anybody did anything, and nobody complained: no call-back is owed. */
function healedAlone(kase: Case): string | undefined {
  if (!owesFeedback(kase)) return 'nobody_concerned';
  const isLight = !isWorse(kase.incident.severity, 'minor');
  return isLight && !kase.isActedOn && kase.reports.length === 0 ? 'healed_by_itself' : undefined;
}

/** Somebody was without service, or has said so: they are called back before it is closed. */
export function owesFeedback({ incident: { affected }, reports }: Case): boolean {
  return affected.homes > 0 || affected.population > 0 || reports.length > 0;
}
