import type { OnCallAnswer, Team } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { createOnCall } from './on-duty.ts';
import { chain, city, guangning, ms, persons, rotation, step, team } from './team-fixture.ts';

const onCall = (...teams: Team[]) => createOnCall({ teams, persons, zone: 'Asia/Shanghai', chain });
const iso = (at: number | null) =>
  at === null ? null : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);

/** Team, person, reason, end and successor, as short as can be. */
function short({ team, person, because, until, next }: OnCallAnswer) {
  return [team?.id, person?.id, because, iso(until), next?.id];
}
const ask = (teams: Team[], area: string, at: string) => short(onCall(...teams).onDuty(area, ms(at)));

describe('who is on duty', () => {
  it('for 广宁 at 03:00 on Sunday is one call', () => {
    const answer = onCall(guangning, city).onDuty('441223', ms('2026-11-22T03:00:00+08:00'));
    expect(answer).toEqual({
      at: ms('2026-11-22T03:00:00+08:00'),
      area: '441223',
      team: { id: 'guangning', name: { zh: '示例guangning', en: 'guangning' } },
      person: { id: 'wang', name: '示例-wang' },
      because: 'rotation',
      until: ms('2026-11-22T08:00:00+08:00'),
      next: { id: 'chen', name: '示例-chen' },
      steps: [
        { afterMs: 0, persons: [{ id: 'wang', name: '示例-wang' }] },
        { afterMs: 600_000, persons: [{ id: 'wang', name: '示例-wang' }] },
        { afterMs: 1_200_000, persons: [{ id: 'lead', name: '示例-lead' }] },
        { afterMs: 1_800_000, persons: [{ id: 'city-1', name: '示例-city-1' }] },
      ],
    });
  });

  it('is of the team that serves the nearest division', () => {
    const town = team('nanjie', ['441223100'], { lead: 'zhao' });
    const teams = [guangning, town, city];
    expect(ask(teams, '441223100200', '2026-11-22T03:00:00+08:00').slice(0, 3)).toEqual([
      'nanjie',
      'zhao',
      'lead',
    ]);
    expect(ask(teams, '441223', '2026-11-22T03:00:00+08:00')[0]).toBe('guangning');
    expect(ask(teams, '441224', '2026-11-22T03:00:00+08:00')[0]).toBe('city');
  });

  it('is of the team of last resort for a place that is not known: of the whole site, or of no area', () => {
    expect(ask([guangning, city], '999999', '2026-11-22T03:00:00+08:00')[0]).toBe('city');
    expect(ask([guangning, team('any', [])], '441224', '2026-11-22T03:00:00+08:00')[0]).toBe('any');
    expect(ask([guangning], '441224', '2026-11-22T03:00:00+08:00')).toEqual([
      undefined,
      undefined,
      'nobody',
      null,
      undefined,
    ]);
  });

  it('is the same team whichever comes first of two for one place', () => {
    const twin = team('a-twin', ['441223'], { lead: 'zhao' });
    for (const teams of [
      [guangning, twin],
      [twin, guangning],
    ])
      expect(ask(teams, '441223', '2026-11-22T03:00:00+08:00')[0]).toBe('a-twin');
  });

  it('is the lead until the first rotation begins, and where there is none', () => {
    expect(ask([guangning], '441223', '2026-11-01T07:59:59+08:00')).toEqual([
      ...['guangning', 'lead', 'lead', '2026-11-01T08:00', 'chen'],
    ]);
    const led = team('led', ['441223'], { lead: 'lead' });
    expect(ask([led], '441223', '2026-11-22T03:00:00+08:00')).toEqual([
      'led',
      'lead',
      'lead',
      null,
      undefined,
    ]);
  });

  it('is by night another one than by day, and at weekends again another', () => {
    const rotations = [
      rotation(['zhao'], { id: 'weekend', hours: { from: '00:00', to: '00:00', days: [6, 7] } }),
      rotation(['chen', 'li'], { id: 'night', hours: { from: '18:00', to: '08:00' } }),
      rotation(['wang'], { id: 'day' }),
    ];
    const teams = [team('t', ['441223'], { rotations })];
    const at = (time: string) => ask(teams, '441223', `2026-11-${time}+08:00`).slice(1);
    expect(at('19T12:00')).toEqual(['wang', 'rotation', '2026-11-19T18:00', 'chen']);
    expect(at('19T20:00')).toEqual(['chen', 'rotation', '2026-11-20T08:00', 'wang']);
    expect(at('20T20:00')).toEqual(['li', 'rotation', '2026-11-21T00:00', 'zhao']);
    expect(at('21T03:00')).toEqual(['zhao', 'rotation', '2026-11-23T00:00', 'li']);
  });

  it('stays so over hand-overs to the same person', () => {
    const rotations = [rotation(['chen', 'chen', 'chen', 'li'])];
    const teams = [team('t', ['441223'], { rotations })];
    expect(ask(teams, '441223', '2026-11-01T09:00+08:00').slice(1)).toEqual([
      'chen',
      'rotation',
      '2026-11-04T08:00',
      'li',
    ]);
    const one = [team('t', ['441223'], { rotations: [rotation(['chen', 'chen'])] })];
    expect(ask(one, '441223', '2026-11-01T09:00+08:00').slice(1)).toEqual([
      'chen',
      'rotation',
      null,
      undefined,
    ]);
  });

  it('is whoever stands in, of several the one entered last', () => {
    const override = (id: string, person: string, from: string, to: string) => ({
      ...{ id, person, why: '' },
      from: ms(`2026-11-${from}+08:00`),
      to: ms(`2026-11-${to}+08:00`),
    });
    const overrides = [
      override('o-1', 'zhao', '22T00:00', '22T12:00'),
      override('o-2', 'li', '22T02:00', '22T04:00'),
    ];
    const teams = [{ ...guangning, overrides }];
    const at = (time: string) => ask(teams, '441223', `2026-11-${time}+08:00`).slice(1);
    expect(at('21T23:00')).toEqual(['wang', 'rotation', '2026-11-22T00:00', 'zhao']);
    expect(at('22T01:00')).toEqual(['zhao', 'override', '2026-11-22T02:00', 'li']);
    expect(at('22T03:00')).toEqual(['li', 'override', '2026-11-22T04:00', 'zhao']);
    expect(at('22T11:00')).toEqual(['zhao', 'override', '2026-11-22T12:00', 'chen']);
  });

  it('is nobody who is not there any more: the next one who is counts', () => {
    const overrides = [{ id: 'o', person: 'gone', from: 0, to: ms('2027-01-01T00:00:00Z'), why: '' }];
    const rotations = [rotation(['gone', 'li'])];
    const teams = [{ ...guangning, overrides, rotations }];
    expect(ask(teams, '441223', '2026-11-01T09:00+08:00').slice(1)).toEqual([
      'lead',
      'lead',
      '2026-11-02T08:00',
      'li',
    ]);
  });

  it('comes from no rotation that cannot be read, and the others are not touched by it', () => {
    const rotations = [rotation(['chen'], { handover: 'whenever' }), rotation(['li'])];
    expect(ask([{ ...guangning, rotations }], '441223', '2026-11-22T03:00+08:00')[1]).toBe('li');
  });
});

