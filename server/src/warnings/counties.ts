import type { BoundaryFeature } from '@fengsui/config/contract';
import type { Site } from '../site/model.ts';
import type { CapArea, CapPoint } from './cap-message.ts';
import { centerOf, isInArea, isInRing } from './geometry.ts';

interface County {
  code: string;
  /** Of its largest part. */
  center: CapPoint;
  /** Outer rings; holes are too small to matter for a warning. */
  rings: CapPoint[][];
}

/** Answers the counties that a shape on the map concerns; undefined where no boundaries are known. */
export type CountiesOf = (shapes: Pick<CapArea, 'polygons' | 'circles'>) => string[] | undefined;

/**
 * A county counts where the centre of its surface lies in the shape. A shape too small to hold any centre
 * concerns the county that its own centre lies in.
 */
export function createCounties({
  divisions,
  boundaries,
}: Pick<Site, 'divisions' | 'boundaries'>): CountiesOf {
  const counties = (boundaries?.features ?? [])
    .filter(({ properties: { code } }) => divisions.get(code)?.level === 'county')
    .map(countyOf);
  if (counties.length === 0) return () => undefined;

  return (shapes) => {
    const covered = counties.filter(({ center }) => isInArea(center, shapes));
    if (covered.length > 0) return covered.map(({ code }) => code);
    const middles = [
      ...shapes.polygons.map((ring) => centerOf(ring).center),
      ...shapes.circles.map(({ center }) => center),
    ];
    const around = counties.filter(({ rings }) =>
      middles.some((middle) => rings.some((ring) => isInRing(middle, ring))),
    );
    return around.map(({ code }) => code);
  };
}

function countyOf({ properties: { code }, geometry }: BoundaryFeature): County {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.map(([outer = []]) => outer.map(([lon, lat]) => ({ lat, lon })));
  const [largest] = rings.map(centerOf).sort((a, b) => b.surface - a.surface);
  return { code, center: largest?.center ?? { lat: 0, lon: 0 }, rings };
}
