import type { Metrics } from '@fengsui/config/contract';
import { MAX_PAYLOAD_BYTES, decodeBytes } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../spool/ring.ts';
import type { Placed } from '../spool/runs.ts';
import type { Batch } from './hist-batch.ts';
import { nextBatch, nextBatchBytes } from './hist-batch.ts';

const sender = { county: '441200', device: 'gw-1' };

const metrics: fc.Arbitrary<Metrics> = fc.dictionary(
  fc.constantFrom('sys.load1', 'net.if.up', 'cell.id', 'a.b'),
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.string({ maxLength: 128 })),
);
const draft: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ ts: fc.nat(), m: metrics }) },
  { weight: 1, arbitrary: fc.record({ ts: fc.nat(), birth: fc.constant(true as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ ts: fc.nat(), type: fc.constant('door'), data: fc.constant({ a: 1 }) }),
  },
);
const waiting = fc.array(fc.record({ draft, isNewLife: fc.boolean() }), { maxLength: 80 }).map((all) => {
  let boot = 1;
  return all.map(({ draft: one, isNewLife }, i): Placed => {
    if (isNewLife) boot++;
    return { place: i, entry: { boot: boot.toString(16), seq: i, ...one } };
  });
});

function allBatches(placed: readonly Placed[], maxBytes: number): Batch[] {
  const batches: Batch[] = [];
  for (let left = placed; left.length > 0;) {
    const batch = nextBatch(sender, left, maxBytes);
    if (!batch) throw new Error('something waits and nothing is sent');
    batches.push(batch);
    left = left.slice(batch.placed.length);
  }
  return batches;
}

describe('batches of what waited', () => {
  it('hold everything once, in order, and are messages that the server takes', () => {
    fc.assert(
      fc.property(waiting, fc.integer({ min: 200, max: MAX_PAYLOAD_BYTES }), (placed, maxBytes) => {
        const batches = allBatches(placed, maxBytes);
        expect(batches.flatMap((batch) => batch.placed)).toEqual(placed);
        for (const { message } of batches) {
          const payload = Buffer.from(message.payload);
          expect(decodeBytes(message.topic, payload)).toMatchObject({ ok: true });
          expect(message.retain).toBe(false);
        }
      }),
    );
  });

  it('keep to the size they are given, unless a single sample is larger', () => {
    fc.assert(
      fc.property(waiting, (placed) => {
        for (const { message, placed: some } of allBatches(placed, 1_000)) {
          if (some.length > 1) expect(Buffer.byteLength(message.payload)).toBeLessThanOrEqual(1_000);
        }
      }),
    );
  });

  it('hold at most 500 samples', () => {
    const many = Array.from({ length: 700 }, (_, i): Placed => ({
      place: i,
      entry: { boot: 'a', seq: i, ts: i, m: {} },
    }));
    expect(allBatches(many, MAX_PAYLOAD_BYTES).map((batch) => batch.placed.length)).toEqual([500, 200]);
  });

  it('take no more than they need from a spool that may be long', () => {
    let taken = 0;
    function* endless(): Generator<Placed> {
      for (;;) yield { place: taken, entry: { boot: 'a', seq: taken++, ts: 0, m: {} } };
    }
    expect(nextBatch(sender, endless(), 4_096)?.placed.length).toBeLessThan(taken);
    expect(taken).toBeLessThan(200);
  });

  it('are none when nothing waits', () => {
    expect(nextBatch(sender, [], 1_000)).toBeUndefined();
  });

  it('grow on a quick line and shrink on a slow one', () => {
    expect(nextBatchBytes(16_384, 100)).toBe(32_768);
    expect(nextBatchBytes(16_384, 1_000)).toBe(16_384);
    expect(nextBatchBytes(16_384, 3_000)).toBe(8_192);
    expect(nextBatchBytes(2_048, 60_000)).toBe(2_048);
    expect(nextBatchBytes(MAX_PAYLOAD_BYTES, 1)).toBe(MAX_PAYLOAD_BYTES);
  });
});
