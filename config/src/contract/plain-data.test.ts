import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue } from './decode.ts';
import { plainData } from './plain-data.ts';
import { METRICS, metricInfo } from './telemetry.ts';
import type { Metrics } from './telemetry.ts';
import { MESSAGE_SCHEMAS, parseTopic, parseByParts } from './topics.ts';

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
const sample = body.map((sent) =>
  Object.fromEntries(Object.entries(sent).filter(([key]) => 'seq ts m'.includes(key))),
);
const hist = fc.record(
  {
    v: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, fc.constantFrom(2, null)),
    boot: fc.oneof({ weight: 9, arbitrary: fc.constant('a1b2') }, fc.constantFrom('', 'g')),
    samples: fc.oneof(
      {
        weight: 9,
        arbitrary: fc.array(fc.oneof(sample, fc.constant({ seq: 1, ts: 1, m: {} })), { maxLength: 3 }),
      },
      fc.constantFrom(null, {}, 'x', [1], Array(501).fill({ seq: 1, ts: 1, m: {} })),
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

/** What the schema says, without a metric that is mistyped. */
function bySchema(verb: 'data' | 'hist', value: unknown): unknown {
  const parsed = MESSAGE_SCHEMAS[verb].safeParse(value);
  if (!parsed.success) return 'schema';
  const { data: read } = parsed;
  for (const beat of 'samples' in read ? read.samples : [read]) beat.m = rightOf(beat.m);
  return read;
}

function rightOf(m: Metrics): Metrics {
  const isRight = ([key, given]: [string, unknown]) =>
    given === null || [undefined, typeof given].includes(metricInfo(key)?.type);
  return Object.fromEntries(Object.entries(m).filter(isRight));
}

function decoded(verb: 'data' | 'hist', value: unknown): unknown {
  const answer = decodeValue(`fengsui/v1/441223/${verb}/eb-1`, value);
  return answer.ok ? answer.message.body : answer.reason;
}

describe('the short way for plain data', () => {
  it('decides and answers exactly as the schema does', () => {
    fc.assert(
      fc.property(fc.oneof(body, whole), fc.boolean(), (sent, isSent) => {
        const got = isSent ? asSent(sent) : sent;
        expect(decoded('data', got)).toEqual(bySchema('data', got));
      }),
      { numRuns: 5_000 },
    );
  });

  it('and so for samples that were kept back', () => {
    fc.assert(
      fc.property(hist, fc.boolean(), (sent, isSent) => {
        const got = isSent ? asSent(sent) : sent;
        expect(decoded('hist', got)).toEqual(bySchema('hist', got));
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
