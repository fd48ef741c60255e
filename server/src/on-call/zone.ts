import { zoneOffset } from '../zone-offset.ts';

/** A zone's clock. Wall times are what it shows, written as if it were UTC; all in ms. */
export interface Zone {
  /** What the clock shows at an instant. */
  wallAt(at: number): number;
  /**
   * The first instant at which the clock shows this time or a later one: of a time that comes twice the
   * first, and for a time that is skipped the moment of skipping. So later wall times never come earlier.
   */
  instantOf(wall: number): number;
}

const DAY_MS = 86_400_000;
/** An offset that is the same at both ends of so short a span is the same within. */
const SPAN_MS = DAY_MS;
/** More than the days of fifty years. */
const MAX_KNOWN = 20_000;

/** @param timezone an IANA name, like Asia/Shanghai; throws a RangeError for another */
export function createZone(timezone: string): Zone {
  const readOffset = zoneOffset(timezone);
  const known = new Map<number, number>();

  function edge(span: number): number {
    const found = known.get(span);
    if (found !== undefined) return found;
    if (known.size >= MAX_KNOWN) known.clear();
    const offset = readOffset(span * SPAN_MS);
    known.set(span, offset);
    return offset;
  }

  function offsetAt(at: number): number {
    const span = Math.floor(at / SPAN_MS);
    const offset = edge(span);
    return offset === edge(span + 1) ? offset : readOffset(at);
  }

  return {
    wallAt: (at) => at + offsetAt(at),
    instantOf(wall) {
      const before = offsetAt(wall - DAY_MS);
      if (offsetAt(wall - before) === before) return wall - before;
      const after = offsetAt(wall + DAY_MS);
      if (offsetAt(wall - after) === after) return wall - after;
      return firstWith((at) => offsetAt(at) !== before, wall - after, wall - before);
    },
  };
}

/** `holds` is false at `low`, true at `high`, and changes once between them. */
function firstWith(holds: (at: number) => boolean, low: number, high: number): number {
  let [no, yes] = [low, high];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
