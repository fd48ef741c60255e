import type { DeviceClassName, Metrics } from '@fengsui/config/contract';

/** What a device measures. `base` is its own, `noise` that of the moment; both 32 random bits. */
export type Reading = (base: number, noise: number, uptimeS: number) => Metrics;

const tenths = (x: number): number => Math.round(x * 10) / 10;
const hundredths = (x: number): number => Math.round(x * 100) / 100;

/** A whole number in 0 … 255 out of 32 bits, by place 0 … 3. */
const byte = (bits: number, place: number): number => (bits >>> (place * 8)) & 0xff;

/** The device's own value, evenly between `from` and `to`. */
const own = (base: number, place: number, from: number, to: number): number =>
  from + (byte(base, place) / 255) * (to - from);

/** Two draws added: a triangle of the given standard deviation, so that no value is impossible but few are far. */
const wobble = (noise: number, place: number, deviation: number): number =>
  (byte(noise, place) + byte(noise, (place + 1) & 3) - 255) * (deviation / 104);

const speaker: Reading = (base, noise, uptimeS) => ({
  'sys.uptime_s': uptimeS,
  'eb.work_state': 1,
  'cell.rsrp_dbm': tenths(own(base, 0, -98, -84) + wobble(noise, 0, 1)),
  'pwr.mains_v': Math.round(own(base, 1, 217, 224) + wobble(noise, 1, 1.5)),
  'pwr.amp_a': hundredths(0.05 + byte(noise, 3) / 10_000),
});

/** Ranges as the recorded cases have them; every one is well inside of its class's thresholds. */
export const READINGS: Readonly<Record<DeviceClassName, Reading>> = {
  stb: (base, noise, uptimeS) => ({
    'sys.uptime_s': uptimeS,
    'dvbc.lock': true,
    'dvbc.qam': 64,
    'dvbc.level_dbuv': tenths(own(base, 0, 56, 63) + wobble(noise, 0, 0.5)),
    'dvbc.mer_db': tenths(own(base, 1, 34, 38) + wobble(noise, 1, 0.5)),
  }),
  onu: (base, noise, uptimeS) => ({
    'sys.uptime_s': uptimeS,
    'pon.rx_dbm': tenths(own(base, 0, -22.5, -17) + wobble(noise, 0, 0.15)),
  }),
  eb_speaker: speaker,
  eb_adapter: speaker,
  site: (base, noise, uptimeS) => ({
    'sys.uptime_s': uptimeS,
    'pwr.mains_ok': true,
    'pwr.mains_v': Math.round(own(base, 1, 217, 224) + wobble(noise, 1, 1.5)),
    'pwr.batt_pct': 100,
    'sys.temp_c': tenths(own(base, 2, 24, 32) + wobble(noise, 2, 0.4)),
  }),
  gateway: (base, noise, uptimeS) => ({
    'sys.uptime_s': uptimeS,
    'sys.load1': hundredths(byte(noise, 0) / 300),
    'sys.mem_pct': tenths(own(base, 1, 25, 60) + wobble(noise, 1, 1)),
    'net.rtt_ms': tenths(own(base, 2, 8, 30) + byte(noise, 2) / 50),
  }),
};
