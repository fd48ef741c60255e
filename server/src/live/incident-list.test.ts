import type { Incident } from '@fengsui/config/contract';
import { MAX_LIVE_INCIDENTS, Severity } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { createIncidentLists } from './incident-list.ts';

function incident(id: string, over: Partial<Incident> = {}): Incident {
  return {
    id,
    type: 'outage',
    scope: { kind: 'node', id: 'hub-1' },
    severity: 'major',
    cause: 'UNKNOWN',
    affected: { lost: 3, monitored: 4, homes: 120, population: 400 },
    because: {},
    state: 'open',
    area: '441223001',
    since: 90,
    openedAt: 100,
    updatedAt: 100,
    recoveredAt: null,
    closedAt: null,
    reopened: 0,
    flapping: false,
    ...over,
  };
}

const listsOf = (...incidents: Incident[]) =>
  createIncidentLists({
    incidents: () => incidents,
    placeOf: ({ scope: { id } }) => ({ name: `place ${id}`, areas: [], lon: null, lat: null }),
    contains: (region, area) => area.startsWith(region),
  });

describe('the incidents of a region', () => {
  it('are those that lie in it, and whatever the platform itself has', () => {
    const list = listsOf(
      incident('1'),
      incident('2', { area: '441202' }),
      incident('3', { area: '', scope: { kind: 'platform', id: '' } }),
    )('441223');
    expect(list.shown.map(({ id }) => id).sort()).toEqual(['1', '3']);
    expect(list.counts.open.major).toBe(2);
  });

  it('are told by name and in words, without the evidence itself', () => {
    const words = { zh: '三台失联', en: 'three are silent' };
    const [view] = listsOf(incident('1', { because: { words, beats: [1, 2], likelihood: 30, needed: 20 } }))(
      '4412',
    ).shown;
    expect(view).toMatchObject({
      place: { name: 'place hub-1' },
      words,
      strength: { reached: 30, needed: 20 },
    });
    expect(view).not.toHaveProperty('because');
    expect(listsOf(incident('1', { because: { words: 'no' } }))('4412').shown[0]).toMatchObject({
      words: null,
      strength: null,
    });
  });

  it('are counted by severity while open, and apart when they have recovered', () => {
    const { counts } = listsOf(
      incident('1', { severity: 'critical' }),
      incident('2', { severity: 'critical', state: 'recovered' }),
      incident('3', { severity: 'info' }),
    )('4412');
    expect(counts).toEqual({
      open: { critical: 1, major: 0, minor: 0, warning: 0, info: 1 },
      recovered: 1,
      leftOut: 0,
    });
  });

  it('are bounded: the open ones, the most severe, the newest stay, the others are counted', () => {
    const many = Array.from({ length: MAX_LIVE_INCIDENTS + 40 }, (_, i) =>
      incident(`i${i}`, {
        severity: Severity.options[i % 5] ?? 'info',
        openedAt: i,
        state: i % 3 === 0 ? 'recovered' : 'open',
      }),
    );
    const { shown, counts } = listsOf(...many)('4412');
    expect(shown).toHaveLength(MAX_LIVE_INCIDENTS);
    expect(counts.leftOut).toBe(40);
    expect(shown.slice(0, 2).map(({ id }) => id)).toEqual(['i235', 'i230']);
    const left = many.filter(({ id }) => !shown.some((one) => one.id === id));
    expect(left.filter(({ state }) => state === 'open')).toEqual([]);
  });
});
