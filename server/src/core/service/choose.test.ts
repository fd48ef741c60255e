import { ServiceStandard } from '@fengsui/config/contract';
import type { IncidentMatch } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { chooseProfile } from './choose.ts';
import { BUILT_IN_STANDARD } from './standard.ts';
import type { Subject } from './subject.ts';
import { isRural, isWithin, matches } from './subject.ts';

const SUBJECT: Subject = {
  type: 'outage',
  severity: 'major',
  cause: 'LINK',
  class: 'site',
  area: '441223105210',
  rural: true,
  level: 'II',
  reported: true,
  escalated: false,
};

describe('the built-in standard', () => {
  it('is one that its own schema takes', () => {
    expect(ServiceStandard.parse(BUILT_IN_STANDARD)).toEqual(BUILT_IN_STANDARD);
  });

  it('gives an outage the emergency profile, an escalated complaint its own, and says by which rule', () => {
    expect(chooseProfile(BUILT_IN_STANDARD, SUBJECT)).toMatchObject({
      profile: { id: 'ZQ-EMG' },
      because: { standard: 'built-in-1', rule: null },
    });
    expect(chooseProfile(BUILT_IN_STANDARD, { ...SUBJECT, escalated: true })).toMatchObject({
      profile: { id: 'ESC-1-1-3-12' },
      because: { rule: 0 },
    });
  });
});

it('lets the first rule win, as an operator has put them in order', () => {
  const own = {
    ...BUILT_IN_STANDARD,
    version: '2026-09',
    rules: [
      { when: { areas: ['441202004001'] }, profile: 'ENT' },
      { when: { causes: ['LINK' as const] }, profile: 'LINE-24-72' },
      { when: {}, profile: 'REG' },
    ],
  };
  expect(chooseProfile(own, SUBJECT).profile.id).toBe('LINE-24-72');
  expect(chooseProfile(own, { ...SUBJECT, area: '441202004001' }).profile.id).toBe('ENT');
  expect(chooseProfile(own, { ...SUBJECT, cause: 'POWER' }).because).toEqual({
    standard: '2026-09',
    rule: 2,
  });
});

describe('a match', () => {
  it.each<[IncidentMatch, boolean]>([
    [{}, true],
    [{ types: ['power', 'outage'] }, true],
    [{ types: ['power'] }, false],
    [{ severities: ['critical'] }, false],
    [{ causes: ['LINK'], classes: ['site'] }, true],
    [{ causes: ['LINK'], classes: ['stb'] }, false],
    [{ areas: ['441202', '441223'] }, true],
    [{ areas: ['441202'] }, false],
    [{ levels: ['I', 'II'] }, true],
    [{ levels: ['I'] }, false],
    [{ rural: true, reported: true, escalated: false }, true],
    [{ rural: false }, false],
    [{ escalated: true }, false],
  ])('of %j: %s', (match, fits) => {
    expect(matches(match, SUBJECT)).toBe(fits);
  });

  it('by class or level does not fit what has none', () => {
    const { class: _, level: __, ...plain } = SUBJECT;
    expect(matches({ classes: ['site'] }, plain)).toBe(false);
    expect(matches({ levels: ['IV'] }, plain)).toBe(false);
  });
});

it.each([
  ['441200', '441223105210', true],
  ['440000', '441223', true],
  ['441223', '441223', true],
  ['441223105', '441223105210', true],
  ['441223105', '441223106210', false],
  ['441200', '441302', false],
  ['441223', '', false],
])('takes %s to contain %s: %s', (region, area, isInside) => {
  expect(isWithin(region, area)).toBe(isInside);
});

it.each([
  ['441202004001', 'a residents’ committee of a street', false],
  ['441202004210', 'a villagers’ committee of a street', false],
  ['441223105001', 'a residents’ committee of a town', false],
  ['441223105210', 'a villagers’ committee of a town', true],
  ['441223105', 'a town', false],
  ['441224200', 'a township', true],
  ['441284400', 'a development zone', false],
  ['441223', 'a county', false],
  ['', 'nowhere', false],
])('calls %s (%s) rural: %s', (area, _what, rural) => {
  expect(isRural(area)).toBe(rural);
});
