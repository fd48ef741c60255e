import type { Message } from './messages.ts';
import type { Random } from './random.ts';

/** Ways to spoil what a message says, as text that is still JSON, most of the time. */
type Spoil = (body: Record<string, unknown>, random: Random) => void;

/** Stands for text that `JSON.stringify` would never write. */
const RAW = '@raw:';
const raw = (text: string): string => RAW + text;

const nested = (levels: number, open: string, close: string): string =>
  raw(open.repeat(levels) + close.repeat(levels));

const SMALL: readonly unknown[] = [
  ...[null, true, false, '', 'x', [], {}, [[]], -1, 0, 0.5, -0.5, 1e308, 5e-324, 2 ** 53 - 1, 2 ** 53],
  ...[8.64e15, 8.64e15 + 1, 4_102_444_800_000, 86_400, 86_401, 65, 1.5e12, '1', 'NaN', 'a'.repeat(17)],
  ...[
    'a'.repeat(64),
    'a'.repeat(65),
    '字'.repeat(128),
    '字'.repeat(129),
    'x'.repeat(1_025),
    '\u0000',
    '\uFEFF',
  ],
  ...[
    '__proto__',
    'constructor',
    { toString: 1 },
    { length: 3 },
    { 0: 1 },
    ['a.b'],
    'a.b',
    'a..b',
    'A.b',
    'a.b\n',
  ],
  ...[
    raw('1e400'),
    raw('-1e400'),
    raw('1e-400'),
    raw('-0'),
    raw('NaN'),
    raw('undefined'),
    raw('01'),
    raw("'x'"),
  ],
  ...[raw('"\\ud800"'), raw('"\\udc00x"'), raw('"\\u0000"'), raw('"\\x"'), raw('"tab\t"'), raw('"\u2028"')],
  ...[raw('{"__proto__":1}'), raw('{"__proto__":{"v":1}}'), raw('{"a.b":1,"a.b":2}'), raw('1,"seq":3')],
  ...[nested(60, '[', ']'), nested(66, '[', ']'), nested(70, '{"a":[', ']}')],
];
const LARGE: readonly unknown[] = [
  ...[nested(9_000, '[', ']'), nested(5_000, '{"a":[', ']}'), 'x'.repeat(70_000), '字'.repeat(21_000)],
  ...[Array(501).fill({ seq: 1, ts: 1, m: {} }), Array(9_000).fill(0), raw('9'.repeat(60_000))],
  ...[60, 64, 65, 4_000].map((count) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`a.m${i}`, i])),
  ),
];
const ONE_LARGE_IN = 300;

const KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'V',
  'Boot',
  'mood',
  'm.',
  'k'.repeat(65),
];

function value(random: Random): unknown {
  const picked = random.pick(random.below(ONE_LARGE_IN) === 0 ? LARGE : SMALL);
  // Of its own, as it may be spoilt once more.
  return structuredClone(picked);
}

type Holder = Record<string, unknown>;

/** Some object or list within, and one of its keys. */
function place(body: Holder, random: Random): { holder: Holder; key: string } {
  let holder = body;
  for (;;) {
    const key = random.pick(Object.keys(holder));
    const inner = holder[key];
    const isHolder = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0;
    if (!isHolder || random.below(4) === 0) return { holder, key };
    holder = inner as Holder;
  }
}

const replaced: Spoil = (body, random) => {
  const { holder, key } = place(body, random);
  define(holder, key, value(random));
};

const removed: Spoil = (body, random) => {
  const { holder, key } = place(body, random);
  Reflect.deleteProperty(holder, key);
};

const renamed: Spoil = (body, random) => {
  const { holder, key } = place(body, random);
  const was = holder[key];
  Reflect.deleteProperty(holder, key);
  define(holder, random.pick(KEYS), was);
};

/** Unknown keys are dropped, not refused; among metrics they are none. */
const added: Spoil = (body, random) => define(place(body, random).holder, random.pick(KEYS), value(random));

const disordered: Spoil = ({ samples }, random) => {
  if (!Array.isArray(samples)) return;
  samples.reverse();
  if (random.below(2) === 0) samples.push(samples[0]);
};

function define(holder: Holder, key: string, what: unknown): void {
  Object.defineProperty(holder, key, { value: what, enumerable: true, configurable: true, writable: true });
}

const SPOILS = [replaced, replaced, replaced, replaced, removed, renamed, added, disordered];

/** Once or twice spoilt. */
export function spoilValue({ body }: Message, random: Random): string {
  const spoilt = structuredClone(body);
  for (let left = 1 + random.below(2); left > 0; left--) random.pick(SPOILS)(spoilt, random);
  return textOf(spoilt);
}

export function textOf(body: unknown): string {
  const json = JSON.stringify(body);
  if (!json.includes(RAW)) return json;
  return json.replaceAll(/"@raw:((?:[^"\\]|\\.)*)"/g, (_, text: string) => JSON.parse(`"${text}"`) as string);
}
