import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountSamples } from './account-samples.ts';
import { createRing } from './ring.ts';

const START = 1_763_596_800_000;
const NONE = { missing: [], doubled: [], invented: [], altered: [] };

/** Two lives of a device, each with a birth and some samples. */
function lived(counts: readonly number[]) {
  const ring = createRing();
  counts.forEach((count, life) => {
    ring.begin(`b${life}`);
    ring.append(START, undefined);
    for (let i = 0; i < count; i++) ring.append(START, life * 1_000 + i);
  });
  const samples = [...ring.entries()].filter(({ value }) => value !== undefined);
  const beats = samples.map(({ ts, boot, seq }) => ({ ts, boot, seq }));
  const points = samples.map(({ ts, value }): [number, number] => [ts, value ?? 0]);
  return { ring, beats, points };
}

const lives = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3 });

describe('the account of samples', () => {
  it('is clear where every sample is stored once as it was sent, whatever the order', () => {
    fc.assert(
      fc.property(lives, (counts) => {
        const { ring, beats, points } = lived(counts);
        expect(accountSamples(ring.entries(), { beats: [...beats].reverse(), points })).toEqual(NONE);
      }),
    );
  });

  it('names the one sample that is missing, doubled or altered, and no other', () => {
    fc.assert(
      fc.property(lives, fc.nat(), (counts, n) => {
        const { ring, beats, points } = lived(counts);
        const beat = beats[n % beats.length];
        if (!beat) return;
        const name = `${beat.boot}/${beat.seq}`;
        const account = (more: Partial<{ beats: typeof beats; points: typeof points }>) =>
          accountSamples(ring.entries(), { beats, points, ...more });
        const others = beats.filter((one) => one !== beat);
        expect(account({ beats: others })).toEqual({ ...NONE, missing: [name] });
        expect(account({ beats: [...beats, beat] })).toEqual({ ...NONE, doubled: [name] });
        const late = { ...beat, ts: beat.ts + 7 };
        expect(account({ beats: [...others, late] })).toEqual({ ...NONE, altered: [`${name} by 7 ms`] });
        const without = points.filter(([ts]) => ts !== beat.ts);
        expect(account({ points: without }).altered).toHaveLength(1);
      }),
    );
  });

  it('names what was never sent, and a birth that was stored', () => {
    const { ring, beats, points } = lived([3]);
    const more = [...beats, { ts: START, boot: 'b0', seq: 99 }, { ts: START, boot: 'b0', seq: 0 }];
    expect(accountSamples(ring.entries(), { beats: more, points }).invented).toEqual(['b0/99', 'b0/0']);
  });
});
