import { RecordingLine } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLine } from './read-line.ts';

const AT = 1_763_596_800_000;

/** Right lines, and lines that are nearly right. */
const lines = fc.record(
  {
    at: fc.oneof(fc.constantFrom<unknown>(AT, 0, -1, 1.5, '7', null, 8.64e15, 8.64e15 + 2), fc.nat()),
    topic: fc.oneof(
      fc.constantFrom<unknown>('fengsui/v1/441223/data/eb-1', 5, 'x'.repeat(1025)),
      fc.string(),
    ),
    payload: fc.jsonValue(),
    raw: fc.oneof(fc.string(), fc.constant(5)),
    retained: fc.constantFrom<unknown>(true, false, 'yes', null),
    link: fc.constantFrom<unknown>('up', 'down', 'sideways'),
    mark: fc.constantFrom<unknown>('end', 'begin'),
    other: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

describe('a line of a recording', () => {
  it('is taken exactly when the contract takes it', () => {
    fc.assert(
      fc.property(lines, (value) => {
        const text = JSON.stringify(value);
        const isTaken = typeof readLine(text) === 'object';
        expect(isTaken).toBe(RecordingLine.safeParse(JSON.parse(text)).success);
      }),
      { numRuns: 3_000 },
    );
  });

  it('has a named reason where it is not taken', () => {
    expect(readLine('{"at":1,')).toBe('line_json');
    expect(readLine('[]')).toBe('line_form');
    expect(readLine('null')).toBe('line_form');
    expect(readLine('{"at":1,"topic":"a/b"}')).toBe('line_form');
  });
});
