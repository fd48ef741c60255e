import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCircles } from './circles.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const parents = fc.array(fc.option(fc.constantFrom(...NAMES, 'outside'), { nil: undefined }), {
  minLength: NAMES.length,
  maxLength: NAMES.length,
});

function isInCircle(name: string, parentOf: ReadonlyMap<string, string | undefined>): boolean {
  let at = parentOf.get(name);
  for (let step = 0; step < NAMES.length && at !== undefined; step++) {
    if (at === name) return true;
    at = parentOf.get(at);
  }
  return false;
}

describe('the circles among parents', () => {
  it('hold exactly those that are above themselves, each once and each followed by its parent', () => {
    fc.assert(
      fc.property(parents, (list) => {
        const parentOf = new Map(NAMES.map((name, i) => [name, list[i]]));
        const circles = findCircles(parentOf);
        expect(circles.flat().sort()).toEqual(NAMES.filter((name) => isInCircle(name, parentOf)));
        for (const circle of circles) {
          circle.forEach((name, i) => expect(parentOf.get(name)).toBe(circle[(i + 1) % circle.length]));
        }
      }),
    );
  });
});
