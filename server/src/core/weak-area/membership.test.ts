import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMembership } from './membership.ts';

const move = fc.tuple(fc.nat({ max: 30 }), fc.integer({ min: -1, max: 8 }));

describe('who is where', () => {
  it('is what was put last, whatever moved before', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 200 }), (moves) => {
        const membership = createMembership();
        const model = new Map<number, number>();
        for (const [device, place] of moves) {
          membership.put(device, place);
          model.set(device, place);
        }
        for (let place = 0; place <= 8; place++) {
          const wanted = [...model].filter(([, at]) => at === place).map(([device]) => device);
          expect([...membership.at(place)].sort()).toEqual(wanted.sort());
        }
        for (const [device, place] of model) expect(membership.placeOf(device)).toBe(place);
      }),
    );
  });
});
