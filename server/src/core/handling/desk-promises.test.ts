import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncidentFact } from '@fengsui/config/contract';
import { Refused } from './refusal.ts';
import { outage, smallDesk, time } from './small-desk.ts';
import { handlingOf } from './view.ts';

const ID = outage().id;
type SmallDesk = ReturnType<typeof smallDesk>;

type Step =
  | { kind: 'trouble'; change: IncidentFact['change'] }
  | { kind: 'act'; name: string }
  | { kind: 'wait'; minutes: number }
  | { kind: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .constantFrom('recovered', 'reopened', 'closed', 'updated')
    .map((change) => ({ kind: 'trouble', change }) as Step),
  fc
    .constantFrom('acknowledge', 'note', 'resolve', 'feedback', 'close', 'pause', 'resume')
    .map((name) => ({ kind: 'act', name }) as Step),
  fc.integer({ min: 1, max: 600 }).map((minutes) => ({ kind: 'wait', minutes }) as Step),
  fc.constant({ kind: 'restart' } as Step),
);
const BODIES: Readonly<Record<string, object>> = {
  note: { note: 'x' },
  resolve: { dispute: true },
  feedback: { reached: true },
  pause: { reason: 'no_access' },
};
const STATES = { recovered: 'recovered', closed: 'closed', reopened: 'open', updated: 'open' } as const;

function take(desk: SmallDesk, at: string, what: Step): void {
  if (what.kind === 'act') desk.act(at, 'engineer', what.name as 'note', BODIES[what.name] ?? {});
  if (what.kind !== 'trouble' || desk.desk().find(ID)?.incident.state === 'closed') return;
  desk.trouble(at, what.change, outage({ state: STATES[what.change as 'closed'] }));
}

function tryTo(doing: () => void): void {
  try {
    doing();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

describe('whatever happens', () => {
  it('lines are numbered without a hole, an open case has an owner and a due time, and a restart changes nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const [one, other] = [smallDesk(), smallDesk()];
        let minutes = 120;
        const at = () => `${Math.floor(minutes / 60)}:${minutes % 60}`;
        for (const each of [one, other]) each.trouble(at(), 'opened', outage());
        for (const what of steps) {
          minutes += what.kind === 'wait' ? what.minutes : 1;
          if (what.kind === 'restart') other.restart(at());
          for (const each of [one, other]) tryTo(() => take(each, at(), what));
          for (const each of [one, other]) each.until(at());
        }
        expect(other.lines).toEqual(one.lines);
        expect(other.messages).toEqual(one.messages);
        expect(one.lines.map(({ n }) => n)).toEqual(one.lines.map((_, i) => i + 1));
        const kase = one.desk().find(ID);
        if (kase?.closedAt === null) {
          const { owner, dueAt } = handlingOf(kase, time(at()));
          expect([owner.id === '', dueAt === null]).toEqual([false, false]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
