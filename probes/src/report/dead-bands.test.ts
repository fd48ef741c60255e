import { METRICS } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { deadBandOf, isNews } from './dead-bands.ts';

const isNewsOf = (metric: string, before: number, now: number, set: Record<string, number> = {}) =>
  isNews(before, now, deadBandOf(metric, set));

describe('a dead-band', () => {
  it('keeps small movements back and lets large ones through', () => {
    expect(isNewsOf('dvbc.mer_db', 36.6, 37)).toBe(false);
    expect(isNewsOf('dvbc.mer_db', 36.6, 35.9)).toBe(true);
    expect(isNewsOf('cell.rsrp_dbm', -97, -99)).toBe(false);
    expect(isNewsOf('cell.rsrp_dbm', -97, -100)).toBe(true);
  });

  it('is a share of the value where the value spans decades', () => {
    expect(isNewsOf('net.rx_bps', 10_000_000, 14_000_000)).toBe(false);
    expect(isNewsOf('net.rx_bps', 10_000_000, 16_000_000)).toBe(true);
    expect(isNewsOf('net.rx_bps', 1_000, 500_000)).toBe(false);
  });

  it('of an instance is that of its metric', () => {
    expect(deadBandOf('net.rx_bps.eth0', {})).toEqual(deadBandOf('net.rx_bps', {}));
    expect(deadBandOf('wifi.rssi_dbm.wlan0', {})).toEqual(deadBandOf('wifi.rssi_dbm', {}));
  });

  it('of an unknown metric goes by its unit, and without one every change is news', () => {
    expect(isNewsOf('lab.oven_c', 20, 21)).toBe(false);
    expect(isNewsOf('lab.oven_c', 20, 23)).toBe(true);
    expect(isNewsOf('lab.count', 1, 2)).toBe(true);
  });

  it('can be set by metric, for all its instances', () => {
    expect(isNewsOf('dvbc.mer_db', 36.6, 37, { 'dvbc.mer_db': 0.1 })).toBe(true);
    expect(isNewsOf('net.rtt_ms.portal', 10, 60, { 'net.rtt_ms': 100 })).toBe(false);
  });

  it('does not hold a state or an answer that failed', () => {
    const band = deadBandOf('dvbc.mer_db', {});
    expect(isNews(36.6, null, band)).toBe(true);
    expect(isNews(null, 36.6, band)).toBe(true);
    expect(isNews(null, null, band)).toBe(false);
    expect(isNews(true, false, deadBandOf('dvbc.lock', {}))).toBe(true);
    expect(isNews(undefined, 36.6, band)).toBe(true);
  });

  it('never sends what grows of itself on its own', () => {
    for (const metric of ['sys.uptime_s', 'play.play_ms', 'pwr.gen_hours']) {
      expect(isNewsOf(metric, 0, 1e9)).toBe(false);
    }
  });

  it('exists for every metric of the contract', () => {
    for (const metric of Object.keys(METRICS)) expect(deadBandOf(metric, {}).by).toBeGreaterThanOrEqual(0);
  });
});
