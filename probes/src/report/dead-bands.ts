import type { MetricValue } from '@fengsui/config/contract';

/** A value is news when it moved by more than `by`, and by more than `share` of what was sent last. */
export interface DeadBand {
  by: number;
  share?: number;
  /** It grows of itself, or says nothing by moving: it comes along with what is sent anyway. */
  isAlongOnly?: true;
}

const ALONG: DeadBand = { by: Infinity, isAlongOnly: true };

/** By metric, where the unit alone would be too fine or too coarse. */
const BY_METRIC: Readonly<Record<string, DeadBand>> = {
  'sys.uptime_s': ALONG,
  'sys.load1': { by: 1, share: 0.5 },
  'sys.cpu_pct': { by: 15 },
  'sys.mem_pct': { by: 3 },
  'sys.clock_offset_ms': { by: 500 },
  'net.rtt_ms': { by: 10, share: 0.5 },
  'net.rx_bps': { by: 1_000_000, share: 0.5 },
  'net.tx_bps': { by: 1_000_000, share: 0.5 },
  'wifi.phy_mbps': { by: 20, share: 0.3 },
  'dvbc.freq_khz': { by: 0 },
  'dvbc.ber_pre': { by: 0, share: 0.5 },
  'dvbc.ber_post': { by: 0, share: 0.5 },
  'dvbc.ucb': { by: 0, share: 0.1 },
  'docsis.corr': ALONG,
  'docsis.uncorr': { by: 0, share: 0.1 },
  'pon.bias_ma': { by: 2 },
  'pon.vcc_v': { by: 0.1 },
  'play.play_ms': ALONG,
  'pwr.mains_v': { by: 4 },
  'pwr.batt_min_left': { by: 10, share: 0.1 },
  'pwr.gen_hours': ALONG,
  'eb.volume_pct': { by: 0 },
  'probe.rss_mb': ALONG,
  'probe.spool_bytes': ALONG,
};

/** By the suffix that carries the unit. */
const BY_UNIT: Readonly<Record<string, DeadBand>> = {
  dbm: { by: 2 },
  dbmv: { by: 1 },
  dbuv: { by: 1 },
  db: { by: 0.5 },
  pct: { by: 5 },
  c: { by: 2 },
  v: { by: 0.5 },
  a: { by: 0.2 },
  ma: { by: 2 },
  ms: { by: 50, share: 0.5 },
  s: { by: 5, share: 0.2 },
  bps: { by: 1_000_000, share: 0.5 },
  mbps: { by: 10, share: 0.3 },
  mb: { by: 10, share: 0.2 },
  raw: { by: 0, share: 0.1 },
  bytes: { by: 0, share: 0.2 },
};

/** States and counters: each change is news. */
const ANY_CHANGE: DeadBand = { by: 0 };

/**
 * The dead-band of a metric: what was set, else by its name, else by its unit. An instance, as in
 * `net.rx_bps.eth0`, has that of its metric.
 */
export function deadBandOf(metric: string, set: Readonly<Record<string, number>>): DeadBand {
  const names = [metric, metric.slice(0, Math.max(0, metric.lastIndexOf('.')))];
  for (const name of names) {
    if (Object.hasOwn(set, name)) return { by: set[name] ?? 0 };
    const own = Object.hasOwn(BY_METRIC, name) ? BY_METRIC[name] : undefined;
    if (own) return own;
  }
  const units = names.map((name) => name.slice(name.lastIndexOf('_') + 1));
  const unit = units.find((suffix) => Object.hasOwn(BY_UNIT, suffix));
  return (unit === undefined ? undefined : BY_UNIT[unit]) ?? ANY_CHANGE;
}

/** Whether a value is worth sending after the one that was sent last. */
export function isNews(sent: MetricValue | undefined, value: MetricValue, band: DeadBand): boolean {
  if (typeof sent !== 'number' || typeof value !== 'number') {
    return sent !== value && !(band.isAlongOnly && sent !== undefined);
  }
  const moved = Math.abs(value - sent);
  return moved > band.by && moved > (band.share ?? 0) * Math.abs(sent);
}
