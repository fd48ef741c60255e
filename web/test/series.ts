import type { SeriesAnswer } from '@fengsui/config/contract';
import { metricInfo } from '@fengsui/config/contract';
import type { SeriesOf } from './stage.ts';

/** Around what a metric moves, and how far. */
const SHAPES: Readonly<Record<string, readonly [middle: number, swing: number]>> = {
  'sys.load1': [0.5, 0.35],
  'sys.cpu_pct': [14, 9],
  'sys.mem_pct': [37, 2],
  'sys.temp_c': [46, 3],
  'net.rx_bps': [1_900_000, 1_400_000],
  'net.tx_bps': [320_000, 180_000],
  'net.rtt_ms': [3.8, 1.1],
  'dvbc.mer_db': [34.4, 0.6],
  'pwr.mains_v': [224, 4],
  'pon.rx_dbm': [-19.6, 0.4],
};

/** A curve that is always the same, with two gaps in every hour. */
export const inventedSeries: SeriesOf = (device, metric, from, to, step): SeriesAnswer => {
  const [middle, swing] = SHAPES[metric] ?? [1, 0];
  const every = Math.max(step, 10) * 1_000;
  const span = to - from;
  const gaps: SeriesAnswer['gaps'] = [
    [Math.round(from + span * 0.31), Math.round(from + span * 0.43), 'no_contact'],
    [Math.round(from + span * 0.7), Math.round(from + span * 0.715), 'announced'],
  ];
  const points: SeriesAnswer['points'] = [];
  for (let at = Math.ceil(from / every) * every; at < to; at += every) {
    if (gaps.some(([start, end]) => at > start && at < end)) continue;
    const wave = Math.sin(at / 700_000) * 0.5 + Math.sin(at / 91_000) * 0.3 + Math.sin(at / 23_000) * 0.2;
    const flag = metricInfo(metric)?.type === 'boolean';
    points.push([at, flag ? Number(wave > -0.6) : middle + swing * wave]);
  }
  return {
    device,
    metric,
    unit: metricInfo(metric)?.unit ?? '',
    from: Math.floor(from),
    to: Math.ceil(to),
    step,
    points,
    gaps,
  };
};
