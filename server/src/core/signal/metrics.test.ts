import { DeviceClassName } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { FEEDS, feedOf } from './metrics.ts';

describe('the levels that devices are fed with', () => {
  it('keep their numbers: what was kept before a restart names them by it', () => {
    expect(FEEDS.map(({ metric }) => metric)).toEqual([
      'dvbc.mer_db',
      'dvbc.cn_db',
      'cell.rsrp_dbm',
      'pon.rx_dbm',
    ]);
  });

  it('are chosen by the class, and the supply or the Wi-Fi of a home is none of them', () => {
    const all = { ...Object.fromEntries(FEEDS.map(({ metric }) => [metric, -20])), 'wifi.rssi_dbm': -60 };
    const chosen = DeviceClassName.options.map((name) => [name, FEEDS[feedOf(name, all)]?.metric]);
    expect(Object.fromEntries(chosen)).toEqual({
      stb: 'dvbc.mer_db',
      onu: 'pon.rx_dbm',
      eb_speaker: 'dvbc.mer_db',
      eb_adapter: 'dvbc.mer_db',
      site: 'cell.rsrp_dbm',
      gateway: 'cell.rsrp_dbm',
    });
  });
});
