import type { Incident, OutboxMessage, PageFact, Severity } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call, Pager, PagerOutcome } from './model.ts';
import { createPager } from './pager.ts';
import { TEN_O_CLOCK, call, incident, person, smallWorld } from './small-world.ts';

const S = 1_000;
const MIN = 60 * S;
const DAY = 24 * 60 * MIN;

interface Step {
  of: number;
  act: 'on' | 'worse' | 'escalated' | 'settled' | 'over';
  waitMs: number;
  severity: Severity;
  flapping: boolean;
  on: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  of: fc.integer({ min: 0, max: 5 }),
  act: fc.constantFrom('on', 'on', 'over', 'over', 'worse', 'escalated', 'settled'),
  waitMs: fc.oneof(
    fc.integer({ min: 0, max: 20 * S }),
    fc.integer({ min: 0, max: 5 * MIN }),
    fc.integer({ min: 0, max: 180 * MIN }),
  ),
  severity: fc.constantFrom('critical', 'major', 'minor', 'warning', 'info'),
  flapping: fc.boolean(),
  on: fc.integer({ min: 0, max: 7 }),
});
const steps = fc.array(step, { maxLength: 60 });

const PERSONS = [
  person('ann'),
  person('ben', { quiet: { from: '12:00', to: '15:00', except: ['critical'] } }),
  person('mute', { ways: [] }),
];

type Act = (pager: Pager) => PagerOutcome;
interface Play {
  acts: { at: number; act: Act; call: Call | null }[];
  world: ReturnType<typeof smallWorld>;
}

/** Makes of random steps what can happen: what is over comes back, what is open ends. */
function playOf(list: readonly Step[]): Play {
  const world = smallWorld();
  const by = { kind: 'person' as const, id: 'eve', name: '示例' };
  const shelf = {
    id: 's1',
    what: { incident: 'i0' },
    why: '检修',
    by,
    from: TEN_O_CLOCK,
    until: TEN_O_CLOCK + 20 * MIN,
  };
  world.shelved = [shelf];
  world.level = (_area, at) => (at > TEN_O_CLOCK + 240 * MIN ? 'II' : undefined);
  const open = new Map<number, boolean>();
  let at = TEN_O_CLOCK;
  const acts = list.map(({ of, act, waitMs, severity, flapping, on }) => {
    at += waitMs;
    const now = at;
    const id = `i${of}`;
    const isOpen = open.get(of);
    if (act === 'settled')
      return { at, act: (pager: Pager) => pager.settled(id, now, { reason: 'acknowledged' }), call: null };
    const about = isOpen
      ? act === 'on'
        ? 'worse'
        : act === 'over'
          ? 'recovered'
          : act
      : isOpen === undefined
        ? 'opened'
        : 'reopened';
    open.set(of, about !== 'recovered');
    const as: Incident = incident(id, { severity, flapping });
    const persons = PERSONS.filter((_person, bit) => (on >> bit) & 1);
    const made = call(now, about, as, { persons, step: act === 'escalated' ? 1 : 0 });
    const take: Act = (pager) => {
      const all = pager.advance(now);
      world.incidents.set(id, { ...as, state: about === 'recovered' ? 'recovered' : 'open' });
      add(all, pager.call(made));
      return all;
    };
    return { at, act: take, call: made };
  });
  return { acts, world };
}

function emptyOutcome(): PagerOutcome {
  return { facts: [], messages: [], unreached: [] };
}
function add(all: PagerOutcome, { facts, messages, unreached }: PagerOutcome): void {
  all.facts.push(...facts);
  all.messages.push(...messages);
  all.unreached.push(...unreached);
}

interface Now {
  at: number;
  all: PagerOutcome;
  play: Play;
}

interface Run extends PagerOutcome {
  play: Play;
}

/** `between` may replace the pager, or wake it, before each act. */
function run(list: readonly Step[], between: (pager: Pager, now: Now) => Pager = (p) => p): Run {
  const play = playOf(list);
  let pager = createPager(play.world);
  const all = emptyOutcome();
  for (const { at, act } of play.acts) {
    pager = between(pager, { at, all, play });
    add(all, act(pager));
  }
  add(all, pager.advance((play.acts.at(-1)?.at ?? TEN_O_CLOCK) + 2 * DAY));
  expect(pager.nextWakeAt()).toBeUndefined();
  return { ...all, play };
}

const key = (person: string, id: string): string => `${person}/${id}`;
const TAKEN_OUT: readonly unknown[] = ['acknowledged', 'over', 'came_back_before_it_was_told'];

interface Heard {
  message: OutboxMessage;
  /** What went into it, held or at once. */
  facts: PageFact[];
}

