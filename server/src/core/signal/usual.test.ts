import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seededRandom } from './simulated-levels.ts';
import { createUsualRows } from './usual-rows.ts';
import type { Usual, UsualLevel } from './usual.ts';
import { createUsual } from './usual.ts';

/** `dvbc.mer_db`, floor 0.3 dB. */
const MER = 0;
const FLOOR = 0.3;
const EVENING = 20;
const MORNING = 8;
const HOLIDAY = 24;

/** Devices by id; numbered in this order. */
function usualOf(...ids: string[]): Usual {
  const usual = createUsual(
    createUsualRows({ get: (id) => (ids.includes(id) ? ({ index: ids.indexOf(id) } as never) : undefined) }),
  );
  return usual;
}

function met(...ids: string[]): Usual {
  const usual = usualOf(...ids);
  ids.forEach((id, index) => usual.meet({ id, index }));
  return usual;
}

function learn(usual: Usual, device: number, levels: readonly number[], kind = EVENING, pace = 1): Usual {
  levels.forEach((level, day) => {
    usual.learn(device, { feed: MER, hour: { number: day * 24 + (kind % 24), kind }, level, pace });
  });
  return usual;
}

const at = (usual: Usual, device = 0, kind = EVENING): UsualLevel => ({ ...usual.at(device, MER, kind) });
const same = (level: number, count: number): number[] => Array<number>(count).fill(level);

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
};

/** Ordinary levels of so many days, of which some in a hundred are anything within ±15 dB. */
const levelsOf = fc
  .record({
    level: fc.integer({ min: 28, max: 40 }),
    sigma: fc.double({ min: 0.05, max: 1, noNaN: true }),
    seed: fc.integer(),
    wild: fc.constantFrom(0, 0.02, 0.05),
  })
  .map(({ level, sigma, seed, wild }) => {
    const random = seededRandom(seed);
    const one = (): number => level + sigma * normal(random) + (random() < wild ? 30 * random() - 15 : 0);
    return { level, sigma, levels: Array.from({ length: 60 }, one) };
  });

/** A device whose level over all hours is known, and then its evenings. */
function evenings({ level, levels }: { level: number; levels: readonly number[] }): Usual {
  const usual = met('a');
  usual.setOverall(0, level, 255);
  return learn(usual, 0, levels);
}

describe('what is usual at an hour', () => {
  it('is within one and a half standard deviations of the median of the last 20 days, or within the floor', () => {
    fc.assert(
      fc.property(levelsOf, (given) => {
        const { level } = at(evenings(given));
        const { levels, sigma } = given;
        expect(Math.abs(level - middle(levels.slice(-20)))).toBeLessThan(Math.max(FLOOR, 1.5 * sigma));
      }),
    );
  });

  it('varies by as much as the MAD says, by a factor of three at most', () => {
    fc.assert(
      fc.property(levelsOf, (given) => {
        const { sigma } = at(evenings(given));
        const { levels } = given;
        const off = middle(levels);
        const byMad = Math.max(FLOOR, 1.4826 * middle(levels.map((level) => Math.abs(level - off))));
        expect(sigma).toBeGreaterThan(byMad / 3);
        expect(sigma).toBeLessThan(byMad * 3);
      }),
    );
  });

  it('is not carried by a single wild hour, however wild', () => {
    fc.assert(
      fc.property(levelsOf, fc.double({ min: -200, max: 200, noNaN: true }), (given, wild) => {
        const usual = evenings(given);
        const before = at(usual);
        const after = at(learn(usual, 0, [wild]));
        expect(Math.abs(after.level - before.level)).toBeLessThan((3 * before.sigma) / 20 + 0.05);
      }),
    );
  });

  it('follows what has changed for good within two months of workdays', () => {
    const usual = learn(learn(met('a'), 0, same(34, 30)), 0, same(37, 40));
    expect(at(usual).level).toBeGreaterThan(36);
  });

  it('hardly follows a device that may be drifting, and not at all one that is', () => {
    const slow = learn(learn(met('a'), 0, same(34, 30)), 0, same(33, 8), EVENING, 0.25);
    expect(at(slow).level).toBeGreaterThan(33.8);
  });

  it('is one thing on workdays, another on holidays and in the festival', () => {
    const usual = met('a');
    for (let i = 0; i < 30; i++) {
      learn(usual, 0, [34], EVENING);
      learn(usual, 0, [32], HOLIDAY + EVENING);
      learn(usual, 0, [30], 2 * HOLIDAY + EVENING);
    }
    const levels = [0, 1, 2].map((kind) => at(usual, 0, kind * HOLIDAY + EVENING).level);
    expect(levels[0]).toBeGreaterThan(33);
    expect(Math.abs((levels[1] ?? 0) - 32)).toBeLessThan(0.5);
    expect(levels[2]).toBeLessThan(31.5);
  });
});

