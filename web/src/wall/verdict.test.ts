import { describe, expect, it } from 'vitest';
import { regionOf } from '../../test/views.ts';
import { en } from '../i18n/en.ts';
import { createFormats } from '../i18n/format.ts';
import { verdictWords } from './verdict-words.ts';
import { judge } from './verdict.ts';

const say = (...region: Parameters<typeof judge>) =>
  verdictWords(judge(...region), en, createFormats('en', 'UTC'));

describe('the verdict', () => {
  it('is none, not calm, where nothing was ever heard', () => {
    expect(judge(regionOf({}, {}, 13_000), []).kind).toBe('none');
  });

  it('is calm only where enough were heard and all are online', () => {
    expect(judge(regionOf({ ONLINE: 5 }), []).kind).toBe('calm');
    expect(judge(regionOf({ ONLINE: 4 }), []).kind).toBe('few');
    expect(judge(regionOf({ ONLINE: 5, STANDBY: 1 }), []).kind).toBe('quiet');
  });

  it('names the places, the most devices offline first, and counts the rest', () => {
    const place = (name: string, OFFLINE: number, SUSPECT = 0) =>
      regionOf({ ONLINE: 9, OFFLINE, SUSPECT }, { name, code: name });
    const places = [place('a', 1), place('b', 0, 9), place('c', 4), place('d', 0), place('e', 2)];
    expect(say(regionOf({ ONLINE: 20, OFFLINE: 7, SUSPECT: 9 }), places)).toEqual({
      headline: '7 offline, 9 suspect',
      detail: 'c 4, e 2, a 1, 1 more regions',
    });
  });

  it('says what it knows even of very few devices, when they are in trouble', () => {
    expect(say(regionOf({ OFFLINE: 1 }), [])).toEqual({ headline: '1 offline', detail: '' });
  });

  it('is blind where the server cannot see half of them, whatever the others are', () => {
    expect(judge(regionOf({ BLIND: 5, OFFLINE: 5 }), []).kind).toBe('blind');
    expect(judge(regionOf({ BLIND: 4, OFFLINE: 6 }), []).kind).toBe('troubled');
    expect(judge(regionOf({ BLIND: 1, ONLINE: 9 }), []).kind).toBe('blind');
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
    expect(say(region, [])).toEqual({ headline, detail });
  });
});
