import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Spans } from './spans.ts';
import { addSpan, countOf, hasNumber, minusSpans, touches, withoutSpans } from './spans.ts';

const span = fc.tuple(fc.nat(40), fc.nat(8)).map(([from, more]) => [from, from + more] as const);
const spans = fc.array(span, { maxLength: 8 }).map((all) => all.reduce<Spans>(addSpan, []));
const members = (all: Spans) => Array.from({ length: 60 }, (_, n) => n).filter((n) => hasNumber(all, n));

describe('spans of numbers', () => {
  it('hold what was added and nothing else, ascending, without touching', () => {
    fc.assert(
      fc.property(spans, span, (all, one) => {
        const sum = addSpan(all, one);
        expect(members(sum)).toEqual(members([...all, one]));
        sum.slice(1).forEach(([from], i) => expect(from).toBeGreaterThan((sum[i]?.[1] ?? 0) + 1));
        expect(countOf(sum)).toBe(members(sum).length);
      }),
    );
  });

  it('leave exactly what is not taken out', () => {
    fc.assert(
      fc.property(spans, span, (all, whole) => {
        const left = withoutSpans(whole, all);
        expect(members(left)).toEqual(members([whole]).filter((n) => !hasNumber(all, n)));
        expect(minusSpans([whole], all)).toEqual(left);
        expect(touches(all, whole)).toBe(countOf(left) < countOf([whole]));
      }),
    );
  });
});
