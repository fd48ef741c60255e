import type { DeviceView, LinkReason, LinkState } from '@fengsui/config/contract';
import { COUNTIES } from './world.ts';

const REASONS: Record<LinkState, LinkReason> = {
  ONLINE: 'data',
  SUSPECT: 'silence',
  OFFLINE: 'will_unanswered',
  STANDBY: 'standby',
  BLIND: 'broker_link_lost',
  UNKNOWN: 'server_restarted',
};

/** The one real device of a first start: the machine that the server runs on. */
export function ownMachine(now: number): DeviceView {
  return {
    ...blank('this-machine', now),
    class: 'gateway',
    name: '本机',
    T: 10,
    model: 'x86_64 Linux 6.1',
    fw: '0.1.0',
    lon: 112.465,
    lat: 23.047,
    metrics: {
      'sys.uptime_s': 273_845,
      'sys.load1': 0.42,
      'sys.cpu_pct': 12.4,
      'sys.mem_pct': 37.25,
      'sys.temp_c': 46.5,
      'net.rx_bps': 1_843_200,
      'net.tx_bps': 312_400,
      'net.rtt_ms': 3.61,
      'net.loss_pct': 0,
      'net.if.up': true,
      'probe.rss_mb': 61.2,
      'probe.spool_bytes': 48_211,
    },
  };
}

/** A fleet that is spread over the counties, always the same. */
export function fleet(count: number, now: number): DeviceView[] {
  return Array.from({ length: count }, (_, i) => {
    const county = COUNTIES[i % COUNTIES.length]!;
    const make = MAKERS[i % MAKERS.length]!;
    const device = make(i, now);
    return {
      ...device,
      county: county.code,
      area: `${county.code}${String((i % 10) + 1).padStart(3, '0')}`,
      lon: county.lon + spread(i * 7, 0.09),
      lat: county.lat + spread(i * 13, 0.06),
      linkSince: now - 3_600_000 - i * 61_000,
      lastSeenAt: now - (i % 29) * 1_000,
    };
  });
}

/** A device that changed its state `agoMs` ago. */
export function turned(device: DeviceView, link: LinkState, now: number, agoMs: number): DeviceView {
  const lastSeenAt = link === 'ONLINE' ? now : now - agoMs - device.T * 1_000;
  return { ...device, link, linkSince: now - agoMs, linkBecause: REASONS[link], lastSeenAt };
}

const spread = (seed: number, width: number): number =>
  (((seed * 9_301 + 49_297) % 2_333) / 2_333 - 0.5) * 2 * width;

const MAKERS: ((i: number, now: number) => DeviceView)[] = [
  (i, now) => ({
    ...blank(`spk-${i}`, now),
    class: 'eb_speaker',
    name: `${i} 号村委会应急大喇叭（北门文化广场西侧电杆，太阳能供电）`,
    T: 60,
    power: 'MAINS',
    service: 'IDLE',
    metrics: {
      'eb.work_state': 1,
      'pwr.amp_a': 0.31,
      'pwr.mains_v': 221 + (i % 7),
      'eb.volume_pct': 80,
      'sys.uptime_s': 86_400 * 12 + i * 311,
    },
  }),
  (i, now) => ({
    ...blank(`stb-${i}`, now),
    class: 'stb',
    name: `机顶盒 ${String(i).padStart(5, '0')}`,
    T: 300,
    signal: i % 11 === 1 ? 'WEAK' : 'OK',
    signalSince: now - 1_260_000,
    service: 'LOCKED',
    metrics: {
      'dvbc.mer_db': 34.6 - (i % 11 === 1 ? 3.4 : (i % 5) / 4),
      'dvbc.level_dbuv': 61.5 + (i % 9) / 3,
      'dvbc.lock': true,
      'dvbc.ber_pre': 2.3e-6,
      'dvbc.qam': 256,
      'sys.uptime_s': 40_000 + i * 97,
    },
  }),
  (i, now) => ({
    ...blank(`onu-${i}`, now),
    class: 'onu',
    name: `光猫 ${i}`,
    T: 300,
    metrics: { 'pon.rx_dbm': -19.4 - (i % 6) / 3, 'pon.tx_dbm': 2.1, 'pon.temp_c': 44.2, 'pon.los': false },
  }),
  (i, now) => ({
    ...blank(`site-${i}`, now),
    class: 'site',
    name: `${i} 号分前端机房`,
    T: 30,
    power: 'MAINS',
    metrics: {
      'pwr.mains_ok': true,
      'pwr.mains_v': 226.4,
      'pwr.batt_pct': 98,
      'sys.temp_c': 26.3,
      'net.rtt_ms': 4.8,
    },
  }),
];

function blank(id: string, now: number): DeviceView {
  return {
    id,
    class: 'gateway',
    county: '441202',
    area: '441202001',
    node: 'hub-1',
    name: id,
    T: 30,
    lon: null,
    lat: null,
    link: 'ONLINE',
    linkSince: now - 754_000,
    linkBecause: 'data',
    signal: 'NA',
    signalSince: null,
    power: 'NA',
    service: 'NA',
    flags: [],
    lastSeenAt: now - 2_000,
    boot: 'a1b2c3',
    metrics: {},
  };
}
