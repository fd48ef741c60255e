/** From inclusive, to exclusive, ms UTC. */
export interface Span {
  from: number;
  to: number;
}

/** The same time, in order and without overlaps. */
export function union(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) merged.push({ from, to });
  }
  return merged;
}

/** Of a union, what lies before a time. */
export function before(end: number, stops: readonly Span[]): Span[] {
  return stops.filter(({ from }) => from < end).map(({ from, to }) => ({ from, to: Math.min(to, end) }));
}

/** How much of a span a union of stops takes, ms. */
export function stoppedWithin({ from, to }: Span, stops: readonly Span[]): number {
  return stops.reduce((sum, stop) => sum + Math.max(0, Math.min(to, stop.to) - Math.max(from, stop.from)), 0);
}

/** The last moment at which no more than `withinMs` has been counted since `start`. */
export function dueAfter(start: number, withinMs: number, stops: readonly Span[]): number {
  let due = start + withinMs;
  for (const { from, to } of stops) {
    if (from > due) break;
    due += Math.max(0, to - Math.max(from, start));
  }
  return due;
}
