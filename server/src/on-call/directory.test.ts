import type { Override, Person, Team } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryRecords } from '../ledger/memory/memory-records.ts';
import type { Records } from '../ledger/records/port.ts';
import { createDirectory } from './directory.ts';
import type { Directory, Done } from './directory.ts';
import { keepFirstPeople } from './first-people.ts';
import { chain, guangning, ms, persons, rotation, step, team } from './team-fixture.ts';

const NIGHT = ms('2026-11-22T03:00:00+08:00');
const by = { kind: 'person', id: 'tester', name: '测试员' } as const;
const now = { by, at: NIGHT };

let records: Records;
let directory: Directory;

const open = (): Directory =>
  createDirectory({ records, zone: 'Asia/Shanghai', chain, hasArea: (code) => chain(code).length > 0 });
beforeEach(() => {
  records = createMemoryRecords(() => undefined);
  directory = open();
});

const enter = (...people: Person[]) => people.forEach((person) => directory.putPerson(person, now));
const onDuty = (at = NIGHT) => directory.current().onDuty('441223', at).person?.id;
const faultsOf = (done: Done<unknown>) =>
  done.ok ? [] : [done.because, ...done.faults.map(({ path, message }) => `${path}: ${message}`)];
const standIn = (person: string, from: string, to: string) => ({
  ...{ person, why: '' },
  from: ms(`2026-11-${from}+08:00`),
  to: ms(`2026-11-${to}+08:00`),
});

describe('the directory', () => {
  it('says who is on duty by what was entered last', () => {
    enter(...persons);
    expect(onDuty()).toBeUndefined();
    directory.putTeam(guangning, now);
    expect(onDuty()).toBe('wang');
    directory.putTeam({ ...guangning, rotations: [rotation(['zhao'])] }, now);
    expect(onDuty()).toBe('zhao');
    expect(open().current().onDuty('441223', NIGHT).person?.id).toBe('zhao');
  });

  it('keeps a schedule in hand while nothing changes', () => {
    const first = directory.current();
    expect(directory.current()).toBe(first);
    enter(persons[0]!);
    expect(directory.current()).not.toBe(first);
  });

  it('counts versions, and changes nothing that another has changed meanwhile', () => {
    const [chen] = persons as [Person];
    expect(directory.putPerson(chen, { ...now, version: 0 })).toMatchObject({
      ok: true,
      value: { version: 1 },
    });
    expect(directory.putPerson(chen, { ...now, version: 1 })).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
    expect(faultsOf(directory.putPerson(chen, { ...now, version: 1 }))).toEqual(['changed_meanwhile']);
  });

  it('leaves out what is kept in another form than this program knows', () => {
    records.put({ kind: 'team', id: 'old', value: { id: 'old' }, ...now });
    expect(directory.teams()).toEqual([]);
  });
});

describe('a team is refused', () => {
  const wrong = (change: Partial<Team>) => {
    enter(...persons.filter(({ id }) => id !== 'zhao'));
    return faultsOf(directory.putTeam({ ...guangning, ...change }, now));
  };
  const override = (id: string, person: string): Override => ({ id, person, from: 0, to: 1, why: '' });

  it('where it names somebody who is not there', () => {
    const change = {
      lead: 'zhao',
      rotations: [rotation(['chen', 'zhao'])],
      overrides: [override('o-1', 'zhao')],
      escalation: [step(0, { kind: 'person', id: 'zhao' })],
    };
    const said = 'there is no person zhao';
    expect(wrong(change)).toEqual([
      'wrong',
      ...['lead', 'rotations.0.members.1', 'overrides.0.person', 'escalation.0.to.id'].map(
        (path) => `${path}: ${said}`,
      ),
    ]);
  });

  it('where it serves or calls what is not there, itself aside', () => {
    const escalation = [step(0, { kind: 'team', id: 'guangning' }), step(1, { kind: 'team', id: 'nowhere' })];
    expect(wrong({ areas: ['441223', '999999'], escalation })).toEqual([
      'wrong',
      'areas.1: there is no division 999999',
      'escalation.1.to.id: there is no team nowhere',
    ]);
  });

  it('where its hand-overs never come, its steps go back in time, or an id is there twice', () => {
    const change = {
      rotations: [rotation(['chen']), rotation(['chen'], { handover: '0 8 30 2 *' })],
      overrides: [override('o', 'li'), override('o', 'li')],
      escalation: [step(10, { kind: 'on_call' }), step(5, { kind: 'lead' })],
    };
    expect(wrong(change)).toEqual([
      'wrong',
      'rotations.1.id: days is there twice',
      'rotations.1.handover: "0 8 30 2 *" never hands over',
      'overrides.1.id: o is there twice',
      'escalation.1.afterMs: is before the step above it',
    ]);
    expect(directory.teams()).toEqual([]);
  });
});

