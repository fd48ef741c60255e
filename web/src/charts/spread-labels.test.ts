import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadLabels } from './spread-labels.ts';

const plate = (lon: number, lat: number) => ({ lon, lat, width: 2, height: 1 });

describe('names on the map', () => {
  it('stay where they are while they are apart', () => {
    const plates = [plate(0, 0), plate(0, 1), plate(5, 0.2)];
    expect(spreadLabels(plates, 1)).toEqual(plates);
  });

  it('make room upwards, the lower one staying', () => {
    expect(spreadLabels([plate(0.5, 0.4), plate(0, 0)], 1)).toEqual([plate(0.5, 1), plate(0, 0)]);
  });

  it('never lie on one another, wherever they would stand', () => {
    const one = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 14 }), (places) => {
        const spread = spreadLabels(
          places.map(([x, y]) => plate(x / 10, y / 10)),
          1,
        );
        spread.forEach((a, i) =>
          spread.slice(i + 1).forEach((b) => {
            expect(Math.abs(a.lat - b.lat) > 1 - 1e-6 || Math.abs(a.lon - b.lon) >= 2).toBe(true);
          }),
        );
      }),
    );
  });
});
