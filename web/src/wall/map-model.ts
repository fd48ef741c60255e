import type { RegionView } from '@fengsui/config/contract';
import { labelPoint } from '../charts/label-point.ts';
import type { MapMark } from '../charts/map-marks.ts';
import type { MapModel, MapPoint, MapRegion } from '../charts/map-option.ts';
import type { Box } from '../charts/map-source.ts';
import { boxOf } from '../charts/map-source.ts';
import type { Plate } from '../charts/spread-labels.ts';
import { overlaps, spreadLabels } from '../charts/spread-labels.ts';
import type { Boundaries, Position } from '../http/boundaries.ts';
import type { Formats } from '../i18n/format.ts';
import type { RegionTrouble } from './map-incidents.ts';
import { regionShade } from './region-shade.ts';
import { tally } from './tally.ts';

/** A region's outline, measured once. */
export interface PlacedRegion {
  code: string;
  name: string;
  at: Position;
  box: Box;
}

export const placedRegions = (boundaries: Boundaries): PlacedRegion[] =>
  boundaries.map((boundary) => ({
    code: boundary.code,
    name: boundary.name,
    at: labelPoint(boundary),
    box: boxOf([boundary]),
  }));

export interface MapInput {
  source: string;
  placed: readonly PlacedRegion[];
  /** The viewed region and its children. */
  regions: readonly RegionView[];
  viewed: string;
  points: readonly MapPoint[];
  marks: readonly MapMark[];
  /** What is open in each region, by code. */
  trouble: ReadonlyMap<string, RegionTrouble>;
  chosenDevice: string | undefined;
  chosenIncident: string | undefined;
  formats: Formats;
  /** There is room for counts beside the names. */
  roomy: boolean;
}

export function mapModel(input: MapInput): MapModel {
  const byCode = new Map(input.regions.map((region) => [region.code, region]));
  /** A township has no outline of its own: its county stands for it. */
  const focus = input.placed.find(({ code }) => input.viewed.startsWith(code));
  const whole = union(input.placed.map(({ box }) => box));
  return {
    source: input.source,
    regions: spread(
      input.placed.map((placed) => mapRegion(placed, byCode.get(placed.code), input, whole)),
      whole,
    ),
    points: input.points,
    marks: input.marks,
    view: focus?.box ?? whole,
    focus: focus?.code,
    chosenDevice: input.chosenDevice,
    chosenIncident: input.chosenIncident,
  };
}

/** Of the map's height: within this of a point a name would hide it, and so far up it goes. */
const COVERS = 0.045;

function mapRegion(
  placed: PlacedRegion,
  region: RegionView | undefined,
  input: MapInput,
  view: Box,
): MapRegion {
  const { code, name } = placed;
  const at = beside(placed.at, [...input.points, ...input.marks], (view[3] - view[1]) * COVERS);
  if (!region) return { code, name, at, named: true, shade: { kind: 'none' }, counts: '' };
  return {
    code,
    name: region.name,
    at,
    named: true,
    shade: regionShade(region, input.trouble.get(code)?.worst),
    counts: input.roomy ? countsText(region, input.formats) : '',
  };
}

/** Heights and widths of a name as it usually comes out, of the map's height. */
const PLATE = { height: 0.06, perHan: 0.036, perDigit: 0.024, rim: 0.04 };

/** Names of regions that are heard are moved apart; another is shown only where it then has room. */
function spread(regions: readonly MapRegion[], [, south, , north]: Box): MapRegion[] {
  const lonScale = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const isHeard = ({ shade }: MapRegion): boolean => shade.kind !== 'none';
  const heard = regions.filter(isHeard);
  const taken = spreadLabels(
    heard.map((region) => plateOf(region, north - south)),
    lonScale,
  );
  const places = new Map(taken.map(({ lon, lat }, i) => [heard[i]?.code, [lon, lat] as const]));
  return regions.map((region) => {
    const own = plateOf(region, north - south);
    const named = isHeard(region) || !taken.some((plate) => overlaps(plate, own, lonScale));
    if (named && !isHeard(region)) taken.push(own);
    return { ...region, named, at: places.get(region.code) ?? region.at };
  });
}

const plateOf = ({ at: [lon, lat], name, counts }: MapRegion, unit: number): Plate => ({
  lon,
  lat,
  height: PLATE.height * unit,
  width: (PLATE.perHan * name.length + PLATE.perDigit * counts.length + PLATE.rim) * unit,
});

function beside(
  [lon, lat]: Position,
  points: readonly Pick<MapPoint, 'lon' | 'lat'>[],
  reach: number,
): Position {
  const covers = points.some((point) => Math.hypot(point.lon - lon, point.lat - lat) < reach);
  return covers ? [lon, lat + reach * 1.5] : [lon, lat];
}

/** Online of those that can be judged; '' where there are none. */
function countsText(region: RegionView, formats: Formats): string {
  const counts = tally(region);
  return counts.judged === 0 ? '' : `${formats.count(counts.online)}/${formats.count(counts.judged)}`;
}

function union(boxes: readonly Box[]): Box {
  return [
    Math.min(...boxes.map(([west]) => west)),
    Math.min(...boxes.map(([, south]) => south)),
    Math.max(...boxes.map(([, , east]) => east)),
    Math.max(...boxes.map(([, , , north]) => north)),
  ];
}