/** What each person was told of each incident by one message after the other. */
function heard({ facts, messages }: PagerOutcome): Map<string, Heard[]> {
  const by = new Map<string, Heard[]>();
  for (const message of messages)
    for (const id of message.incidents) {
      const before = by.get(key(message.person, id)) ?? [];
      const since = before.at(-1)?.message.at ?? 0;
      const into = facts.filter(
        (fact) =>
          fact.id === id &&
          fact.person?.id === message.person &&
          (fact.message === message.id ||
            (fact.change === 'held' && fact.at >= since && fact.at <= message.at)),
      );
      by.set(key(message.person, id), [...before, { message, facts: into }]);
    }
  return by;
}

describe('whatever happens', () => {
  it('nobody gets more than three messages within any ten minutes', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { messages } = run(list);
        for (const { id } of PERSONS) {
          const times = messages.filter(({ person: to }) => to === id).map(({ at }) => at);
          times.slice(3).forEach((at, i) => expect(at - times[i]!).toBeGreaterThanOrEqual(10 * MIN));
        }
      }),
    );
  });

  it('nobody is told that something recovered who was not told that it opened, before or with it', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const outcome = run(list);
        for (const told of heard(outcome).values()) {
          let isOpen = false;
          for (const { message, facts } of told) {
            const last = facts.at(-1)?.about;
            if (message.about === 'recovered') expect(isOpen).toBe(true);
            if (last === 'recovered' && !isOpen)
              expect(facts.some(({ about }) => about !== 'recovered')).toBe(true);
            isOpen = last === undefined ? isOpen : last !== 'recovered';
          }
        }
      }),
    );
  });

  it('whoever was told that something is open is told in the end that it is over', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const ended = list.concat([0, 1, 2, 3, 4, 5].map((of) => over(of)));
        const outcome = run(ended);
        const now = new Map(
          outcome.play.acts.flatMap(({ call: made }) => (made ? [[made.incident.id, made.about]] : [])),
        );
        for (const [of, told] of heard(outcome)) {
          if (now.get(of.split('/')[1]!) !== 'recovered') continue;
          const { message, facts } = told.at(-1)!;
          expect(message.about === 'recovered' || facts.at(-1)?.about === 'recovered').toBe(true);
        }
      }),
    );
  });

  it('each call has an answer for each person, and each answer that names a message is in it', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { facts, messages, play } = run(list);
        const sent = new Map(messages.map((message) => [message.id, message]));
        expect(sent.size).toBe(messages.length);
        for (const { call: made } of play.acts) {
          if (!made || made.about === 'recovered') continue;
          const of = facts.filter(
            (fact) => fact.id === made.incident.id && fact.at === made.at && fact.about === made.about,
          );
          const toNobody = of.some((fact) => fact.person === null && fact.because['reason'] !== undefined);
          for (const { id } of made.persons)
            expect(toNobody || of.some((fact) => fact.person?.id === id)).toBe(true);
        }
        facts.forEach((fact, i) => {
          if (fact.message === null) return;
          const isIn = sent.get(fact.message)?.incidents.includes(fact.id);
          const taken = facts
            .slice(i + 1)
            .some((later) => later.id === fact.id && TAKEN_OUT.includes(later.because['reason']));
          expect(isIn === true || taken).toBe(true);
        });
      }),
    );
  });

  it('a message names each incident once, and says for each why', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const outcome = run(list);
        for (const { incidents } of outcome.messages) expect(new Set(incidents).size).toBe(incidents.length);
        for (const told of heard(outcome).values())
          for (const { facts } of told) expect(facts.length).toBeGreaterThan(0);
      }),
    );
  });

  it('the same happens again, kept and restored at any moment or woken at any moment', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.boolean(), { maxLength: 60 }), (list, where) => {
        const { play: _, ...once } = run(list);
        let n = 0;
        const { play: __, ...restored } = run(list, (pager, now) =>
          where[n++] ? reborn(pager, now.play) : pager,
        );
        expect(restored).toEqual(once);
        let k = 0;
        const { play: ___, ...woken } = run(list, (pager, { at, all }) => {
          if (where[k++])
            add(
              all,
              pager.advance(pager.nextWakeAt() === undefined ? at : Math.min(at, pager.nextWakeAt()!)),
            );
          return pager;
        });
        expect(woken).toEqual(once);
      }),
    );
  });
});

const over = (of: number): Step => ({
  of,
  act: 'over',
  waitMs: MIN,
  severity: 'major',
  flapping: false,
  on: 1,
});

function reborn(pager: Pager, { world }: Play): Pager {
  const next = createPager(world);
  next.restore(JSON.parse(JSON.stringify(pager.keep())) as ReturnType<Pager['keep']>);
  expect(next.keep()).toEqual(pager.keep());
  return next;
}