describe('nobody is taken away', () => {
  it('whom a team names, nor a team that another calls, until they do not', () => {
    enter(...persons);
    directory.putTeam(guangning, now);
    directory.putTeam(
      team('city', ['441200'], { escalation: [step(0, { kind: 'team', id: 'guangning' })] }),
      now,
    );
    expect(faultsOf(directory.removePerson('chen', now))).toEqual([
      'in_use',
      'id: the team guangning names chen',
    ]);
    expect(faultsOf(directory.removeTeam('guangning', now))).toEqual([
      'in_use',
      'id: the team city names guangning',
    ]);
    expect(directory.removeTeam('city', now).ok).toBe(true);
    expect(directory.removeTeam('guangning', now).ok).toBe(true);
    expect(directory.removePerson('chen', now).ok).toBe(true);
    expect(faultsOf(directory.removePerson('chen', now))).toEqual(['unknown']);
  });
});

describe('somebody who stands in', () => {
  beforeEach(() => {
    enter(...persons);
    directory.putTeam(guangning, now);
  });

  it('is on duty for that time, and the turns count again once that is taken back', () => {
    const added = directory.addOverride('guangning', standIn('zhao', '22T00:00', '22T06:00'), now);
    expect(added).toMatchObject({ ok: true, value: { id: 'o-2', person: 'zhao' } });
    expect([onDuty(), onDuty(ms('2026-11-22T06:00:00+08:00'))]).toEqual(['zhao', 'wang']);
    expect(directory.removeOverride('guangning', 'o-2', now).ok).toBe(true);
    expect(onDuty()).toBe('wang');
    expect(faultsOf(directory.removeOverride('guangning', 'o-2', now))).toEqual(['unknown']);
  });

  it('must be somebody, in a team that is there', () => {
    expect(
      faultsOf(directory.addOverride('guangning', standIn('gone', '22T00:00', '22T06:00'), now)),
    ).toEqual([...['wrong', 'overrides.0.person: there is no person gone']]);
    expect(faultsOf(directory.addOverride('nowhere', standIn('zhao', '22T00:00', '22T06:00'), now))).toEqual([
      'unknown',
    ]);
  });

  it('finds room where the time of others is over, and is refused where all are still to come', () => {
    const many = (from: number): Override[] =>
      Array.from({ length: 200 }, (_, i) => ({
        id: `x-${i}`,
        person: 'li',
        why: '',
        from,
        to: from + 1 + i,
      }));
    directory.putTeam({ ...guangning, overrides: many(0) }, now);
    expect(directory.addOverride('guangning', standIn('zhao', '22T00:00', '22T06:00'), now).ok).toBe(true);
    const kept = directory.teams()[0]!.overrides;
    expect([kept.length, kept.some(({ id }) => id === 'x-0')]).toEqual([200, false]);
    directory.putTeam({ ...guangning, overrides: many(NIGHT) }, now);
    const late = directory.addOverride('guangning', standIn('zhao', '22T00:00', '22T06:00'), now);
    expect(faultsOf(late)).toEqual(['too_many']);
  });
});

describe('the persons and teams of a site’s file', () => {
  const file = { persons, teams: [guangning] };

  it('are kept at the first start, and never again', () => {
    expect(keepFirstPeople(file, records, NIGHT)).toBe(persons.length + 1);
    expect(onDuty()).toBe('wang');
    expect(records.get('team', 'guangning')?.by).toMatchObject({ kind: 'program' });
    expect(keepFirstPeople(file, records, NIGHT)).toBe(0);
    for (const { kind, id } of [...records.all('team'), ...records.all('person')])
      records.remove({ kind, id, ...now });
    expect(keepFirstPeople(file, records, NIGHT)).toBe(0);
  });

  it('are left alone where somebody was entered before, and where there is no file', () => {
    enter(persons[0]!);
    expect(keepFirstPeople(file, records, NIGHT)).toBe(0);
    expect(
      keepFirstPeople(
        undefined,
        createMemoryRecords(() => undefined),
        NIGHT,
      ),
    ).toBe(0);
  });
});
