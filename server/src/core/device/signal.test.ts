import type { DeviceClassName, Metrics } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeSample, qualityOf, signalRules, signalRulesOf } from './signal.ts';

const judge = (name: DeviceClassName, values: Metrics, current: Metrics = values): string =>
  qualityOf(judgeSample(signalRulesOf(name), values, current));

describe('the quality of a sample', () => {
  it.each<[string, DeviceClassName, Metrics, string]>([
    ['nothing of a class that was not measured', 'onu', { 'pon.temp_c': 40 }, 'NA'],
    ['a value that was asked for and not given', 'onu', { 'pon.rx_dbm': null }, 'NA'],
    ['well inside', 'onu', { 'pon.rx_dbm': -20 }, 'OK'],
    ['beyond the weak line', 'onu', { 'pon.rx_dbm': -25.5 }, 'WEAK'],
    ['between the lines, where nothing is entered', 'onu', { 'pon.rx_dbm': -24.5 }, 'OK'],
    ['beyond the bad line', 'onu', { 'pon.rx_dbm': -27.1 }, 'BAD'],
    ['too much of it', 'onu', { 'pon.rx_dbm': -7 }, 'WEAK'],
    ['a cellular level', 'gateway', { 'cell.rsrp_dbm': -107 }, 'WEAK'],
    ['the worst of several', 'gateway', { 'cell.rsrp_dbm': -107, 'cell.sinr_db': -4 }, 'BAD'],
    ['the Wi-Fi of a gateway, which is ours', 'gateway', { 'wifi.rssi_dbm': -81 }, 'BAD'],
    ['the Wi-Fi of a home, which is not', 'stb', { 'wifi.rssi_dbm': -81 }, 'NA'],
    ['the mains, which are no signal', 'site', { 'pwr.mains_v': 0 }, 'NA'],
    ['a loudspeaker by its mobile network', 'eb_speaker', { 'cell.rsrp_dbm': -113 }, 'BAD'],
  ])('%s', (_, name, values, quality) => {
    expect(judge(name, values)).toBe(quality);
  });

  it('goes by the row of its own modulation', () => {
    expect(judge('stb', { 'dvbc.mer_db': 30, 'dvbc.qam': 64 })).toBe('OK');
    expect(judge('stb', { 'dvbc.mer_db': 30, 'dvbc.qam': 256 })).toBe('WEAK');
    expect(judge('stb', { 'dvbc.mer_db': 10, 'dvbc.qam': 16 })).toBe('NA');
  });

  it('goes by the modulation that holds now, where it tells none', () => {
    expect(judge('stb', { 'dvbc.mer_db': 30 }, { 'dvbc.qam': 256 })).toBe('WEAK');
    expect(judge('stb', { 'dvbc.mer_db': 30, 'dvbc.qam': 64 }, { 'dvbc.qam': 256 })).toBe('OK');
    expect(judge('stb', { 'dvbc.mer_db': 30 }, {})).toBe('NA');
  });

  it('is taken from the stand-in of the MER where a tuner gives no other', () => {
    expect(judge('stb', { 'dvbc.cn_db': 23, 'dvbc.qam': 64 })).toBe('BAD');
  });

  it('never gets better by a worse level, and is never entered inside of where it is left', () => {
    const levels = fc.double({ min: -140, max: -40, noNaN: true });
    const rules = signalRulesOf('gateway');
    fc.assert(
      fc.property(levels, levels, (a, b) => {
        const [worse, better] = [Math.min(a, b), Math.max(a, b)].map((level) => {
          const mark = judgeSample(rules, { 'cell.rsrp_dbm': level }, {});
          const [quality, unwell] = [mark & 3, mark >> 2];
          expect(unwell).toBeGreaterThanOrEqual(quality - 1);
          return { quality, unwell };
        });
        expect(worse?.quality).toBeGreaterThanOrEqual(better?.quality ?? 4);
        expect(worse?.unwell).toBeGreaterThanOrEqual(better?.unwell ?? 4);
      }),
    );
  });
});

describe('the rules of a class', () => {
  it('are its rows of the signal, by metric', () => {
    const line = { enter: 1, exit: 2 };
    const row = { side: 'low', weak: line, source: '' } as const;
    const rules = signalRules({
      thresholds: [
        { ...row, metric: 'a.b' },
        { ...row, metric: 'c.d', of: 'supply' },
        { ...row, metric: 'e.f' },
        { ...row, metric: 'a.b', side: 'high' },
      ],
    });
    expect(rules.map(({ metric, rows }) => [metric, rows.length])).toEqual([
      ['a.b', 2],
      ['e.f', 1],
    ]);
  });
});
