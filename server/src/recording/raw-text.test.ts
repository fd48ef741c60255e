import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfRaw, rawOfBytes } from './raw-text.ts';

describe('bytes written as text', () => {
  it('come back as they were, whatever they are', () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(bytes, (some) => {
        const line = JSON.stringify(rawOfBytes(some));
        expect([...bytesOfRaw(JSON.parse(line) as string)]).toEqual([...some]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('stand as they are where they are UTF-8', () => {
    expect(rawOfBytes(Buffer.from('烽燧 🔥 \uFFFD'))).toBe('烽燧 🔥 \uFFFD');
  });
});
