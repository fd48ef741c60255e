import type { Severity } from '@fengsui/config/contract';
import type { ScatterSeriesOption } from 'echarts/charts';
import { SEVERITY_SHAPES } from './severity-shapes.ts';
import type { ChartTheme } from './theme.ts';

/** An open incident at its place. */
export interface MapMark {
  id: string;
  lon: number;
  lat: number;
  severity: Severity;
}

/** The less severe are drawn first: what needs somebody lies on top. */
const LAYERS: readonly Severity[] = ['info', 'warning', 'minor', 'major', 'critical'];
const MARK_REM: Record<Severity, number> = { critical: 1.7, major: 1.5, minor: 1.3, warning: 1.1, info: 0.9 };

/** With more of them, each is drawn smaller. */
const MANY = 8;

export function severityColour(severity: Severity, theme: ChartTheme): string {
  if (severity === 'critical') return theme.state.OFFLINE;
  return severity === 'major' || severity === 'minor' ? theme.state.SUSPECT : theme.dim;
}

export function markLayers(
  marks: readonly MapMark[],
  chosen: string | undefined,
  theme: ChartTheme,
): ScatterSeriesOption[] {
  const chosenMark = marks.find(({ id }) => id === chosen);
  return [
    ...LAYERS.map((severity) => layer(severity, marks, theme)),
    { ...ring(theme), data: chosenMark ? [{ value: [chosenMark.lon, chosenMark.lat] }] : [] },
  ];
}

function layer(severity: Severity, marks: readonly MapMark[], theme: ChartTheme): ScatterSeriesOption {
  return {
    type: 'scatter',
    coordinateSystem: 'geo',
    z: 5,
    symbol: `path://${SEVERITY_SHAPES[severity]}`,
    symbolSize: MARK_REM[severity] * theme.rem * (marks.length > MANY ? 0.7 : 1),
    itemStyle: {
      color: severityColour(severity, theme),
      opacity: 1,
      borderColor: theme.ground,
      borderWidth: 0.08 * theme.rem,
    },
    data: marks
      .filter((mark) => mark.severity === severity)
      .map(({ id, lon, lat }) => ({ name: id, value: [lon, lat] })),
  };
}

const ring = (theme: ChartTheme): ScatterSeriesOption => ({
  type: 'scatter',
  coordinateSystem: 'geo',
  silent: true,
  z: 5,
  symbol: 'circle',
  symbolSize: 2.6 * theme.rem,
  itemStyle: { color: 'transparent', borderColor: theme.text, borderWidth: 0.12 * theme.rem },
});
