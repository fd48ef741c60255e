import { metricInfo } from '@fengsui/config/contract';
import type { Cause, Severity } from '@fengsui/config/contract';
import type { Finding } from '../incident/finding.ts';
import type { PlantNodeInfo } from '../monitor-site.ts';
import { FEEDS } from './metrics.ts';
import type { Trouble } from './node-watch.ts';

/** A fade as it stands at a node. */
export interface Fade extends Trouble {
  measured: number;
  /** Of them, so many sank over several samples instead of dropping at once. */
  sank: number;
  /** The greatest fall below what is usual, dB. */
  worstFallDb: number;
  homes: number;
  population: number;
  devices: readonly string[];
}

/** With fewer faded devices than this, a drop cannot be told from a fast fade. */
export const TELLS_DROP = 8;
const SANK_SHARE = 0.1;

export const fadeKey = (node: string): string => `fade:${node}`;

export function fadeFinding(node: PlantNodeInfo, fade: Fade): Finding {
  const { since, measured, bad: faded, homes, population, devices } = fade;
  const { cause, severity, evidence } = verdict(fade);
  return {
    key: fadeKey(node.id),
    type: 'weak_signal',
    scope: { kind: 'node', id: node.id },
    area: node.area,
    since,
    severity,
    cause,
    affected: { lost: faded, monitored: measured, homes, population },
    because: {
      evidence,
      metric: FEEDS[fade.feed]?.metric ?? '',
      faded,
      measured,
      share: Math.round((faded / measured) * 1000) / 1000,
      medianFallDb: tenths(fade.medianFallDb),
      worstFallDb: tenths(fade.worstFallDb),
      sankOverSamples: fade.sank,
      dispatch: cause !== 'WEATHER',
      devices: [...devices],
      words: words(node.name, fade, cause),
    },
  };
}

function verdict({ feed, bad: faded, sank }: Fade): { cause: Cause; severity: Severity; evidence: string } {
  if (!FEEDS[feed]?.throughAir) return { cause: 'LINK', severity: 'minor', evidence: 'light_fell_together' };
  const dropped = faded >= TELLS_DROP && sank < faded * SANK_SHARE;
  return dropped
    ? { cause: 'UNKNOWN', severity: 'warning', evidence: 'level_dropped_at_once' }
    : { cause: 'WEATHER', severity: 'warning', evidence: 'level_sank_over_minutes' };
}

function words(
  name: string,
  { feed, bad: faded, measured, medianFallDb }: Fade,
  cause: Cause,
): { zh: string; en: string } {
  const { zh = '', en = '' } = metricInfo(FEEDS[feed]?.metric ?? '') ?? {};
  const fall = tenths(medianFallDb);
  return {
    zh: `${name}下${measured}台有测量的设备中${faded}台${zh}下降，中位降幅${fall} dB${ENDING[cause]?.zh ?? ''}`,
    en: `${faded} of ${measured} measured devices under ${name} lost ${en}, typically ${fall} dB${ENDING[cause]?.en ?? ''}`,
  };
}

const ENDING: Readonly<Partial<Record<Cause, { zh: string; en: string }>>> = {
  WEATHER: {
    zh: '，数分钟内逐步变差：疑似雨衰，不建议派单',
    en: ', sinking over minutes: rain, no dispatch',
  },
  UNKNOWN: { zh: '，一次性跌落，不像雨衰', en: ', all at once, which is not how rain does it' },
  LINK: {
    zh: '：光功率同时下降，疑似光缆受压或弯折',
    en: ': light fell together, the fibre above them is suspected',
  },
};

const tenths = (x: number): number => Math.round(x * 10) / 10;