describe('the steps of an escalation', () => {
  it('name whoever is on duty when each is due', () => {
    const { steps } = onCall(guangning, city).onDuty('441223', ms('2026-11-23T07:45:00+08:00'));
    expect(steps.map(({ persons: [one] }) => one?.id)).toEqual(['chen', 'chen', 'lead', 'city-2']);
    const soon = onCall(guangning, city).onDuty('441223', ms('2026-11-23T07:55:00+08:00'));
    expect(soon.steps.map(({ persons: [one] }) => one?.id)).toEqual(['chen', 'li', 'lead', 'city-2']);
  });

  it('are those that the team names, where it names any', () => {
    const escalation = [
      step(0, { kind: 'person', id: 'zhao' }),
      step(5, { kind: 'team', id: 'city' }),
      step(9, { kind: 'team', id: 'nowhere' }),
    ];
    const { steps } = onCall({ ...guangning, escalation }, city).onDuty(
      '441223',
      ms('2026-11-22T03:00:00+08:00'),
    );
    expect(steps.map(({ afterMs, persons: [one] }) => [afterMs, one?.id])).toEqual([
      [0, 'zhao'],
      [300_000, 'city-1'],
      [540_000, undefined],
    ]);
  });

  it('end with the lead for the team of last resort, which has nobody above it', () => {
    const { steps } = onCall(guangning, city).onDuty('441200', ms('2026-11-22T03:00:00+08:00'));
    expect(steps.map(({ persons: [one] }) => one?.id)).toEqual(['city-1', 'city-1', undefined]);
  });
});

describe('the calendar', () => {
  it('lists the turns of a window, cut to it', () => {
    const window = { from: ms('2026-11-22T03:00:00+08:00'), to: ms('2026-11-23T12:00:00+08:00') };
    const turns = onCall(guangning).turns('441223', window, 10);
    expect(turns.map(({ from, to, person }) => [iso(from), iso(to), person?.id])).toEqual([
      ['2026-11-22T03:00', '2026-11-22T08:00', 'wang'],
      ['2026-11-22T08:00', '2026-11-23T08:00', 'chen'],
      ['2026-11-23T08:00', '2026-11-23T12:00', 'li'],
    ]);
    expect(onCall(guangning).turns('441223', window, 2)).toHaveLength(2);
    expect(onCall(guangning).turns('441224', window, 2)).toEqual([]);
  });
});
