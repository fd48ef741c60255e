import type { DeviceClass, DeviceClassName, Metrics } from '@fengsui/config/contract';
import { metricInfo } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';

/** A level that a device is fed with; its number is its place in `FEEDS`. */
export interface Feed {
  metric: string;
  /** Deviations smaller than this are noise, however steady a device has been; dB. */
  sigmaFloor: number;
  /** Rain weakens it. */
  throughAir: boolean;
}

/** What is told of devices whose class has no threshold for it. Floors: section d.5 of the domain notes. */
const COMMON: readonly Feed[] = [
  { metric: 'dvbc.mer_db', sigmaFloor: 0.3, throughAir: true },
  { metric: 'dvbc.cn_db', sigmaFloor: 0.3, throughAir: true },
  { metric: 'cell.rsrp_dbm', sigmaFloor: 1.5, throughAir: true },
  { metric: 'pon.rx_dbm', sigmaFloor: 0.2, throughAir: false },
];

const LEVEL_UNITS: ReadonlySet<string> = new Set(['dB', 'dBm', 'dBµV', 'dBmV']);

/** The first level that the class has a lower threshold for. */
function firstLevel({ thresholds }: DeviceClass): string | undefined {
  return thresholds.find(
    ({ metric, side }) => side === 'low' && LEVEL_UNITS.has(metricInfo(metric)?.unit ?? ''),
  )?.metric;
}

export const FEEDS: readonly Feed[] = [
  ...COMMON,
  ...Object.values<DeviceClass>(DEVICE_CLASSES)
    .map(firstLevel)
    .filter((metric, i, all) => metric !== undefined && all.indexOf(metric) === i)
    .filter((metric) => COMMON.every((feed) => feed.metric !== metric))
    .map((metric = '') => ({ metric, sigmaFloor: 1, throughAir: true })),
];

/** Its class's own first, then what it may tell besides. */
const ORDERS = new Map<DeviceClassName, readonly number[]>(
  Object.values<DeviceClass>(DEVICE_CLASSES).map((profile) => {
    const own = FEEDS.findIndex(({ metric }) => metric === firstLevel(profile));
    const others = COMMON.map((_, i) => i).filter((i) => i !== own);
    return [profile.class, own < 0 ? others : [own, ...others]];
  }),
);

const NO_ORDER: readonly number[] = [];
export const NO_FEED = -1;

/** By which of its values a device is judged; `NO_FEED` if it tells none of them. */
export function feedOf(name: DeviceClassName, metrics: Metrics): number {
  for (const feed of ORDERS.get(name) ?? NO_ORDER) {
    if (typeof metrics[FEEDS[feed]?.metric ?? ''] === 'number') return feed;
  }
  return NO_FEED;
}
