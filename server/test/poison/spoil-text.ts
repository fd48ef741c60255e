import type { Random } from './random.ts';

/** Ways to spoil the bytes of a payload, whatever they say. Some leave it as good as it was. */
type Spoil = (payload: Buffer, random: Random) => Buffer;

const NO_TEXT = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80], [0xe2, 0x82]];
const AROUND = [' ', '\n', '\u0000', '\uFEFF', '}', ',', '{}', 'null', '//', '\u2028'];

const flipped: Spoil = (payload, random) => {
  const changed = Buffer.from(payload);
  for (let left = 1 + random.below(4); left > 0; left--) {
    const at = random.below(changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
  }
  return changed;
};

const cut: Spoil = (payload, random) => payload.subarray(0, random.below(payload.length));

const without: Spoil = (payload, random) => {
  const at = random.below(payload.length);
  return Buffer.concat([payload.subarray(0, at), payload.subarray(at + 1 + random.below(8))]);
};

const twice: Spoil = (payload, random) => {
  const from = random.below(payload.length);
  const to = from + random.below(40);
  return Buffer.concat([payload.subarray(0, to), payload.subarray(from)]);
};

function put(payload: Buffer, what: Buffer, random: Random): Buffer {
  const at = random.below(payload.length + 1);
  return Buffer.concat([payload.subarray(0, at), what, payload.subarray(at)]);
}

const noise: Spoil = (payload, random) =>
  put(payload, Buffer.from(Array.from({ length: 1 + random.below(6) }, () => random.below(256))), random);

const noText: Spoil = (payload, random) => put(payload, Buffer.from(random.pick(NO_TEXT)), random);

const preceded: Spoil = (payload, random) => Buffer.concat([Buffer.from(random.pick(AROUND)), payload]);

const followed: Spoil = (payload, random) => Buffer.concat([payload, Buffer.from(random.pick(AROUND))]);

const otherEncoding: Spoil = (payload, random) =>
  Buffer.from(payload.toString(), random.pick(['utf16le', 'latin1'] as const));

const empty: Spoil = () => Buffer.alloc(0);

/** To just within 64 KiB, or just beyond: blanks change nothing. */
const padded: Spoil = (payload, random) =>
  Buffer.concat([payload, Buffer.alloc(64 * 1024 + random.below(3) - 1 - payload.length, 0x20)]);

/** A number of as many digits as it takes, and a text of all the escapes there are. */
const digits: Spoil = (payload, random) =>
  Buffer.from(
    payload
      .toString()
      .replace(/-?\d+(?=[,}\]])/, (number) =>
        random.pick([
          `${number}.0`,
          `${number}e0`,
          `0${number}`,
          `+${number}`,
          `${number}${'0'.repeat(400)}`,
          `${number}.${'0'.repeat(400)}`,
          `-${number}`,
          '0x10',
          'NaN',
          '-Infinity',
        ]),
      ),
  );

const COMMON = [
  flipped,
  flipped,
  flipped,
  cut,
  cut,
  without,
  twice,
  noise,
  noText,
  preceded,
  followed,
  digits,
];
const RARE = [otherEncoding, empty];
/** Large ones are dear to send: one in a few hundred. */
const ONE_LARGE_IN = 400;

export function spoilBytes(payload: Buffer, random: Random): Buffer {
  if (random.below(ONE_LARGE_IN) === 0) return padded(payload, random);
  const spoil = random.pick(random.below(10) === 0 ? RARE : COMMON);
  return spoil(payload, random);
}
