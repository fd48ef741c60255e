import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacketGuard } from './packet-guard.ts';

/** A QoS 0 publish to the topic `a/b`, byte by byte as MQTT 3.1.1 has it. */
function publish(bytes: number): Buffer {
  const topic = Buffer.from([0, 3, ...Buffer.from('a/b')]);
  const length: number[] = [];
  for (let rest = topic.length + bytes; ; rest >>= 7) {
    length.push(rest > 127 ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 127) break;
  }
  return Buffer.concat([Buffer.from([0x30, ...length]), topic, Buffer.alloc(bytes)]);
}

function feed(stream: Buffer, cuts: number[]): boolean {
  const isFit = createPacketGuard();
  const places = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((a, b) => a - b);
  const edges = [0, ...places, stream.length];
  return edges.slice(1).every((end, i) => isFit(stream.subarray(edges[i], end)));
}

describe('the guard of an MQTT connection', () => {
  it('lets packets of ordinary size through, however the stream is cut', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 66_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        expect(feed(Buffer.concat(bytes.map(publish)), cuts)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a packet that announces more than any message of ours, at its header', () => {
    const stream = Buffer.concat([publish(10), publish(1_000_000).subarray(0, 5)]);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 5 }), (cuts) => {
        expect(feed(stream, cuts)).toBe(false);
      }),
    );
  });

  it('refuses a length that never ends', () => {
    expect(feed(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]), [])).toBe(false);
  });
});
