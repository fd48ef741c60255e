import { describe, expect, it } from 'vitest';
import { longNamed, outage, platform, recovered, storm } from '../../test/incidents.ts';
import { en } from '../i18n/en.ts';
import { createFormats } from '../i18n/format.ts';
import { zh } from '../i18n/zh.ts';
import { evidenceRows } from './evidence.ts';
import { openCounts, orderIncidents } from './incident-order.ts';
import * as words from './incident-words.ts';
import { mapMarks, troubleByRegion } from './map-incidents.ts';

const NOW = 1_763_800_000_000;
const formats = createFormats('en', 'UTC');
const byId = (...list: ReturnType<typeof storm>) => Object.fromEntries(list.map((one) => [one.id, one]));

describe('the order of incidents', () => {
  it('is open before recovered, the most severe first, whoever has waited longest first', () => {
    const list = [
      outage(NOW, { id: 'late', openedAt: NOW }),
      outage(NOW, { id: 'minor', severity: 'minor', openedAt: 1 }),
      outage(NOW, { id: 'over', ...recovered(NOW), openedAt: 1 }),
      outage(NOW, { id: 'early', openedAt: NOW - 1e6 }),
    ];
    const ids = orderIncidents(byId(...list)).map(({ id }) => id);
    expect(ids).toEqual(['early', 'late', 'minor', 'over']);
  });

  it('counts only severities of which something is open, the worst first', () => {
    const open = { critical: 0, major: 2, minor: 0, warning: 1, info: 0 };
    expect(openCounts({ open, recovered: 3, leftOut: 0 })).toEqual([
      { severity: 'major', count: 2 },
      { severity: 'warning', count: 1 },
    ]);
  });
});

describe('an incident in words', () => {
  it('says where, without saying the same name twice', () => {
    expect(words.placeName(outage(NOW), en)).toBe('城东街道机房');
    expect(words.areaNames(outage(NOW))).toBe('广宁县');
    expect(words.placeName(longNamed(NOW), zh)).toContain('及其上联');
    expect(words.placeName(platform(NOW), en)).toBe('The monitoring itself');
  });

  it('never claims more than "at least", and speaks of the platform in its own way', () => {
    expect(words.lostText(outage(NOW), zh, formats)).toBe('失联 ≥23 / 41 台');
    expect(words.lostText(platform(NOW), en, formats)).toBe('120 not judged');
    const weak = outage(NOW, { type: 'weak_signal' });
    expect(words.lostText(weak, en, formats)).toBe('≥23 of 41 affected');
    const wave = { ...platform(NOW), cause: 'PLANNED' as const };
    expect(words.placeName(wave, en)).toBe('The whole network');
  });

  it('says what, whether it comes and goes, why, and how sure', () => {
    expect(words.natureText(outage(NOW), en, formats)).toBe('Outage · power cut · evidence 1.6× needed');
    const flapping = words.natureText(longNamed(NOW), en, formats);
    expect(flapping).toContain('Outage · comes and goes · backhaul only');
    const twice = outage(NOW, { reopened: 2, strength: null });
    expect(words.natureText(twice, en, formats)).toBe('Outage · 2 relapses · power cut');
  });

  it('says how long it lasts, and since when it is over', () => {
    expect(words.sinceText(outage(NOW), NOW, en, formats).lasting).toBe('for 12m');
    expect(words.sinceText(outage(NOW, recovered(NOW)), NOW, en, formats).lasting).toBe('back for 4m');
  });

  it('leaves out in a row what the row says anyway', () => {
    expect(words.reasonWords(outage(NOW), 'zh')).toMatch(/^判定时已有 9 台到期未报；/);
    expect(words.reasonWords(platform(NOW), 'zh')).toContain('消息代理');
    expect(words.reasonWords(outage(NOW, { words: null }), 'zh')).toBe('');
  });
});

describe('incidents on the map', () => {
  it('are marked where they have a place, while they are open and trouble anybody', () => {
    const list = [
      outage(NOW),
      outage(NOW, { id: 'info', severity: 'info' }),
      outage(NOW, { id: 'over', ...recovered(NOW) }),
      platform(NOW),
    ];
    expect(mapMarks(list).map(({ id }) => id)).toEqual(['20261122-001']);
  });

  it('colour each division that they lie in by the worst', () => {
    const trouble = troubleByRegion([
      outage(NOW, { severity: 'minor' }),
      outage(NOW, { id: '2', severity: 'major' }),
      outage(NOW, { id: '3', severity: 'warning' }),
    ]);
    expect(trouble.get('441223')).toEqual({ worst: 'major', count: 3 });
    expect(trouble.get('441223001')?.count).toBe(3);
    expect(trouble.get('441202')).toBeUndefined();
  });
});

describe('the table of evidence', () => {
  it('reads times, spans and numbers as what they are, and leaves the words to the sentence', () => {
    const because = {
      words: { zh: 'x', en: 'y' },
      misses: 9,
      calledAt: NOW,
      blindMs: 61_000,
      withdrawn: true,
      refutes: { device: 'stb-1', at: NOW },
      devices: ['a', 'b', { id: 'c' }, 'd', 'e'],
      nothing: null,
    };
    expect(evidenceRows(because)).toEqual([
      { path: 'misses', value: { kind: 'number', value: 9 } },
      { path: 'calledAt', value: { kind: 'time', at: NOW } },
      { path: 'blindMs', value: { kind: 'span', ms: 61_000 } },
      { path: 'withdrawn', value: { kind: 'truth', value: true } },
      { path: 'refutes.device', value: { kind: 'text', text: 'stb-1' } },
      { path: 'refutes.at', value: { kind: 'time', at: NOW } },
      { path: 'devices', value: { kind: 'text', text: 'a, b, {"id":"c"}, … +2' } },
    ]);
  });

  it('is bounded', () => {
    const because = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i]));
    expect(evidenceRows(because).length).toBeLessThan(50);
  });
});
