import type { Milestone, PauseReason, ServiceProfile } from '@fengsui/config/contract';
import { ServiceClock } from '@fengsui/config/contract';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClockState } from './clocks.ts';
import { newClocks, nextBreach, tellClocks, viewClocks } from './clocks.ts';
import type { ServiceEvent } from './event.ts';
import { clocksFromTimeline } from './from-timeline.ts';
import { BUILT_IN_STANDARD } from './standard.ts';
import type { Subject } from './subject.ts';

const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 8, 20);

/** Coarse steps make ties; odd milliseconds make everything else. */
const step = fc.oneof(
  fc.constantFrom(0, 0, 10 * 60_000, HOUR_MS, 3 * HOUR_MS, 24 * HOUR_MS),
  fc.integer({ min: 0, max: HOUR_MS / 4 }),
  fc.integer({ min: 0, max: 8 * HOUR_MS }),
);
const back = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 6 * HOUR_MS }));

const MILESTONES: Milestone[] = ['responded', 'contacted', 'located', 'restored', 'visited', 'fed_back'];
const REASONS = ['waiting_customer', 'third_party', 'no_access'] as const satisfies PauseReason[];

const PLAIN: Subject = {
  type: 'outage',
  severity: 'major',
  cause: 'UNKNOWN',
  area: '441223105210',
  rural: true,
  reported: false,
  escalated: false,
};
/** Each is promised something else by one of the profiles. */
const subject = fc.constantFrom<Subject>(
  PLAIN,
  { ...PLAIN, rural: false },
  { ...PLAIN, cause: 'LINK', severity: 'minor' },
  { ...PLAIN, level: 'I' },
  { ...PLAIN, reported: true, level: 'III' },
);

type What = (at: number, earlier: number) => ServiceEvent;

/** Something happens, or becomes known late: how it looks depends on when that is. */
const what: fc.Arbitrary<What> = fc.oneof(
  fc.constant<What>((at) => ({ at, kind: 'detected' })),
  // Written down late: it was said before.
  fc.boolean().map<What>((escalated) => (at, earlier) => ({ at: at - earlier, kind: 'reported', escalated })),
  fc
    .constantFrom(...MILESTONES)
    .map<What>((milestone) => (at, earlier) => ({ at: at - earlier, kind: 'milestone', milestone })),
  fc.constant<What>((at) => ({ at, kind: 'undone', milestone: 'restored' })),
  fc.constantFrom(...REASONS).map<What>((reason) => (at) => ({ at, kind: 'paused', reason })),
  fc.constant<What>((at) => ({ at, kind: 'resumed' })),
  fc.option(fc.integer({ min: -HOUR_MS, max: 20 * HOUR_MS })).map<What>((long) => (at, earlier) => {
    const from = at - earlier;
    return { at, kind: 'force_majeure', from, to: long === null ? null : from + long };
  }),
  fc.constant<What>((at) => ({ at, kind: 'force_majeure_ended' })),
  // Handed to others: severity and level may be another, time is not.
  subject.map<What>((next) => (at) => ({ at, kind: 'subject', subject: next })),
  fc.constant<What>((at) => ({ at, kind: 'ended' })),
);

const begin = fc.constantFrom<What>(
  (at) => ({ at, kind: 'detected' }),
  (at) => ({ at, kind: 'reported' }),
);

const history = fc
  .tuple(
    fc.tuple(step, back, begin, fc.boolean()),
    fc.array(fc.tuple(step, back, what, fc.boolean()), { minLength: 2, maxLength: 16 }),
  )
  .map(([start, more]) => {
    const steps = [start, ...more];
    let at = BEGIN;
    return steps.map(([pass, earlier, make, restart]) => ({
      event: make((at += pass), earlier),
      restart,
    }));
  });

const ruled: ServiceProfile = {
  id: 'RULED',
  name: { zh: '示例', en: 'example' },
  start: 'known',
  excludesForceMajeure: false,
  clocks: [
    {
      id: 'respond',
      name: { zh: '响应', en: 'respond' },
      until: 'responded',
      withinMs: HOUR_MS,
      unless: [
        { when: { levels: ['I'] }, withinMs: 6 * HOUR_MS },
        { when: { reported: true }, withinMs: HOUR_MS / 2 },
      ],
    },
  ],
};
const profile = fc.constantFrom(...BUILT_IN_STANDARD.profiles, ruled);

/** A restart is a state that went through the ledger. */
const restarted = (state: ClockState) => JSON.parse(JSON.stringify(state)) as ClockState;

const told = (state: ClockState, steps: { event: ServiceEvent; restart: boolean }[]): ClockState =>
  steps.reduce((known, { event, restart }) => tellClocks(restart ? restarted(known) : known, event), state);

it('comes to the millisecond to what the whole timeline comes to, on 10,000 random histories', () => {
  const seen: Record<string, number> = {};
  fc.assert(
    fc.property(profile, subject, history, step, (kept, initial, steps, later) => {
      const events = steps.map(({ event }) => event);
      const at = Math.max(...events.map((event) => event.at)) + later;
      const state = told(newClocks(kept, initial), steps);
      const running = viewClocks(restarted(state), at);
      for (const clock of running) seen[clock.state] = (seen[clock.state] ?? 0) + 1;
      return isDeepStrictEqual(running, clocksFromTimeline(kept, initial, events, at));
    }),
    { numRuns: 10_000 },
  );
  // Agreement about nothing would prove nothing.
  for (const state of ServiceClock.shape.state.options)
    expect([state, seen[state]! > 500]).toEqual([state, true]);
});

it('names the very millisecond in which a promise is broken', () => {
  fc.assert(
    fc.property(profile, subject, history, step, (kept, initial, steps, later) => {
      const state = told(newClocks(kept, initial), steps);
      const at = state.toldUntil + later;
      const overdue = (when: number) =>
        viewClocks(state, when).filter((clock) => clock.state === 'overdue').length;
      const breach = nextBreach(state, at);
      const quiet = breach === undefined ? at + 1_000 * HOUR_MS : breach - 1;
      expect(overdue(quiet)).toBe(overdue(at));
      if (breach !== undefined) expect([breach > at, overdue(breach) > overdue(at)]).toEqual([true, true]);
    }),
    { numRuns: 1_000 },
  );
});

it('never lets a pause or a force majeure bring a promise nearer', () => {
  const NOT_STOPPING = new Set(['paused', 'resumed', 'force_majeure', 'force_majeure_ended']);
  fc.assert(
    fc.property(profile, subject, history, (kept, initial, steps) => {
      const state = told(newClocks(kept, initial), steps);
      const without = told(
        newClocks(kept, initial),
        steps.filter(({ event }) => !NOT_STOPPING.has(event.kind)),
      );
      const plain = viewClocks(without, state.toldUntil);
      viewClocks(state, state.toldUntil).forEach((clock, i) => {
        expect(clock.dueAt).toBeGreaterThanOrEqual(plain[i]!.dueAt);
        expect(clock.elapsedMs).toBeLessThanOrEqual(plain[i]!.elapsedMs);
      });
    }),
    { numRuns: 1_000 },
  );
});