describe('a device that is new', () => {
  const CLASS = ['a', 'b', 'c', 'd', 'e', 'f'];

  /** In the evening they are 3 dB lower than in the morning. */
  function aClass(...more: string[]): Usual {
    const usual = met(...CLASS, ...more);
    for (let day = 0; day < 30; day++) {
      for (const [kind, level] of [
        [MORNING, 36],
        [EVENING, 33],
      ] as const) {
        const hour = { number: day * 24 + kind, kind };
        CLASS.forEach((_, i) => usual.learn(i, { feed: MER, hour, level: level + i, pace: 1 }));
        usual.endHour(hour);
      }
    }
    return usual;
  }

  it('is known by nothing before it was heard, nor at an hour that nobody has seen', () => {
    const usual = aClass('new');
    expect(at(usual, 6).isKnown).toBe(false);
    expect(usual.over(6)).toBeUndefined();
    learn(usual, 6, [35]);
    expect(at(usual, 6).isKnown).toBe(true);
    expect(at(usual, 6, 3).isKnown).toBe(false);
  });

  it('is expected to have the day that its class has', () => {
    const usual = learn(aClass('new'), 6, same(30, 3), EVENING);
    expect(at(usual, 6, EVENING).level).toBeCloseTo(30, 1);
    expect(at(usual, 6, MORNING).level).toBeCloseTo(33, 0);
  });

  it('borrows the shape of a workday for a kind of day that nobody has seen', () => {
    const usual = learn(aClass('new'), 6, same(30, 3), EVENING);
    expect(at(usual, 6, 2 * HOLIDAY + MORNING)).toMatchObject({ isKnown: true });
    expect(at(usual, 6, 2 * HOLIDAY + MORNING).level).toBeCloseTo(33, 0);
  });
});

describe('what is usual, kept by the column', () => {
  it('is the same after a restart that has numbered the devices anew', () => {
    const before = met('a', 'b', 'c');
    learn(learn(before, 0, same(34, 9)), 1, same(31, 9), MORNING);
    learn(before, 2, same(36, 2));
    const kept = JSON.parse(JSON.stringify(before.takeParts())) as never;
    expect(Object.keys(kept).sort()).toEqual(['ids-0', 'workday-20', 'workday-8']);
    const after = usualOf('c', 'b', 'a');
    after.restoreParts(kept);
    ['c', 'b', 'a'].forEach((id, index) => {
      after.meet({ id, index });
      after.setOverall(index, ...before.overall(2 - index));
    });
    for (const kind of [MORNING, EVENING])
      for (const device of [0, 1, 2]) expect(at(after, 2 - device, kind)).toEqual(at(before, device, kind));
  });

  it('is told only where it has changed', () => {
    const usual = learn(met('a'), 0, [34]);
    usual.takeParts();
    expect(usual.takeParts()).toEqual({});
    expect(Object.keys(learn(usual, 0, [34], MORNING).takeParts())).toEqual(['workday-8']);
    usual.meet({ id: 'b', index: 1 });
    expect(usual.takeParts()).toEqual({ 'ids-0': ['a', 'b'] });
  });

  it('waits for a device that was away when the server started', () => {
    const before = learn(met('a', 'b'), 1, same(31, 9));
    const after = usualOf('a');
    after.restoreParts(before.takeParts());
    after.meet({ id: 'new', index: 1 });
    after.meet({ id: 'b', index: 2 });
    after.setOverall(2, 31, 9);
    expect(at(after, 2)).toEqual(at(before, 1));
    expect(at(after, 1)).toMatchObject({ isKnown: false });
  });

  it('takes four bytes a device and hour, and nothing for kinds of days that were never seen', () => {
    const usual = met('a');
    expect(usual.bytes()).toBe(0);
    learn(usual, 0, [34]);
    const one = usual.bytes();
    learn(usual, 0, [34], MORNING);
    expect(usual.bytes()).toBe(2 * one);
  });
});
