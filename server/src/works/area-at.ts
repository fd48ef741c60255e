import type { BoundaryFeature } from '@fengsui/config/contract';
import type { Site } from '../site/model.ts';
import type { CapPoint } from '../warnings/cap-message.ts';
import { centerOf, isInRing } from '../warnings/geometry.ts';

/** Degrees, WGS 84. The code of the smallest division whose boundary holds the point; undefined outside of all. */
export type AreaAt = (lon: number, lat: number) => string | undefined;

/** The outer ring, and the holes in it. */
interface Part {
  outer: CapPoint[];
  holes: CapPoint[][];
}

interface Division {
  code: string;
  parts: Part[];
  /** Square degrees, the holes taken off. */
  surface: number;
  /** West, south, east, north. */
  box: readonly [number, number, number, number];
}

/** Boundaries are looked at when the first point is asked for. */
export function createAreaAt(boundaries: Site['boundaries']): AreaAt {
  let divisions: readonly Division[] | undefined;
  return (lon, lat) => {
    divisions ??= (boundaries?.features ?? []).map(toDivision).sort((a, b) => a.surface - b.surface);
    return divisions.find((division) => holds(division, { lon, lat }))?.code;
  };
}

function holds({ parts, box: [west, south, east, north] }: Division, point: CapPoint): boolean {
  const { lon, lat } = point;
  if (lon < west || lon > east || lat < south || lat > north) return false;
  return parts.some(
    ({ outer, holes }) => isInRing(point, outer) && !holes.some((hole) => isInRing(point, hole)),
  );
}

function toDivision({ properties: { code }, geometry }: BoundaryFeature): Division {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const parts = polygons.map((rings): Part => {
    const [outer = [], ...holes] = rings.map((ring) => ring.map(([lon, lat]) => ({ lon, lat })));
    return { outer, holes };
  });
  const corners = parts.flatMap(({ outer }) => outer);
  return { code, parts, surface: parts.reduce((sum, part) => sum + surfaceOf(part), 0), box: boxOf(corners) };
}

function surfaceOf({ outer, holes }: Part): number {
  return holes.reduce((left, hole) => left - centerOf(hole).surface, centerOf(outer).surface);
}

function boxOf(corners: readonly CapPoint[]): Division['box'] {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { lon, lat } of corners) {
    [west, south] = [Math.min(west, lon), Math.min(south, lat)];
    [east, north] = [Math.max(east, lon), Math.max(north, lat)];
  }
  return [west, south, east, north];
}
