import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REJECT_REASONS, decodeBytes, decodeValue } from './decode.ts';
import { deviceTopic, parseTopic } from './topics.ts';

const TOPIC = 'fengsui/v1/441223/data/eb-1';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const good = { v: 1, boot: 'a1b2', seq: 7, ts: 1_763_596_800_000, m: { 'pwr.mains_v': 221 } };

function reason(topic: string, payload: Uint8Array | string): string {
  const decoded = decodeBytes(topic, typeof payload === 'string' ? bytes(payload) : payload);
  return decoded.ok ? 'ok' : decoded.reason;
}

const withM = (m: string): string => JSON.stringify(good).replace(/"m":\{.*?\}/, `"m":${m}`);

describe('a message from a broker', () => {
  it('is what the contract says, typed by its verb', () => {
    const decoded = decodeBytes(TOPIC, bytes(JSON.stringify(good)));
    expect(decoded).toEqual({
      ok: true,
      mistyped: [],
      message: { county: '441223', device: 'eb-1', verb: 'data', body: good },
    });
  });

  it('may hold keys that are not known yet: they are dropped', () => {
    const decoded = decodeValue(TOPIC, { ...good, mood: 'fine' });
    expect(decoded.ok && decoded.message.body).toEqual(good);
  });

  it('is refused with a reason that has a name', () => {
    expect(reason('fengsui/v2/441223/data/eb-1', '{}')).toBe('topic');
    expect(reason('fengsui/v1/441223/data/eb-1/x', '{}')).toBe('topic');
    expect(reason('fengsui/v1/44122/data/eb-1', '{}')).toBe('topic');
    expect(reason('fengsui/v1/441223/data/-eb', '{}')).toBe('topic');
    expect(reason('fengsui/v1/441223/gossip/eb-1', '{}')).toBe('verb');
    expect(reason('fengsui/v1/441223/constructor/eb-1', '{}')).toBe('verb');
    expect(reason('fengsui/v1/441223/cmd/eb-1', '{}')).toBe('verb');
    expect(reason(TOPIC, new Uint8Array([0xff]))).toBe('utf8');
    expect(reason(TOPIC, '{"v":1')).toBe('json');
    expect(reason(TOPIC, new Uint8Array(64 * 1024 + 1))).toBe('size');
    expect(reason(TOPIC, '[]')).toBe('schema');
    expect(reason(TOPIC, '{}')).toBe('schema');
  });

  it('is refused when a number is none, too many metrics come, or a name is not one', () => {
    expect(reason(TOPIC, withM('{"pwr.mains_v":1e309}'))).toBe('schema');
    expect(reason(TOPIC, withM('{"pwr.mains_v":NaN}'))).toBe('json');
    expect(reason(TOPIC, withM('{"Volt":1}'))).toBe('schema');
    expect(reason(TOPIC, withM('{"pwr.mains_v":{"a":1}}'))).toBe('schema');
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`a.m${i}`, 1]));
    expect(reason(TOPIC, withM(JSON.stringify(many)))).toBe('schema');
    expect(reason(TOPIC, JSON.stringify({ ...good, seq: -1 }))).toBe('schema');
    expect(reason(TOPIC, JSON.stringify({ ...good, boot: 'not hex' }))).toBe('schema');
  });

  it('keeps its other metrics when one has a value of the wrong kind', () => {
    const decoded = decodeValue(TOPIC, {
      ...good,
      m: { 'pwr.mains_v': '-97.00', 'eb.work_state': 1, 'x.y': 'free' },
    });
    expect(decoded).toMatchObject({ ok: true, mistyped: ['pwr.mains_v'] });
    expect(decoded.ok && decoded.message.body).toMatchObject({ m: { 'eb.work_state': 1, 'x.y': 'free' } });
    expect(decoded.ok && Object.keys((decoded.message.body as typeof good).m)).toHaveLength(2);
  });

  it('keeps a metric that was asked for and gave no answer', () => {
    const decoded = decodeValue(TOPIC, { ...good, m: { 'pwr.mains_v': null } });
    expect(decoded).toMatchObject({ ok: true, mistyped: [] });
  });

  it('cannot reach a prototype', () => {
    const decoded = decodeBytes(TOPIC, bytes(withM('{"__proto__":{"x.y":1}}')));
    expect(decoded.ok && Object.entries((decoded.message.body as typeof good).m)).toEqual([]);
    expect(({} as Record<string, unknown>)['x.y']).toBeUndefined();
  });

  it('may nest as deep as anybody needs, and not until the stack ends', () => {
    const event = { v: 1, boot: 'a1', seq: 1, ts: 1, type: 'door', data: { a: 0 } };
    const ack = { v: 1, cmd_id: 'c', ts: 1, ok: true, result: 0 };
    const nested = (message: object, levels: number, [open, close]: [string, string]): string =>
      JSON.stringify(message).replace('0', open.repeat(levels) + close.repeat(levels));
    const topicOf = { event: TOPIC.replace('data', 'event'), ack: TOPIC.replace('data', 'ack') };
    for (const brackets of [
      ['[', ']'],
      ['{"x":[', ']}'],
    ] as [string, string][]) {
      const levels = 64 / (brackets[0].length > 1 ? 2 : 1);
      expect(reason(topicOf.event, nested(event, levels, brackets))).toBe('ok');
      expect(reason(topicOf.ack, nested(ack, levels, brackets))).toBe('ok');
      for (const many of [levels + 1, 8_000]) {
        expect(reason(topicOf.event, nested(event, many, brackets))).toBe('schema');
        expect(reason(topicOf.ack, nested(ack, many, brackets))).toBe('schema');
      }
    }
    expect(reason(TOPIC, '['.repeat(32_000) + ']'.repeat(32_000))).toBe('schema');
  });

  it('never throws and always has a reason, whatever comes', () => {
    const topics = fc.oneof(
      fc.string(),
      fc.constant(TOPIC),
      fc.constantFrom('birth', 'hist', 'event').map((verb) => TOPIC.replace('data', verb)),
    );
    const payloads = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(bytes), mutated());
    fc.assert(
      fc.property(topics, payloads, (topic, payload) => {
        const decoded = decodeBytes(topic, payload);
        expect(decoded.ok || REJECT_REASONS.includes(decoded.reason)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** A good message with a few bytes changed. */
function mutated(): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
  return fc.array(change, { maxLength: 4 }).map((changes) => {
    const payload = bytes(JSON.stringify(good));
    for (const [place, byte] of changes) payload[place % payload.length] = byte;
    return payload;
  });
}

describe('a topic', () => {
  it('reads back as it was written', () => {
    const parts = fc.tuple(
      fc.stringMatching(/^\d{6}$/),
      fc.constantFrom('birth', 'death', 'data', 'hist', 'event', 'cmd', 'ack'),
      fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
    );
    fc.assert(
      fc.property(parts, ([county, verb, device]) => {
        expect(parseTopic(deviceTopic(county, verb as 'data', device))).toEqual({
          ok: true,
          topic: { county, verb, device },
        });
      }),
    );
  });
});
