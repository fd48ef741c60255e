import type { Override, Rotation, Team } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDutyCalendar } from './duty-calendar.ts';
import { createOnCall } from './on-duty.ts';
import type { OnCall } from './on-duty.ts';
import { chain, persons, rotation, team } from './team-fixture.ts';
import { createZone } from './zone.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AREA = '441223';
const FROM = Date.UTC(2016, 0, 1);
const TO = Date.UTC(2026, 0, 1);
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Shanghai'];
const CREW = ['chen', 'li', 'wang'];
const calendars = new Map(ZONES.map((zone) => [zone, createDutyCalendar(zone)]));

function onCallOf(change: Partial<Team>, zone = 'Asia/Shanghai'): OnCall {
  const calendar = calendars.get(zone);
  const teams = [team('t', [AREA], change)];
  return createOnCall({ teams, persons, zone, chain, ...(calendar && { calendar }) });
}

const overrides = fc.array(
  fc.record({
    person: fc.constantFrom(...CREW, 'zhao'),
    from: fc.integer({ min: 0, max: 200 }),
    hours: fc.integer({ min: 1, max: 100 }),
  }),
  { maxLength: 12 },
);
const toOverrides = (drawn: { person: string; from: number; hours: number }[]): Override[] =>
  drawn.map(({ person, from, hours }, i) => ({
    ...{ id: `o-${i}`, person, why: '' },
    from: FROM + from * HOUR_MS,
    to: FROM + (from + hours) * HOUR_MS,
  }));

/** Who is on duty at a time; '' for nobody. */
const idAt = (onCall: OnCall, at: number): string => onCall.onDuty(AREA, at).person?.id ?? '';

function faultsOf(onCall: OnCall, from: number, to: number): string[] {
  const [first, last, after] = [from, to - 1, to].map((at) => idAt(onCall, at));
  const faults: string[] = [];
  if (first === '' || first !== last) faults.push(`gap or change in the turn from ${from}`);
  if (onCall.onDuty(AREA, from).next?.id !== after) faults.push(`wrong successor at ${to}`);
  if (first === after) faults.push(`no change at ${to}`);
  return faults;
}

describe('in ten years of duty', () => {
  const WAYS: [string, Rotation[]][] = [
    ['00:00 daily', [rotation(CREW, { since: FROM - 30 * DAY_MS, handover: '0 0 * * *' })]],
    ['02:30 daily', [rotation(CREW, { since: FROM - 30 * DAY_MS, handover: '30 2 * * *' })]],
    [
      '08:00 weekly, other nights',
      [
        rotation(['zhao', 'chen'], {
          since: FROM - 30 * DAY_MS,
          handover: '0 8 * * 1',
          hours: { from: '18:00', to: '08:00' },
        }),
        rotation(CREW, { since: FROM - 30 * DAY_MS, handover: '0 8 * * 1' }),
      ],
    ],
  ];

  it.each(ZONES.flatMap((zone) => WAYS.map(([name, rotations]) => [zone, name, rotations] as const)))(
    'somebody is on duty at every time, and just one: %s, %s',
    (zone, _, rotations) => {
      const onCall = onCallOf({ rotations }, zone);
      const clock = createZone(zone);
      const wrong: string[] = [];
      for (let at = FROM; at < TO;) {
        const end = onCall.onDuty(AREA, at).until ?? TO;
        const isOnTime = [0, 2.5, 3, 8, 18].includes((clock.wallAt(end) % DAY_MS) / HOUR_MS);
        if (!isOnTime || end <= at) wrong.push(`handed over at ${end}`);
        wrong.push(...faultsOf(onCall, at, end));
        at = end;
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(ZONES)('everybody in turn has the same number of nights in %s, give or take one', (zone) => {
    const onCall = onCallOf({ rotations: [rotation(CREW, { since: FROM, handover: '0 8 * * *' })] }, zone);
    const turns = onCall.turns(AREA, { from: FROM + 2 * DAY_MS, to: TO }, 10_000);
    const counts = CREW.map((id) => turns.filter(({ person }) => person?.id === id).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(turns.slice(1).every(({ from }, i) => from === turns[i]?.to)).toBe(true);
  });
});

describe('overrides of any overlap', () => {
  const rotations = [rotation(CREW, { since: FROM, handover: '0 8 * * *' })];
  const hour = fc.integer({ min: 0, max: 320 });

  it('give exactly the person of the newest that covers a time, and the rotation where none does', () => {
    const plain = onCallOf({ rotations });
    fc.assert(
      fc.property(overrides, hour, (drawn, h) => {
        const list = toOverrides(drawn);
        const at = FROM + h * HOUR_MS;
        const newest = list.findLast(({ from, to }) => from <= at && at < to);
        const answer = onCallOf({ rotations, overrides: list }).onDuty(AREA, at);
        const { person, because } = plain.onDuty(AREA, at);
        expect([answer.person?.id, answer.because]).toEqual(
          newest ? [newest.person, 'override'] : [person?.id, because],
        );
      }),
    );
  });

  it('leave no gap, and an answer does not depend on what was asked before', () => {
    fc.assert(
      fc.property(overrides, fc.array(hour, { maxLength: 30 }), (drawn, hours) => {
        const list = toOverrides(drawn);
        const used = onCallOf({ rotations, overrides: list });
        const window = { from: FROM, to: FROM + 320 * HOUR_MS };
        const turns = used.turns(AREA, window, 1_000);
        expect([turns[0]?.from, turns.at(-1)?.to]).toEqual([window.from, window.to]);
        expect(turns.slice(1).map(({ from }) => from)).toEqual(turns.slice(0, -1).map(({ to }) => to));
        for (const h of hours) {
          const at = FROM + h * HOUR_MS;
          expect(used.onDuty(AREA, at)).toEqual(onCallOf({ rotations, overrides: list }).onDuty(AREA, at));
        }
      }),
      { numRuns: 60 },
    );
  });
});
