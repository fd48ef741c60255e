export type LinePoint = readonly [at: number, value: number];
type Span = readonly [from: number, to: number, ...unknown[]];

/**
 * The points in order, with a null wherever a gap lies between two of them: a line across a time in
 * which nothing was measured would be an invention.
 */
export function brokenLine(
  points: readonly LinePoint[],
  gaps: readonly Span[],
): (readonly [at: number, value: number | null])[] {
  const starts = gaps.map(([from]) => from).sort((a, b) => a - b);
  const broken: (readonly [number, number | null])[] = [];
  let next = 0;
  for (const point of points) {
    const before = next;
    while (next < starts.length && (starts[next] ?? 0) < point[0]) next++;
    const last = starts[next - 1];
    if (next > before && last !== undefined && broken.length > 0) broken.push([last, null]);
    broken.push(point);
  }
  return broken;
}

/** Points with no neighbour to draw a line to. */
export function lonePoints(points: readonly LinePoint[], gaps: readonly Span[]): LinePoint[] {
  const broken = brokenLine(points, gaps);
  return broken.filter((point, i): point is LinePoint => {
    const alone = (broken[i - 1]?.[1] ?? null) === null && (broken[i + 1]?.[1] ?? null) === null;
    return point[1] !== null && alone;
  });
}
