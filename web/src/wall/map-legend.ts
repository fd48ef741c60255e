import type { LinkState } from '@fengsui/config/contract';
import type { MapModel, Shade } from '../charts/map-option.ts';

export type LegendKind = 'noProbe' | 'tooFew' | 'calm' | 'blind' | 'suspect' | 'offline';

/** What the map shows now, and nothing else: the regions' shades, or the points of the one looked at. */
export type Legend = { kind: 'shades'; shades: LegendKind[] } | { kind: 'points'; links: LinkState[] };

const SHADES: readonly LegendKind[] = ['noProbe', 'tooFew', 'calm', 'blind', 'suspect', 'offline'];
const LINKS: readonly LinkState[] = ['ONLINE', 'SUSPECT', 'OFFLINE', 'STANDBY', 'BLIND', 'UNKNOWN'];

export function legendOf({ focus, regions, points }: MapModel): Legend {
  if (focus !== undefined) {
    const seen = new Set(points.map(({ link }) => link));
    return { kind: 'points', links: LINKS.filter((link) => seen.has(link)) };
  }
  const seen = new Set(regions.map(({ shade }) => nameOf(shade)));
  return { kind: 'shades', shades: SHADES.filter((name) => seen.has(name)) };
}

function nameOf(shade: Shade): LegendKind {
  switch (shade.kind) {
    case 'none':
      return 'noProbe';
    case 'few':
      return 'tooFew';
    case 'troubled':
      return shade.worst === 'OFFLINE' ? 'offline' : 'suspect';
    default:
      return shade.kind;
  }
}
