import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBySchema, decodeValue } from './decode.ts';
import { plainData } from './plain-data.ts';
import { METRICS } from './telemetry.ts';
import { parseTopic, parseByParts } from './topics.ts';

const TOPIC = { county: '441223', verb: 'data', device: 'eb-1' } as const;

const value = fc.oneof(
  { weight: 4, arbitrary: fc.double() },
  fc.boolean(),
  fc.constant(null),
  fc.string({ maxLength: 8 }),
  fc.constantFrom('x'.repeat(128), 'x'.repeat(129), NaN, Infinity, -0, {}, []),
);
const name = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(...Object.keys(METRICS).slice(0, 12), 'net.rx_bps.eth0', 'own.metric'),
  },
  fc.constantFrom('nodot', 'Upper.case', '__proto__', 'constructor', 'toString', '', `${'a'.repeat(63)}.b`),
);
const number = (edge: number) =>
  fc.oneof({ weight: 6, arbitrary: fc.nat() }, fc.constantFrom(-1, 0.5, -0, NaN, edge, edge + 2, '7', null));
const body = fc.record(
  {
    v: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.constantFrom(2, '1', null)),
    boot: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('a1b2', 'ABCDEF0123456789', '0') },
      fc.constantFrom('', 'g', 'a b', '0123456789abcdef0', 7, 'ab\n', '/', ':', '@', '`'),
    ),
    seq: number(Number.MAX_SAFE_INTEGER),
    ts: number(8_640_000_000_000_000),
    m: fc.oneof(
      { weight: 9, arbitrary: fc.array(fc.tuple(name, value), { maxLength: 5 }).map(Object.fromEntries) },
      fc.constantFrom(null, [], 'm', 7),
    ),
    extra: fc.constant(1),
  },
  { requiredKeys: [] },
);
const whole = fc.record({
  v: fc.constant(1),
  boot: fc.constant('a1b2'),
  seq: fc.nat(),
  ts: fc.nat(),
  m: fc.array(fc.tuple(name, value), { maxLength: 5 }).map(Object.fromEntries),
});

/** As it comes from a broker: NaN and the like cannot be sent. */
const asSent = (sent: unknown): unknown => JSON.parse(JSON.stringify(sent));

describe('the short way for plain data', () => {
  it('decides and answers exactly as the schema does', () => {
    fc.assert(
      fc.property(fc.oneof(body, whole), fc.boolean(), (sent, isSent) => {
        const got = isSent ? asSent(sent) : sent;
        expect(decodeValue('fengsui/v1/441223/data/eb-1', got)).toEqual(decodeBySchema(TOPIC, got));
      }),
      { numRuns: 5_000 },
    );
  });

  it('is taken by what devices mostly send', () => {
    const sent = {
      v: 1,
      boot: 'a1b2',
      seq: 7,
      ts: 1_763_596_800_000,
      m: { 'dvbc.lock': true, 'dvbc.mer_db': 36.5 },
    };
    expect(plainData(sent)).toBe(sent);
    expect(plainData({ ...sent, m: {} })).toBeDefined();
  });

  it('bears any number of metrics that the schema bears, and no more', () => {
    const m = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`a.m${i}`, i]));
    const sent = (n: number) => ({ v: 1, boot: 'a1', seq: 1, ts: 1, m: m(n) });
    expect(plainData(sent(64))).toBeDefined();
    expect(plainData(sent(65))).toBeUndefined();
  });
});

describe('the short way for topics', () => {
  it('decides exactly as the parts do', () => {
    const part = fc.constantFrom(
      'fengsui',
      'v1',
      '441223',
      '44122',
      'data',
      'dat',
      'cmd',
      'eb-1',
      '-eb',
      '',
      'a\n',
      '１',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 3, maxLength: 6 }), fc.boolean(), (parts, isRooted) => {
        const topic = [...(isRooted ? ['fengsui', 'v1'] : []), ...parts].join('/');
        expect(parseTopic(topic)).toEqual(parseByParts(topic));
      }),
      { numRuns: 5_000 },
    );
  });
});
