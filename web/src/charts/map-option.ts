import type { LinkState, Severity } from '@fengsui/config/contract';
import type { ScatterSeriesOption } from 'echarts/charts';
import type { MapMark } from './map-marks.ts';
import { markLayers, severityColour } from './map-marks.ts';
import type { Box } from './map-source.ts';
import type { ChartOption } from './option.ts';
import { STATE_SHAPES } from './state-shapes.ts';
import type { ChartTheme } from './theme.ts';

/**
 * none: nothing heard. few: fewer than a ratio needs. blind: the server cannot see them. away: with the
 * share of judged devices that are not online, and no incident. incident: the worst that is open.
 */
export type Shade =
  | { kind: 'none' | 'few' | 'blind' | 'calm' }
  | { kind: 'away'; share: number }
  | { kind: 'incident'; severity: Severity };

export interface MapRegion {
  code: string;
  name: string;
  counts: string;
  /** Its name has room. */
  named: boolean;
  /** Where its name stands. */
  at: readonly [lon: number, lat: number];
  shade: Shade;
}

export interface MapPoint {
  id: string;
  lon: number;
  lat: number;
  link: LinkState;
}

export interface MapModel {
  source: string;
  regions: readonly MapRegion[];
  points: readonly MapPoint[];
  /** Open incidents, above everything else. */
  marks: readonly MapMark[];
  /** What is looked at: the whole map, or the region that was chosen. */
  view: Box;
  /** The chosen region; the others step back. */
  focus: string | undefined;
  chosenDevice: string | undefined;
  chosenIncident: string | undefined;
}

/** Drawn in this order: what needs somebody lies on top. */
const LAYERS: readonly LinkState[] = ['UNKNOWN', 'STANDBY', 'ONLINE', 'BLIND', 'SUSPECT', 'OFFLINE'];
const POINT_REM: Record<LinkState, number> = {
  UNKNOWN: 0.28,
  STANDBY: 0.5,
  ONLINE: 0.5,
  BLIND: 0.6,
  SUSPECT: 0.7,
  OFFLINE: 0.7,
};
/** Up to this many points are each worth more than a name. */
const FEW = 20;
/** So are this many incidents; among more, the names tell more than one of them. */
const FEW_MARKS = 8;
/** With more points than this, each is drawn smaller. */
const MANY = 200;

export function mapOption(model: MapModel, theme: ChartTheme): ChartOption {
  const [west, south, east, north] = model.view;
  return {
    animation: false,
    textStyle: { fontFamily: theme.font },
    geo: {
      map: model.source,
      boundingCoords: [
        [west, north],
        [east, south],
      ],
      /** A degree of longitude is shorter than one of latitude. */
      aspectScale: Math.cos(((south + north) / 2) * (Math.PI / 180)),
      preserveAspect: 'contain',
      left: 0.6 * theme.rem,
      right: 0.6 * theme.rem,
      top: 0.6 * theme.rem,
      bottom: 0.6 * theme.rem,
      itemStyle: { areaColor: theme.land, borderColor: theme.landLine, borderWidth: 0.06 * theme.rem },
      emphasis: { label: { show: false }, itemStyle: { areaColor: theme.landLine } },
      select: { disabled: true },
      regions: model.regions.map((region) => shaded(region, model.focus, theme)),
    },
    series: [
      labels(model, theme),
      ...LAYERS.map((link) => layer(link, model, theme)),
      chosenMark(model, theme),
      ...markLayers(model.marks, model.chosenIncident, theme),
    ],
  };
}

/** Looked at closely, a region is a ground for its points: only its outline keeps the full colour. */
function shaded({ code, shade }: MapRegion, focus: string | undefined, theme: ChartTheme) {
  const { rem } = theme;
  if (focus === undefined) return { name: code, itemStyle: { areaColor: areaColour(shade, theme) } };
  if (focus !== code) return { name: code, itemStyle: { areaColor: theme.land, opacity: 0.35 } };
  const borderColor = shade.kind === 'incident' ? severityColour(shade.severity, theme) : theme.dim;
  return { name: code, itemStyle: { areaColor: theme.land, borderColor, borderWidth: 0.12 * rem } };
}

