import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MER, T0, sample } from '../contract/samples.ts';
import type { StoredSample } from '../port.ts';
import { createByteWriter } from './byte-writer.ts';
import { createEncoder } from './encoder.ts';
import type { Encoder } from './encoder.ts';

function put(encoder: Encoder, ...samples: StoredSample[]): string[] {
  const { lines, written } = encoder.encode(samples, 0);
  written();
  return lines.bytes.toString().trimEnd().split('\n');
}

const at = (ms: number, seq: number, more: Partial<StoredSample> = {}) =>
  sample(ms, { [MER]: 36.4 }, { seq, ...more });

describe('samples as line protocol', () => {
  it('are one point each where they are newer than what was written of the device', () => {
    const encoder = createEncoder();
    put(encoder, at(0, 1));
    expect(put(encoder, at(60_000, 2), sample(120_000, {}, { seq: 3 }))).toEqual([
      `telemetry,device=stb-1 dvbc.mer_db=36.4,seq=2i,boot="a1" ${T0 + 60_000}000000`,
      `beats,device=stb-1 seq=3,boot="a1" ${T0 + 120_000}000000`,
    ]);
  });

  it('have their identity apart where another may share their instant', () => {
    const encoder = createEncoder();
    put(encoder, at(0, 1), at(60_000, 2));
    for (const shared of [at(60_000, 3), at(30_000, 4), at(90_000, 5, { late: true })]) {
      const [beat = '', values = ''] = put(encoder, shared);
      expect(beat).toMatch(new RegExp(`^beats,device=stb-1 seq=${shared.seq},boot="a1"(,late=true)? \\d+$`));
      expect(beat).not.toMatch(/000000$/);
      expect(values).toBe(`telemetry,device=stb-1 dvbc.mer_db=36.4 ${shared.ts}000000`);
    }
  });

  it('are the same lines again when the batch could not be written', () => {
    const encoder = createEncoder();
    put(encoder, at(0, 1));
    const batch = [at(60_000, 2), at(120_000, 3), at(120_000, 4)];
    const { lines } = encoder.encode(batch, 0);
    expect(put(encoder, ...batch).join('\n')).toBe(lines.bytes.toString().trimEnd());
  });

  it('are refused before the time from which the database keeps them', () => {
    const { refused, lines } = createEncoder().encode([at(0, 1), at(10, 2)], T0 + 5);
    expect([refused, lines.ends.length]).toEqual([1, 1]);
  });
});

describe('numbers as bytes', () => {
  const said = (write: (to: ReturnType<typeof createByteWriter>) => void) => {
    const to = createByteWriter(0);
    write(to);
    return to.written().toString();
  };

  it('read back as the same number', () => {
    const decimals = fc
      .tuple(fc.integer(), fc.integer({ min: 0, max: 6 }))
      .map(([digits, places]) => digits / 10 ** places);
    fc.assert(
      fc.property(fc.oneof(decimals, fc.double({ noNaN: true, noDefaultInfinity: true })), (value) => {
        expect(Number(said((to) => to.number(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('are written in full where they are whole', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        expect(said((to) => to.integer(value))).toBe(String(value));
      }),
    );
  });
});
