import { describe, expect, it } from 'vitest';
import { outage } from '../../test/incidents.ts';
import { regionOf } from '../../test/views.ts';
import { en } from '../i18n/en.ts';
import { createFormats } from '../i18n/format.ts';
import { verdictWords } from './verdict-words.ts';
import type { OpenIncidents } from './verdict.ts';
import { judge } from './verdict.ts';

const CALM: OpenIncidents = { counts: [], first: undefined };
const judged = (region: Parameters<typeof judge>[0], incidents = CALM) => judge(region, incidents);
const say = (...given: Parameters<typeof judged>) =>
  verdictWords(judged(...given), en, createFormats('en', 'UTC'));

const first = outage(1e12);
const two: OpenIncidents = {
  counts: [
    { severity: 'critical', count: 1 },
    { severity: 'minor', count: 2 },
  ],
  first,
};

describe('the verdict', () => {
  it('is none, not calm, where nothing was ever heard', () => {
    expect(judged(regionOf({}, {}, 13_000)).kind).toBe('none');
  });

  it('is calm only where enough were heard and all are online', () => {
    expect(judged(regionOf({ ONLINE: 5 })).kind).toBe('calm');
    expect(judged(regionOf({ ONLINE: 4 })).kind).toBe('few');
    expect(judged(regionOf({ ONLINE: 5, STANDBY: 1 })).kind).toBe('quiet');
  });

  it('says how many incidents of which severity, and of the worst where and how bad', () => {
    expect(say(regionOf({ ONLINE: 20, OFFLINE: 7 }), two)).toEqual({
      headline: '1 Critical, 2 Minor',
      detail: '广宁县 城东街道机房, ≥23 of 41 lost, 1,412 homes, 2 more',
    });
  });

  it('does not speak of an incident that is only there to be looked up', () => {
    const planned = { counts: [{ severity: 'info', count: 3 }], first } as const;
    expect(judged(regionOf({ ONLINE: 5 }), planned).kind).toBe('calm');
  });

  it('takes devices that are away without an incident for ordinary life', () => {
    expect(say(regionOf({ ONLINE: 20, OFFLINE: 7, SUSPECT: 9 }))).toEqual({
      headline: 'No incident open',
      detail: '7 offline, 9 suspect: no incident',
    });
    expect(judged(regionOf({ OFFLINE: 1 })).kind).toBe('away');
  });

  it('is blind where the server cannot see half of them, whatever else is known', () => {
    expect(judged(regionOf({ BLIND: 5, OFFLINE: 5 })).kind).toBe('blind');
    expect(judged(regionOf({ BLIND: 4, OFFLINE: 6 })).kind).toBe('blind');
    expect(judged(regionOf({ BLIND: 4, OFFLINE: 6 }), two).kind).toBe('incidents');
    expect(judged(regionOf({ BLIND: 1, ONLINE: 9 })).kind).toBe('blind');
    expect(say(regionOf({ BLIND: 5 }), two).detail).toContain('Open incidents: 1 Critical, 2 Minor');
  });

  it.each([
    [regionOf({}), 'Nothing heard yet', 'Silence is not the same as health'],
    [regionOf({ ONLINE: 1 }), '1 online', 'Fewer than 5 devices: too few to judge the whole'],
    [regionOf({ ONLINE: 240 }), 'All online', '240 devices heard, none offline, none suspect'],
    [regionOf({ ONLINE: 9, STANDBY: 2 }), '9 online', '2 on standby or unknown'],
    [
      regionOf({ BLIND: 1 }),
      'The server is blind',
      "1 device not judged for now: the fault is on the server's side",
    ],
  ])('is said in words', (region, headline, detail) => {
    expect(say(region)).toEqual({ headline, detail });
  });
});
