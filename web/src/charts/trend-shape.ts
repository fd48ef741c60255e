type Point = readonly [x: number, y: number];

export interface TrendShape {
  /** Path data, broken where nothing is known. */
  line: string;
  /** Points with no neighbour to draw a line to. */
  dots: readonly Point[];
  last: Point | undefined;
}

/** A small line from zero at the bottom to the greatest at the top; `null` is where nothing is known. */
export function trendShape(values: readonly (number | null)[], width: number, height: number): TrendShape {
  const greatest = Math.max(0, ...values.map((value) => value ?? 0)) || 1;
  const step = width / Math.max(1, values.length - 1);
  const points = values.map((value, i): Point | undefined =>
    value === null ? undefined : [round(i * step), round(height * (1 - value / greatest))],
  );
  const isAlone = (i: number): boolean => !points[i - 1] && !points[i + 1];
  return {
    line: points
      .map((point, i) => point && `${points[i - 1] ? 'L' : 'M'}${point[0]} ${point[1]}`)
      .filter(Boolean)
      .join(''),
    dots: points.filter((point, i): point is Point => point !== undefined && isAlone(i)),
    last: points.findLast((point) => point !== undefined),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
