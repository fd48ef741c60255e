import type { registerMap } from 'echarts/core';
import type { Boundaries, Position } from '../http/boundaries.ts';

type GeoJson = Exclude<Parameters<typeof registerMap>[1], string>;

export interface MapSource {
  name: string;
  geoJson: GeoJson;
}

export type Box = readonly [west: number, south: number, east: number, north: number];

/** Regions are named by their code, so that clicks and shades speak of codes. */
export function mapSource(boundaries: Boundaries): MapSource {
  const features = boundaries.map(({ code, polygons }) => ({
    type: 'Feature',
    properties: { name: code },
    geometry: { type: 'MultiPolygon', coordinates: polygons },
  }));
  return { name: 'site', geoJson: { type: 'FeatureCollection', features } as unknown as GeoJson };
}

export function boxOf(boundaries: Boundaries): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positionsOf(boundaries)) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

const positionsOf = (boundaries: Boundaries): readonly Position[] =>
  boundaries.flatMap(({ polygons }) => polygons.flatMap((rings) => rings[0] ?? []));
