import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMonitor } from '../monitor.ts';
import type { Box, Town } from './town.ts';
import { START, siteOfTown, town } from './town.ts';

const PLACES = ['hub-1', 'hub-2', 'hub-1/pon-1', 'hub-1/pon-2', 'hub-2/pon-3', 'hub-2/pon-1/a'];
const MINUTE = 60_000;

/** When the first incident was opened, minutes after the start; never: Infinity. */
const firstOpening = ({ facts }: Town): number =>
  ((facts.find(({ change }) => change === 'opened')?.at ?? Infinity) - START) / MINUTE;

describe('what must always hold', () => {
  it('nobody who is heard is counted as lost', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PLACES),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        (place, spared) => {
          const cut = town();
          const lost = cut.below(place).filter((_, i) => !spared[i % spared.length]);
          cut.silence(lost).pass(12);
          const silent = new Set(lost.map(({ id }) => id));
          for (const { scope, affected } of cut.facts) {
            const below = scope.kind === 'device' ? [{ id: scope.id }] : cut.below(scope.id);
            expect(affected.lost).toBeLessThanOrEqual(below.filter(({ id }) => silent.has(id)).length);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('a cut of more never opens later than a cut of a part of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (seconds) => {
        const [part, whole] = [town(), town()];
        for (const one of [part, whole]) one.pass(seconds / 60);
        part.silence(part.below('hub-1/pon-2')).pass(8);
        whole.silence(whole.below('hub-1')).pass(8);
        expect(firstOpening(whole)).toBeLessThanOrEqual(firstOpening(part));
      }),
      { numRuns: 15 },
    );
  });

  it('what is decided does not depend on how often somebody looks at the clock', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), fc.integer({ min: 90, max: 20_000 }), (place, tickMs) => {
        const play = (one: Town): Town => {
          const lost = one.below(place);
          return one.silence(lost).pass(9).restore(lost).pass(14);
        };
        expect(play(town({ tickMs })).facts).toEqual(play(town()).facts);
      }),
      { numRuns: 10 },
    );
  });

  it('messages of one instant may come in any order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), fc.integer(), (place, salt) => {
        const play = (order: (a: Box, b: Box) => number): Town => {
          const one = town({ atOnce: { ms: 500, order } });
          const lost = one.below(place);
          return one.silence(lost).pass(9).restore(lost).pass(14);
        };
        const scrambled = ({ phase }: Box): number => Math.imul(phase ^ salt, 2_654_435_761);
        const facts = play((a, b) => a.phase - b.phase).facts;
        expect(play((a, b) => scrambled(a) - scrambled(b)).facts).toEqual(facts);
      }),
      { numRuns: 10 },
    );
  });
});

describe('while we are blind', () => {
  const blindFor = (minutes: number, during: (one: Town) => void = () => undefined): Town => {
    const one = town();
    one.facts.push(...incidents(one.monitor.link('down', one.now())));
    one.silence(one.boxes).pass(minutes);
    during(one);
    one.facts.push(...incidents(one.monitor.link('up', one.now())));
    return one;
  };

  it('nobody is judged, one incident says so, and nothing follows when all come back', () => {
    const one = blindFor(20);
    for (const box of one.boxes) one.restore([box]).pass(0.005);
    one.pass(60);
    expect(one.story().map((line) => line.slice(line.indexOf(' ') + 1))).toEqual([
      'opened platform platform PLATFORM',
      'recovered platform platform PLATFORM',
      'closed platform platform PLATFORM',
    ]);
  });

  it('what broke meanwhile is found once everybody has had time to be heard', () => {
    const one = blindFor(10);
    const broken = new Set(one.below('hub-2/pon-2'));
    one.restore(one.boxes.filter((box) => !broken.has(box))).pass(15);
    expect(one.monitor.incidents().filter(({ type }) => type === 'outage')).toMatchObject([
      { scope: { id: 'hub-2/pon-2' } },
    ]);
  });

  it('old wills that a broker lets go of open nothing', () => {
    const one = blindFor(5);
    one.death(one.boxes, 'lost').restore(one.boxes).pass(30);
    expect(one.story().filter((line) => line.includes('outage'))).toEqual([]);
  });
});

const incidents = (facts: readonly { kind: string }[]): Town['facts'] =>
  facts.filter(({ kind }) => kind === 'incident') as Town['facts'];

describe('planned work', () => {
  const windows = [
    {
      id: 'w-1',
      scope: { kind: 'node' as const, id: 'hub-1' },
      from: START,
      to: START + 60 * MINUTE,
      reason: '割接',
    },
  ];

  it('is told for the record only', () => {
    const one = town({ windows });
    const lost = one.below('hub-1/pon-1');
    one.silence(lost).pass(20).restore(lost).pass(15);
    expect(one.facts.map(({ severity, cause }) => `${severity} ${cause}`)).toContain('info PLANNED');
    expect(one.facts.every(({ severity }) => severity === 'info')).toBe(true);
  });

  it('that goes on past its window is an incident from the end of the window on', () => {
    const one = town({ windows });
    one.silence(one.below('hub-1')).pass(60);
    const serious = one.facts.filter(({ severity }) => severity !== 'info');
    expect(serious[0]).toMatchObject({
      at: START + 60 * MINUTE,
      cause: 'PLANNED',
      because: { overrunOf: 'w-1' },
    });
    expect(new Set(one.facts.map(({ id }) => id)).size).toBe(1);
  });
});

describe('after a restart', () => {
  /** A new process with what the old one has kept; JSON goes through a file. */
  function restart(old: Town): ReturnType<typeof createMonitor> {
    const [states, parts] = [[...old.monitor.fleet.states()], old.monitor.keep('all')].map(
      (kept) => JSON.parse(JSON.stringify(kept)) as unknown,
    ) as [never, never];
    const monitor = createMonitor({ site: siteOfTown(old.boxes) });
    monitor.restore(states, parts, old.now());
    monitor.blind(old.now(), 'server_restarted');
    return monitor;
  }

  it('an open incident is the same incident, and recovers as it would have', () => {
    const old = town();
    const lost = old.below('hub-1/pon-1');
    old.silence(lost).pass(10);
    const next = old.continueOn(restart(old));
    next.monitor.link('up', next.now());
    next.pass(5).restore(lost).pass(15);
    expect(next.story()).toEqual([
      '15 opened outage hub-1/pon-1 UNKNOWN',
      '40 recovered outage hub-1/pon-1 LINK',
    ]);
    expect(new Set(next.facts.map(({ id }) => id)).size).toBe(1);
  });

  it('nothing false is opened, and what breaks afterwards is found', () => {
    const old = town();
    const next = old.continueOn(restart(old));
    next.monitor.link('up', next.now());
    next.pass(20);
    expect(next.facts).toEqual([]);
    next.silence(next.below('hub-2')).pass(3);
    expect(next.story()).toEqual(['35 opened outage hub-2 UNKNOWN']);
  });

  it('what broke while nobody looked is found within an interval and the time to come back', () => {
    const old = town();
    const next = old.continueOn(restart(old));
    next.silence(next.below('hub-2'));
    next.monitor.link('up', next.now());
    next.pass(8);
    expect(next.monitor.incidents()).toMatchObject([{ scope: { id: 'hub-2' }, type: 'outage' }]);
  });
});
