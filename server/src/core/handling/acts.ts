import type { Act, ActName, Actor, Owner } from '@fengsui/config/contract';
import type { Case } from './case.ts';
import type { Effects } from './effects.ts';
import { nothing, say } from './effects.ts';
import { closeCase } from './closing.ts';
import { claimForceMajeure, decideForceMajeure, endForceMajeure, pause, resume } from './pauses.ts';
import { ackUntil } from './limits.ts';
import { tell } from './promise.ts';
import { Refused } from './refusal.ts';
import { claimRestored, giveFeedback } from './restoring.ts';
import { enter, ownerOf, respond } from './stage.ts';
import type { DeskWorld } from './world.ts';

/** Who does it, when, and what can be asked meanwhile. */
export interface Doing {
  at: number;
  by: Actor;
  world: DeskWorld;
  effects: Effects;
}

type Acting<N extends ActName> = (kase: Case, act: Act<N>, doing: Doing) => void;

/** What people can do about an incident: one line each. All of them throw Refused before anything has changed. */
const ACTING: { readonly [N in ActName]: Acting<N> } = {
  acknowledge,
  assign,
  note,
  dispatch,
  resolve: claimRestored,
  feedback: giveFeedback,
  close: closeCase,
  pause,
  resume,
  'force-majeure': claimForceMajeure,
  'force-majeure-decision': decideForceMajeure,
  'force-majeure-end': endForceMajeure,
};

/** Does one act. Throws Refused where the rules forbid it. */
export function doAct<N extends ActName>(
  kase: Case,
  name: N,
  act: Act<N>,
  doing: Omit<Doing, 'effects'>,
): Effects {
  const effects = nothing();
  if (kase.stage === 'closed' && name !== 'note')
    throw new Refused('closed', 'The incident is closed.', { closedAt: kase.closedAt });
  ACTING[name](kase, act, { ...doing, effects });
  return effects;
}

function acknowledge(kase: Case, { note: why }: Act<'acknowledge'>, { at, by, effects }: Doing): void {
  if (kase.stage !== 'detected' && kase.stage !== 'acknowledged')
    throw new Refused('beyond', `It is ${kase.stage} already: there is nothing to acknowledge.`, {
      stage: kase.stage,
    });
  enter(kase, 'acknowledged', at);
  kase.owner = ownerOf(by);
  kase.ackUntil = ackUntil(kase.incident.severity, at);
  respond(kase, at);
  effects.settled = { reason: 'acknowledged', by: by.id };
  say(kase, effects, { at, change: 'acknowledged', by, why, because: { until: kase.ackUntil } });
}

function assign(kase: Case, { to, note: why }: Act<'assign'>, { at, by, world, effects }: Doing): void {
  const from = kase.owner;
  give(kase, to ?? ownerOf(by), by, world);
  say(kase, effects, { at, change: 'assigned', by, why, because: { from: from.id, to: kase.owner.id } });
}

function note(kase: Case, { note: why, milestone }: Act<'note'>, { at, by, effects }: Doing): void {
  if (kase.stage !== 'closed') respond(kase, at);
  if (milestone !== undefined && kase.stage !== 'closed') tell(kase, { at, kind: 'milestone', milestone });
  say(kase, effects, { at, change: 'noted', by, why, ...(milestone && { because: { milestone } }) });
}

function dispatch(kase: Case, act: Act<'dispatch'>, { at, by, world, effects }: Doing): void {
  if (kase.stage === 'restored' || kase.stage === 'fed_back')
    throw new Refused('restored', 'It is restored: there is nothing to send anybody for.', {
      stage: kase.stage,
    });
  const { to, appointmentAt, order, note: why } = act;
  if (to) give(kase, to, by, world);
  enter(kase, 'dispatched', at);
  respond(kase, at);
  effects.settled = { reason: 'dispatched', by: by.id };
  const because = { to: kase.owner.id, ...(appointmentAt && { appointmentAt }), ...(order && { order }) };
  say(kase, effects, { at, change: 'dispatched', by, why, because });
}

/** To somebody who is set up here, or to whoever does it. */
function give(kase: Case, { kind, id }: Pick<Owner, 'kind' | 'id'>, by: Actor, world: DeskWorld): void {
  const known = kind === 'person' ? world.person(id)?.name : world.team(id);
  const name = known ?? (kind === 'person' && id === by.id ? by.name : undefined);
  if (name === undefined) throw new Refused('unknown', `There is no ${kind} ${id}.`, { kind, id });
  kase.owner = { kind, id, name };
  if (kind === 'team') kase.team = id;
}
