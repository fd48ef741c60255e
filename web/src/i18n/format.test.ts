import { describe, expect, it } from 'vitest';
import { createFormats } from './format.ts';
import { createZoneOffset } from './zone.ts';

const AT = Date.UTC(2026, 10, 22, 5, 56, 36);
const zh = createFormats('zh', 'Asia/Shanghai');
const en = createFormats('en', 'Asia/Shanghai');

describe('times', () => {
  it('are those of the site’s zone, whatever zone the screen is in', () => {
    expect(zh.clock(AT)).toBe('13:56:36');
    expect(createFormats('en', 'America/New_York').clock(AT)).toBe('00:56:36');
  });

  it('name the day in the reader’s language', () => {
    expect(zh.date(AT)).toBe('11月22日星期日');
    expect(en.date(AT)).toMatch(/Sunday,? 22 November/);
  });

  it('carry the date only on another day of the site', () => {
    expect(zh.moment(AT, AT + 3_600_000)).toBe('13:56:36');
    expect(zh.moment(AT - 86_400_000, AT)).toContain('11月21日');
  });

  it('fall back to UTC for a zone that the browser does not know', () => {
    expect(createFormats('zh', 'Mars/Olympus').timezone).toBe('UTC');
  });
});

describe('durations', () => {
  it.each([
    [0, '0 秒', '0s'],
    [59_999, '59 秒', '59s'],
    [60_000, '1 分钟', '1m'],
    [3_600_000, '1 小时', '1h'],
    [3_660_000, '1 小时 1 分钟', '1h 1m'],
    [273_845_000, '3 天 4 小时', '3d 4h'],
    [-5, '0 秒', '0s'],
  ])('of %d ms are said in their two largest units', (ms, chinese, english) => {
    expect([zh.duration(ms), en.duration(ms)]).toEqual([chinese, english]);
  });

  it('below a second are said to be below a second', () => {
    expect([zh.age(300), en.age(300), en.age(1_000)]).toEqual(['<1 秒', '<1s', '1s']);
  });
});

describe('numbers', () => {
  it('keep their digits, so that a changing value does not jump', () => {
    expect([en.fixed(37, 1), en.fixed(37.25, 1)]).toEqual(['37.0', '37.3']);
  });

  it('never round a share up to all of it while something is missing', () => {
    expect([en.percent(0.99999), en.percent(1), en.percent(0.8669)]).toEqual(['99.9%', '100%', '86.7%']);
  });
});

describe('the offset of a zone', () => {
  it('follows summer time', () => {
    const offset = createZoneOffset('Europe/Berlin');
    expect(offset(Date.UTC(2026, 6, 1)) / 3_600_000).toBe(2);
    expect(offset(Date.UTC(2026, 11, 1)) / 3_600_000).toBe(1);
    expect(createZoneOffset('Asia/Shanghai')(AT + 0.4) / 3_600_000).toBe(8);
  });
});
