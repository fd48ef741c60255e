import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { createFormats } from './format.ts';
import { isStateMetric, readMetric } from './value.ts';
import { zh } from './zh.ts';

const formats = createFormats('en', 'Asia/Shanghai');
const read = (name: string, value: number | string | boolean | null): string => {
  const { text, unit } = readMetric(name, value, en, formats);
  return unit ? `${text} ${unit}` : text;
};

describe('a value', () => {
  it.each([
    ['dvbc.mer_db', 34.64, '34.6 dB'],
    ['pon.rx_dbm', -19.4, '-19.4 dBm'],
    ['sys.load1', 0.4, '0.40'],
    ['sys.uptime_s', 273_845, '3d 4h'],
    ['net.rx_bps', 1_843_200, '1.8 Mbit/s'],
    ['net.rx_bps.eth0', 312_400, '312 kbit/s'],
    ['net.rx_bps', 0, '0 bit/s'],
    ['dvbc.ber_pre', 2.3e-6, '2.3E-6'],
    ['dvbc.ber_pre', 0, '0.00'],
    ['dvbc.ucb', 1_234, '1,234'],
    ['play.state', 'buffering', 'buffering'],
    ['vendor.new_thing', 3.14159, '3.14'],
    ['vendor.flag', true, 'true'],
  ])('of %s reads with its unit and steady digits', (name, value, shown) => {
    expect(read(name, value)).toBe(shown);
  });

  it('that is a state is said in words, sent as a flag or stored as a number', () => {
    expect([read('dvbc.lock', true), read('dvbc.lock', 0)]).toEqual(['Locked', 'Unlocked']);
    expect(readMetric('eb.work_state', 3, zh, formats).text).toBe('故障');
    expect(read('eb.first_reg', false)).toBe('No');
  });

  it('keeps a state that has no word as it came', () => {
    expect(read('eb.work_state', 9)).toBe('9');
  });

  it('that was asked for and not answered says so', () => {
    expect(read('dvbc.mer_db', null)).toBe('No answer');
  });
});

it('tells states from quantities', () => {
  expect(['dvbc.lock', 'eb.work_state', 'cell.rat', 'dvbc.mer_db', 'vendor.x'].map(isStateMetric)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
