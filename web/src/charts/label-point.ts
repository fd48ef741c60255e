import type { Boundary, Polygon, Position } from '../http/boundaries.ts';

/** Points tried along each side of the bounding box. */
const GRID = 24;
/** Positions of the outline that are looked at; a coastline may have thousands. */
const OUTLINE = 240;

/**
 * Where a region's name has the most room: of a grid of points inside its largest polygon the one
 * farthest from the outline. Wide text needs room sideways, so distances in longitude count less.
 */
export function labelPoint(boundary: Boundary): Position {
  const ring = thinned(largest(boundary.polygons)[0] ?? []);
  const [west, south, east, north] = extent(ring);
  let best: Position = [(west + east) / 2, (south + north) / 2];
  let room = -1;
  for (let i = 1; i < GRID; i++) {
    for (let j = 1; j < GRID; j++) {
      const point: Position = [west + ((east - west) * i) / GRID, south + ((north - south) * j) / GRID];
      const here = inside(point, ring) ? roomAt(point, ring) : -1;
      if (here > room) [best, room] = [point, here];
    }
  }
  return best;
}

function largest(polygons: readonly Polygon[]): Polygon {
  const bySize = polygons.toSorted((a, b) => size(b) - size(a));
  return bySize[0] ?? [];
}

function size(polygon: Polygon): number {
  const [west, south, east, north] = extent(polygon[0] ?? []);
  return (east - west) * (north - south);
}

function thinned(ring: readonly Position[]): Position[] {
  const every = Math.max(1, Math.ceil(ring.length / OUTLINE));
  return ring.filter((_, i) => i % every === 0);
}

function extent(ring: readonly Position[]): [number, number, number, number] {
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Even-odd rule. */
function inside([x, y]: Position, ring: readonly Position[]): boolean {
  let odd = false;
  ring.forEach(([x1, y1], i) => {
    const [x0, y0] = ring[i - 1] ?? ring.at(-1) ?? [x1, y1];
    if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) odd = !odd;
  });
  return odd;
}

function roomAt([x, y]: Position, ring: readonly Position[]): number {
  return Math.min(...ring.map(([px, py]) => ((px - x) * 0.6) ** 2 + (py - y) ** 2));
}