/** How much of its colour an incident lends to its region. */
const INCIDENT_TINT: Record<Severity, number> = {
  critical: 0.5,
  major: 0.45,
  minor: 0.25,
  warning: 0.3,
  info: 0,
};

export function areaColour(shade: Shade, theme: ChartTheme): string {
  switch (shade.kind) {
    case 'none':
      return theme.land;
    case 'few':
      return mix(theme.land, theme.landLine, 0.35);
    case 'blind':
      return mix(theme.land, theme.state.BLIND, 0.3);
    case 'calm':
      return theme.landCalm;
    case 'away':
      return mix(theme.landCalm, theme.dim, 0.1 + 0.3 * Math.min(1, shade.share * 2));
    case 'incident':
      return mix(theme.landCalm, severityColour(shade.severity, theme), INCIDENT_TINT[shade.severity]);
  }
}

/** Two colours as #rrggbb, `share` of the second. */
function mix(first: string, second: string, share: number): string {
  const part = (hex: string, i: number): number => Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map((i) => Math.round(part(first, i) * (1 - share) + part(second, i) * share));
  return `#${mixed.map((n) => n.toString(16).padStart(2, '0')).join('')}`;
}

function layer(link: LinkState, model: MapModel, theme: ChartTheme): ScatterSeriesOption {
  const points = model.points.filter((point) => point.link === link);
  const size = POINT_REM[link] * theme.rem * (model.points.length > MANY ? 0.7 : 1);
  return {
    type: 'scatter',
    coordinateSystem: 'geo',
    z: 3,
    symbol: `path://${STATE_SHAPES[link]}`,
    symbolSize: size,
    itemStyle: {
      color: theme.state[link],
      opacity: 1,
      borderColor: theme.ground,
      borderWidth: link === 'UNKNOWN' ? 0 : 0.04 * theme.rem,
    },
    data: points.map(({ id, lon, lat }) => ({ name: id, value: [lon, lat] })),
  };
}

/** A ring around the device that list and chart speak of. */
function chosenMark(model: MapModel, theme: ChartTheme): ScatterSeriesOption {
  const chosen = model.points.find(({ id }) => id === model.chosenDevice);
  return {
    type: 'scatter',
    coordinateSystem: 'geo',
    silent: true,
    z: 3,
    symbol: 'circle',
    symbolSize: 1.5 * theme.rem,
    itemStyle: { color: 'transparent', borderColor: theme.text, borderWidth: 0.1 * theme.rem },
    data: chosen ? [{ value: [chosen.lon, chosen.lat] }] : [],
  };
}

/** Region names; on a plate where something is heard. */
function labels(model: MapModel, theme: ChartTheme): ScatterSeriesOption {
  const shown = model.regions.filter(({ named }) => named && model.focus === undefined);
  return {
    type: 'scatter',
    coordinateSystem: 'geo',
    silent: true,
    /** Above whatever is so much that it would hide the words. */
    z: model.marks.length > FEW_MARKS ? 6 : model.points.length > FEW ? 4 : 1,
    symbolSize: 0.01,
    itemStyle: { color: 'transparent' },
    data: shown.map((region) => ({ value: [region.at[0], region.at[1]], label: plate(region, theme) })),
  };
}

function plate({ name, counts, shade }: MapRegion, theme: ChartTheme) {
  const { rem } = theme;
  const heard = shade.kind !== 'none';
  return {
    show: true,
    position: 'inside' as const,
    formatter: counts === '' ? name : `${name} {counts|${counts}}`,
    color: heard ? theme.text : theme.faint,
    fontSize: 0.95 * rem,
    fontFamily: theme.font,
    ...(heard && {
      backgroundColor: `${theme.ground}b8`,
      padding: [0.12 * rem, 0.4 * rem],
      borderRadius: 0.2 * rem,
    }),
    rich: {
      counts: {
        color: theme.text,
        fontSize: 1.05 * rem,
        fontWeight: 'bold' as const,
        fontFamily: theme.font,
      },
    },
  };
}
