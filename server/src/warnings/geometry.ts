import type { CapArea, CapPoint } from './cap-message.ts';

const RADIUS_KM = 6_371;
const RADIANS = Math.PI / 180;

/** Great-circle distance. */
function distanceKm(a: CapPoint, b: CapPoint): number {
  const [dLat, dLon] = [(b.lat - a.lat) * RADIANS, (b.lon - a.lon) * RADIANS];
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** By the number of edges that a line eastward crosses; a ring that ends where it began, or need not. */
export function isInRing({ lat, lon }: CapPoint, ring: readonly CapPoint[]): boolean {
  let isIn = false;
  let before = ring.at(-1);
  for (const corner of ring) {
    if (before && corner.lat > lat !== before.lat > lat) {
      const along = (lat - corner.lat) / (before.lat - corner.lat);
      if (lon < corner.lon + along * (before.lon - corner.lon)) isIn = !isIn;
    }
    before = corner;
  }
  return isIn;
}

/** The centre of a ring's surface, and the surface in square degrees; a ring without any gives its first corner. */
export function centerOf(ring: readonly CapPoint[]): { center: CapPoint; surface: number } {
  const [origin = { lat: 0, lon: 0 }] = ring;
  let [twice, lat, lon] = [0, 0, 0];
  let before = ring.at(-1) ?? origin;
  for (const corner of ring) {
    const cross =
      (before.lon - origin.lon) * (corner.lat - origin.lat) -
      (corner.lon - origin.lon) * (before.lat - origin.lat);
    twice += cross;
    lat += cross * (before.lat + corner.lat - 2 * origin.lat);
    lon += cross * (before.lon + corner.lon - 2 * origin.lon);
    before = corner;
  }
  if (Math.abs(twice) < 1e-12) return { center: origin, surface: 0 };
  const center = { lat: origin.lat + lat / (3 * twice), lon: origin.lon + lon / (3 * twice) };
  return { center, surface: Math.abs(twice) / 2 };
}

/** Whether one of an area's polygons or circles holds a point. */
export function isInArea(
  point: CapPoint,
  { polygons, circles }: Pick<CapArea, 'polygons' | 'circles'>,
): boolean {
  return (
    polygons.some((ring) => isInRing(point, ring)) ||
    circles.some(({ center, radiusKm }) => distanceKm(center, point) <= radiusKm)
  );
}
