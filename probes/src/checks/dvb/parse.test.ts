import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capturesOf } from '../captures.ts';
import { expectConforming } from '../expect-conforming.ts';
import { parseFemon } from './parse.ts';

const LIKELY = fc.constantFrom(
  ...[
    'Lock   (0x1f)',
    '(0x00)',
    ' Signal= ',
    ' C/N= ',
    ' postBER= ',
    ' preBER= ',
    ' UCB= ',
    'x10^-6',
    'x10^99',
    'dB',
    'dBm',
  ],
  ...[
    '%',
    '-60.00',
    '1,5',
    '9'.repeat(400),
    'nan',
    'inf',
    '1e999',
    '-0',
    '\r',
    '\n',
    'status 1f | signal accb',
    ' | FE_HAS_LOCK',
  ],
);
const TEXT = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(LIKELY, { maxLength: 40 }).map((parts) => parts.join('')),
);

describe('what is said of a tuner', () => {
  it.each(capturesOf('dvb'))('is read from $title', ({ text, expected }) => {
    const metrics = parseFemon(text, { mer: false });
    expect(metrics ?? null).toEqual(expected);
    if (metrics) expectConforming(metrics);
  });

  it('is MER where the settings say that the demodulator measures that', () => {
    expect(parseFemon('Lock (0x1f) C/N= 36.40dB', { mer: true })).toEqual({
      'dvbc.lock': true,
      'dvbc.mer_db': 36.4,
    });
  });

  it('is read from a line that a terminal would have overwritten', () => {
    expect(parseFemon('       (0x00)\rLock   (0x1f) UCB= 7\r', { mer: false })).toEqual({
      'dvbc.lock': true,
      'dvbc.ucb': 7,
    });
  });

  it('is in the terms of the contract whatever is said', () => {
    fc.assert(
      fc.property(TEXT, fc.boolean(), (text, mer) => {
        expectConforming(parseFemon(text, { mer }) ?? {});
      }),
      { numRuns: 500 },
    );
  });
});
