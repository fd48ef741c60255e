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

function feed(stream: Buffer, cuts: number[]): string | undefined {
  const faultOf = createPacketGuard();
  const places = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((a, b) => a - b);
  const edges = [0, ...places, stream.length];
  const faults = edges.slice(1).map((end, i) => faultOf(stream.subarray(edges[i], end)));
  return faults.find((fault) => fault !== undefined);
}

describe('the guard of an MQTT connection', () => {
  it('lets packets of ordinary size through, however the stream is cut', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 66_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
        expect(feed(Buffer.concat(bytes.map(publish)), cuts)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a packet that announces more than any message of ours, at its header', () => {
    const stream = Buffer.concat([publish(10), publish(1_000_000).subarray(0, 5)]);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 5 }), (cuts) => {
        expect(feed(stream, cuts)).toBe('packet_size');
      }),
    );
  });

  it('refuses a length that never ends', () => {
    expect(feed(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]), [])).toBe('packet_size');
  });

  it('refuses more bytes, or more packets that bear no message, than may come', () => {
    const ping = Buffer.from([0xc0, 0]);
    const answer = Buffer.from([0x40, 2, 0, 1]);
    let left = 2;
    const faultOf = createPacketGuard({ mayRead: (bytes) => bytes < 100, mayControl: () => left-- > 0 });
    expect(faultOf(Buffer.concat([answer, ping, publish(20), answer, ping, answer]))).toBeUndefined();
    expect(faultOf(ping)).toBe('control_rate');
    expect(faultOf(Buffer.alloc(100))).toBe('byte_rate');
  });
});
