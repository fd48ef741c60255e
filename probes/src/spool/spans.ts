/** Whole numbers `from` to `to`, both included. */
export type Span = readonly [from: number, to: number];

/** Spans in ascending order, none touching another. */
export type Spans = readonly Span[];

export function addSpan(spans: Spans, [from, to]: Span): Spans {
  const before = spans.filter((span) => span[1] < from - 1);
  const after = spans.filter((span) => span[0] > to + 1);
  const touched = spans.slice(before.length, spans.length - after.length);
  const first = Math.min(from, touched[0]?.[0] ?? from);
  const last = Math.max(to, touched.at(-1)?.[1] ?? to);
  return [...before, [first, last], ...after];
}

export function hasNumber(spans: Spans, n: number): boolean {
  return spans.some(([from, to]) => from <= n && n <= to);
}

/** What of `whole` is in none of the spans, ascending. */
export function withoutSpans([from, to]: Span, spans: Spans): Spans {
  const left: Span[] = [];
  let start = from;
  for (const [a, b] of spans) {
    if (b < start) continue;
    if (a > to) break;
    if (a > start) left.push([start, a - 1]);
    start = b + 1;
  }
  if (start <= to) left.push([start, to]);
  return left;
}

/** What of `whole` is in none of the spans. */
export function minusSpans(whole: Spans, spans: Spans): Spans {
  return whole.flatMap((span) => withoutSpans(span, spans));
}

export function touches(spans: Spans, [from, to]: Span): boolean {
  return spans.some(([a, b]) => a <= to && b >= from);
}

export function countOf(spans: Spans): number {
  return spans.reduce((sum, [from, to]) => sum + to - from + 1, 0);
}
