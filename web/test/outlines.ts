import { COUNTIES } from './world.ts';

const CORNERS = 40;

/** Invented outlines around the counties' places: enough to draw, click and label. */
export const inventedMap = {
  type: 'FeatureCollection',
  features: COUNTIES.map(({ code, name, lon, lat }, i) => ({
    type: 'Feature',
    properties: { code, name, center: [lon, lat] },
    geometry: { type: 'Polygon', coordinates: [ring(lon, lat, i)] },
  })),
};

function ring(lon: number, lat: number, seed: number): [number, number][] {
  const corners = Array.from({ length: CORNERS }, (_, i): [number, number] => {
    const angle = (i / CORNERS) * 2 * Math.PI;
    const reach = 0.11 + 0.015 * Math.sin(angle * 3 + seed) + 0.006 * Math.sin(angle * 7 + seed);
    return [lon + reach * 1.1 * Math.cos(angle), lat + reach * Math.sin(angle)];
  });
  return [...corners, corners[0]!];
}
