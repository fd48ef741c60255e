import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LINE_BYTES, createLineSplitter } from './split-lines.ts';

function split(chunks: Buffer[]) {
  const lines: string[] = [];
  const unreadable: string[] = [];
  const splitter = createLineSplitter({
    line: (text) => lines.push(text),
    unreadable: (because) => unreadable.push(because),
  });
  for (const chunk of chunks) splitter.push(chunk);
  return { lines, unreadable, tail: splitter.end() };
}

/** The same bytes in pieces of other sizes. */
function inPieces(bytes: Buffer, sizes: number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let i = 0; from < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    pieces.push(bytes.subarray(from, from + size));
    from += size;
  }
  return pieces;
}

describe('bytes cut into lines', () => {
  it('give the same lines in whatever pieces they come', () => {
    const text = fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll(/[\r\n]/g, ' ')));
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
    fc.assert(
      fc.property(text, sizes, (lines, sizesOfPieces) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const whole = lines.filter((line) => line !== '');
        expect(split(inPieces(bytes, sizesOfPieces))).toEqual({
          lines: whole,
          unreadable: [],
          tail: undefined,
        });
      }),
    );
  });

  it('may end in CR LF, and empty lines are none', () => {
    expect(split([Buffer.from('a\r\n\r\n\nb\r'), Buffer.from('\nc\n')]).lines).toEqual(['a', 'b', 'c']);
  });

  it('give what stands after the last line feed apart, for it may be cut short', () => {
    expect(split([Buffer.from('a\nb'), Buffer.from('c')])).toEqual({
      lines: ['a'],
      unreadable: [],
      tail: 'bc',
    });
  });

  it('lose a line that is too long, and go on with the next', () => {
    const long = Buffer.alloc(MAX_LINE_BYTES + 1, 'x');
    const rest = Buffer.from('\nb\n');
    const whole = Buffer.concat([Buffer.from('a\n'), long, rest]);
    for (const chunks of [[whole], inPieces(whole, [300_000])]) {
      expect(split(chunks)).toEqual({ lines: ['a', 'b'], unreadable: ['line_length'], tail: undefined });
    }
  });

  it('take a line of exactly the greatest length', () => {
    expect(split([Buffer.alloc(MAX_LINE_BYTES, 'x'), Buffer.from('\r\n')]).lines[0]).toHaveLength(
      MAX_LINE_BYTES,
    );
  });

  it('lose a line that is not UTF-8, and no other', () => {
    const bytes = Buffer.concat([Buffer.from('a\n甲\n'), Buffer.from([0xff, 0x0a]), Buffer.from('乙\n')]);
    for (const chunks of [[bytes], inPieces(bytes, [1])]) {
      expect(split(chunks)).toEqual({ lines: ['a', '甲', '乙'], unreadable: ['line_utf8'], tail: undefined });
    }
  });
});
