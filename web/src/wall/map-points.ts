import type { DeviceView } from '@fengsui/config/contract';
import type { MapPoint } from '../charts/map-option.ts';

/**
 * The devices that have a place. Answers `before` itself where nothing that is drawn has changed: most
 * patches carry measurements only, and the map need not be drawn again for them.
 */
export function mapPoints(
  devices: Readonly<Record<string, DeviceView>>,
  before: readonly MapPoint[] = [],
): readonly MapPoint[] {
  const points: MapPoint[] = [];
  for (const { id, lon, lat, link } of Object.values(devices)) {
    if (lon !== null && lat !== null) points.push({ id, lon, lat, link });
  }
  return sameList(points, before, samePoint) ? before : points;
}

const samePoint = (a: MapPoint, b: MapPoint): boolean =>
  a.id === b.id && a.link === b.link && a.lon === b.lon && a.lat === b.lat;

function sameList<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => {
      const other = b[i];
      return other !== undefined && same(one, other);
    })
  );
}
