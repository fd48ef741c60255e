import type { Decoded } from '@fengsui/config/contract';
import { RecordingLine, decodeBytes } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLine } from './decode-line.ts';
import { readLine } from './read-line.ts';
import { endLine, linkLine, messageLine } from './write-line.ts';

const AT = 1_763_596_800_000;
const TOPIC = 'fengsui/v1/441223/data/eb-1';
const GOOD = '{"v":1,"boot":"a1","seq":7,"ts":1763596800000,"m":{"pwr.mains_v":221.50}}';

/** What comes of a payload that has been recorded and is played. */
function throughLine(topic: string, payload: Uint8Array): Decoded {
  const line = readLine(messageLine({ at: AT, topic, payload, retained: false }));
  if (typeof line === 'string' || !('topic' in line)) throw new Error(JSON.stringify(line));
  return decodeLine(line);
}

const withoutDetail = (decoded: Decoded) => (decoded.ok ? decoded : { ok: false, reason: decoded.reason });

function expectSame(topic: string, payload: Uint8Array): void {
  expect(withoutDetail(throughLine(topic, payload))).toEqual(withoutDetail(decodeBytes(topic, payload)));
}

describe('a message written to a recording', () => {
  it('means what it meant to the live server, whatever it was', () => {
    const payloads = fc.oneof(
      fc.uint8Array({ maxLength: 50 }),
      fc.json().map((text) => Buffer.from(text)),
      fc.tuple(fc.nat(GOOD.length - 1), fc.nat(255)).map(([place, byte]) => {
        const payload = Buffer.from(GOOD);
        payload[place] = byte;
        return payload;
      }),
    );
    fc.assert(fc.property(fc.constantFrom(TOPIC, 'fengsui/v1/x'), payloads, expectSame), { numRuns: 3_000 });
  });

  it('means the same in the places where writing JSON anew would change it', () => {
    for (const payload of [
      GOOD,
      GOOD.replace('221.50', '1e309'),
      GOOD.replaceAll(',', ',\r\n'),
      `\uFEFF${GOOD}`,
      GOOD.replace('"m"', '"seq":9,"m"'),
      GOOD.replace('"m"', '"__proto__":{"seq":9},"m"'),
      'null',
      '',
    ])
      expectSame(TOPIC, Buffer.from(payload));
  });

  it('is refused for its size again when it was too long, and takes a bounded line', () => {
    for (const byte of ['1', '\u0001', 0xff]) {
      const payload = Buffer.alloc(200_000, byte);
      expect(throughLine(TOPIC, payload)).toMatchObject({ reason: 'size' });
      const line = messageLine({ at: AT, topic: TOPIC.repeat(100), payload, retained: true });
      expect(Buffer.byteLength(line)).toBeLessThan(1024 * 1024);
      expect(RecordingLine.safeParse(JSON.parse(line)).success).toBe(true);
    }
  });

  it('says that the broker had kept it', () => {
    const line = messageLine({ at: AT, topic: TOPIC, payload: Buffer.from(GOOD), retained: true });
    expect(readLine(line)).toMatchObject({ at: AT, topic: TOPIC, retained: true });
  });
});

describe('the other lines', () => {
  it('are those of the contract', () => {
    expect(readLine(linkLine(AT, 'down'))).toEqual({ at: AT, link: 'down' });
    expect(readLine(endLine(AT))).toEqual({ at: AT, mark: 'end' });
  });
});
