import type { ResponseLevel, Severity } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { PagerOutcome } from './model.ts';
import { createPager } from './pager.ts';
import { TEN_O_CLOCK, call, incident, person, smallWorld } from './small-world.ts';

const S = 1_000;
const MIN = 60 * S;
const T = TEN_O_CLOCK;
const COUNTIES = ['441202', '441203', '441204', '441223', '441224', '441225', '441226', '441284'];
const SEVERITIES: Severity[] = ['critical', 'major', 'minor', 'warning'];
const MANY = 10_000;

/** Each goes to the engineer of its county and to the lead of the city. */
function storm(level: ResponseLevel | undefined): PagerOutcome {
  const world = smallWorld();
  world.responseLevel = level;
  const pager = createPager(world);
  const all: PagerOutcome = { facts: [], messages: [], unreached: [] };
  const take = ({ facts, messages, unreached }: PagerOutcome): void => {
    for (const fact of facts) all.facts.push(fact);
    all.messages.push(...messages);
    all.unreached.push(...unreached);
  };
  for (let n = 0; n < MANY; n++) {
    const at = T + Math.floor((n * MIN) / MANY);
    const area = COUNTIES[n % COUNTIES.length]!;
    const of = incident(`i${n}`, { area, severity: SEVERITIES[(n >> 3) % 4]! });
    take(pager.call(call(at, 'opened', of, { persons: [person(`e-${area}`), person('lead')] })));
  }
  take(pager.advance(T + 60 * MIN));
  expect(pager.nextWakeAt()).toBeUndefined();
  return all;
}

describe.each([undefined, 'I' as const])(
  'ten thousand incidents within a minute, at response level %s',
  (level) => {
    const { facts, messages, unreached } = storm(level);
    const persons = [...COUNTIES.map((area) => `e-${area}`), 'lead'];

    it('gives everybody the first page within ten seconds', () => {
      for (const id of persons) {
        const first = messages.find(({ person: to }) => to === id);
        expect(first!.at - T).toBeLessThanOrEqual(10 * S);
      }
      expect(unreached).toEqual([]);
    });

    it('gives nobody more than three messages within ten minutes', () => {
      for (const id of persons) {
        const within = messages.filter(({ person: to, at }) => to === id && at < T + 10 * MIN);
        expect(within.length).toBeGreaterThan(0);
        expect(within.length).toBeLessThanOrEqual(3);
      }
    });

    it('covers every incident by exactly one message to each of its persons, with a reason each', () => {
      const told = messages.flatMap(({ person: to, incidents }) => incidents.map((id) => `${to} ${id}`));
      expect(told).toHaveLength(2 * MANY);
      expect(new Set(told).size).toBe(2 * MANY);
      expect(facts).toHaveLength(2 * MANY);
      expect(facts.every(({ message, verdicts }) => message !== null && verdicts.length === 9)).toBe(true);
    });

    it('says the worst first in few lines', () => {
      for (const { text, incidents } of messages.filter(({ about }) => about === 'digest')) {
        expect(text.lines.length).toBeLessThanOrEqual(8);
        expect(text.severity).toBe('critical');
        expect(text.title.zh).toContain(`${incidents.length} 个事件`);
      }
    });
  },
);

it('tells one person of ten thousand in a message, of twenty thousand at all, and says so of the rest', () => {
  const pager = createPager(smallWorld());
  const all: PagerOutcome = { facts: [], messages: [], unreached: [] };
  for (let n = 0; n < 25_000; n++)
    all.facts.push(...pager.call(call(T + n, 'opened', incident(`i${n}`))).facts);
  for (let at = pager.nextWakeAt(); at !== undefined; at = pager.nextWakeAt())
    all.messages.push(...pager.advance(at).messages);
  const stopped = all.facts.filter(({ because }) => because['reason'] === 'too_many_waiting');
  // The very first went out at once, before the rest was gathered.
  expect(stopped).toHaveLength(25_000 - 20_000 - 1);
  expect(all.messages.map(({ at, incidents }) => [at - T, incidents.length])).toEqual([
    [30 * S, 10_000],
    [180 * S, 10_000],
  ]);
});

it('forgets a storm that is over', () => {
  const world = smallWorld();
  const pager = createPager(world);
  const empty = JSON.stringify(pager.keep()).length;
  for (let n = 0; n < 500; n++) pager.call(call(T + n, 'opened', incident(`i${n}`)));
  for (let n = 0; n < 500; n++) pager.call(call(T + 20 * MIN + n, 'recovered', incident(`i${n}`)));
  expect(JSON.stringify(pager.keep()).length).toBeGreaterThan(100 * empty);
  for (let at = T + 30 * MIN; at < T + 80 * MIN; at += MIN) pager.advance(at);
  expect(JSON.stringify(pager.keep()).length).toBeLessThan(2 * empty);
});
