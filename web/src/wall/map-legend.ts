import type { LinkState } from '@fengsui/config/contract';
import { Severity } from '@fengsui/config/contract';
import type { MapModel, Shade } from '../charts/map-option.ts';

export type LegendKind = 'noProbe' | 'tooFew' | 'calm' | 'blind' | 'away' | 'incident';

/** What the map shows now, and nothing else: the regions' shades, or the points of the one looked at. */
export type Legend = { marks: Severity[] } & (
  { kind: 'shades'; shades: LegendKind[] } | { kind: 'points'; links: LinkState[] }
);

const SHADES: readonly LegendKind[] = ['noProbe', 'tooFew', 'calm', 'away', 'blind', 'incident'];
const LINKS: readonly LinkState[] = ['ONLINE', 'SUSPECT', 'OFFLINE', 'STANDBY', 'BLIND', 'UNKNOWN'];

export function legendOf({ focus, regions, points, marks: drawn }: MapModel): Legend {
  const marks = Severity.options.filter((one) => drawn.some(({ severity }) => severity === one));
  if (focus !== undefined) {
    const seen = new Set(points.map(({ link }) => link));
    return { kind: 'points', marks, links: LINKS.filter((link) => seen.has(link)) };
  }
  const seen = new Set(regions.map(({ shade }) => nameOf(shade)));
  return { kind: 'shades', marks, shades: SHADES.filter((name) => seen.has(name)) };
}

function nameOf(shade: Shade): LegendKind {
  switch (shade.kind) {
    case 'none':
      return 'noProbe';
    case 'few':
      return 'tooFew';
    default:
      return shade.kind;
  }
}
