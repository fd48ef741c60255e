import { Cron } from 'croner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRotation, createTurns } from './handovers.ts';
import type { Turns } from './handovers.ts';
import { readPattern } from './pattern.ts';
import { createZone } from './zone.ts';

const DAY_MS = 86_400_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Shanghai'];
const FROM = Date.UTC(2016, 0, 1);
const TO = Date.UTC(2026, 0, 1);

function turnsOf(pattern: string, zone: string, since = FROM, clock = createZone(zone)): Turns {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(read.fault);
  return createTurns(read.pattern, clock, since);
}

/** The first hand-overs at or after a time. */
function handovers(pattern: string, zone: string, since: string, count: number): string[] {
  const turns = turnsOf(pattern, zone, Date.parse(since));
  return Array.from({ length: count }, (_, turn) => new Date(turns.beginOf(turn)).toISOString());
}

describe('a hand-over', () => {
  it('is at the same time of the wall clock before and after the clocks change', () => {
    expect(handovers('0 8 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z', 2)).toEqual([
      '2026-03-28T07:00:00.000Z',
      '2026-03-29T06:00:00.000Z',
    ]);
    expect(handovers('0 8 * * *', 'America/New_York', '2026-10-31T00:00:00Z', 2)).toEqual([
      '2026-10-31T12:00:00.000Z',
      '2026-11-01T13:00:00.000Z',
    ]);
    expect(handovers('0 8 * * 1', 'Asia/Shanghai', '2026-11-22T00:00:00Z', 2)).toEqual([
      '2026-11-23T00:00:00.000Z',
      '2026-11-30T00:00:00.000Z',
    ]);
  });

  it('comes when the clock is put forward over its time, and goes on as before on the next day', () => {
    expect(handovers('30 2 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(handovers('0 0 * * *', 'Africa/Cairo', '2026-04-23T00:00:00Z', 2)).toEqual([
      '2026-04-23T22:00:00.000Z',
      '2026-04-24T21:00:00.000Z',
    ]);
  });

  it('comes once, the first time, where the clock is put back and its time comes twice', () => {
    expect(handovers('30 2 * * *', 'Europe/Berlin', '2026-10-25T00:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
    expect(handovers('30 1 * * *', 'America/New_York', '2026-11-01T00:00:00Z', 2)).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
  });

  it('on a day that the whole zone leaves out is the moment of leaving out', () => {
    expect(handovers('0 8 30 12 *', 'Pacific/Apia', '2011-01-01T00:00:00Z', 2)).toEqual([
      '2011-12-30T10:00:00.000Z',
      '2012-12-29T18:00:00.000Z',
    ]);
  });

  it('at or after the beginning of a rotation begins its first turn', () => {
    const turns = turnsOf('0 8 * * 1', 'Asia/Shanghai', Date.parse('2026-11-23T00:00:00Z'));
    expect(turns.beginOf(0)).toBe(Date.parse('2026-11-23T00:00:00Z'));
    expect(turns.countAt(turns.beginOf(0) - 1)).toBe(-1);
    const later = turnsOf('0 8 * * 1', 'Asia/Shanghai', Date.parse('2026-11-23T00:00:01Z'));
    expect(later.beginOf(0)).toBe(Date.parse('2026-11-30T00:00:00Z'));
    expect(later.countAt(Date.parse('2026-11-23T08:00:00Z'))).toBe(-1);
  });
});

describe('the turns of ten years', () => {
  const PATTERNS = ['0 0 * * *', '30 2 * * *', '0 8 * * *', '0 8,20 L * *'];

  it.each(ZONES)('follow each other without a gap or an overlap in %s', (zone) => {
    const clock = createZone(zone);
    for (const pattern of PATTERNS) {
      const turns = turnsOf(pattern, zone, FROM, clock);
      const wrong: number[] = [];
      let turn = 0;
      for (let begin = turns.beginOf(0); begin < TO; turn++) {
        const end = turns.beginOf(turn + 1);
        const counted = [turns.countAt(begin), turns.countAt(end - 1), turns.countAt(end)].join();
        if (end <= begin || counted !== [turn, turn, turn + 1].join()) wrong.push(begin);
        begin = end;
      }
      expect(wrong).toEqual([]);
      expect(turn).toBeGreaterThanOrEqual(40);
    }
  });

  it.each(ZONES)('begin when the clock of %s shows their time, or has skipped it', (zone) => {
    const clock = createZone(zone);
    const turns = turnsOf('30 2 * * *', zone);
    const skipped = Array.from(
      { length: 3_650 },
      (_, turn) => clock.wallAt(turns.beginOf(turn)) % DAY_MS,
    ).filter((time) => time !== 150 * 60_000);
    expect(new Set(skipped)).toEqual(new Set(zone === 'Asia/Shanghai' ? [] : [180 * 60_000]));
    expect(skipped).toHaveLength(zone === 'Asia/Shanghai' ? 0 : 10);
  });

  it('are those that croner itself finds in the zone, one after the other', () => {
    const single = fc.constantFrom(
      '0 0 * * *',
      '30 2 * * *',
      '0 8 * * *',
      '0 8 * * 1-5',
      '0 8 1 * 1',
      '45 23 L * *',
      '0 2 15W * *',
    );
    const zone = fc.constantFrom(...ZONES, 'Australia/Lord_Howe', 'America/Santiago');
    fc.assert(
      fc.property(
        single,
        zone,
        fc.integer({ min: FROM / 1_000, max: TO / 1_000 }),
        (pattern, timezone, since) => {
          const cron = new Cron(pattern, {
            mode: '5-part',
            timezone,
            fixedTimeRule: 'no-wildcard',
            paused: true,
          });
          const expected = cron.nextRuns(8, new Date(since * 1_000 - 1_000)).map((run) => run.getTime());
          const turns = turnsOf(pattern, timezone, since * 1_000);
          expect(expected.map((_, turn) => turns.beginOf(turn))).toEqual(expected);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('are counted, not walked through', () => {
    let asked = 0;
    const zone = createZone('Asia/Shanghai');
    const counting = {
      wallAt: (at: number) => (asked++, zone.wallAt(at)),
      instantOf: (wall: number) => (asked++, zone.instantOf(wall)),
    };
    const read = readPattern('0 * * * *');
    const turns = read.ok && createTurns(read.pattern, counting, FROM);
    expect(turns && turns.countAt(TO)).toBe((TO - FROM) / 3_600_000);
    expect(asked).toBeLessThan(10);
  });

  it('have an end, and a time beyond it is no burden', () => {
    const turns = turnsOf('0 8 * * *', 'Asia/Shanghai');
    expect(turns.beginOf(1_000_000_000)).toBe(Infinity);
    expect(turns.countAt(8_640_000_000_000_000)).toBe(turns.countAt(Date.UTC(2199, 11, 30) - 1) + 1);
  });
});

describe('a rotation is refused', () => {
  it.each([
    ['0 8 * *', 'is not a cron pattern of five fields, like "0 8 * * 1" (4 fields instead of 5)'],
    ['0 0 8 * * 1', 'is not a cron pattern of five fields, like "0 8 * * 1" (6 fields instead of 5)'],
    ['@daily', 'is not a cron pattern of five fields, like "0 8 * * 1" (1 fields instead of 5)'],
    ['61 8 * * *', 'is not a cron pattern of five fields, like "0 8 * * 1" (Invalid value for minute: 61)'],
    ['0 8 30 2 *', 'never hands over'],
    ['*/30 * * * *', 'hands over more often than once an hour'],
    ['* 8 * * *', 'hands over more often than once an hour'],
    ['30 0,23 * * *', undefined],
    ['0,30 8 * * *', 'hands over more often than once an hour'],
    ['0 8 29 2 *', undefined],
    ['0 * * * *', undefined],
    ['0 8,20 * * MON-FRI', undefined],
  ])('where its pattern is %s: %s', (handover, fault) => {
    const said = checkRotation({ handover, since: FROM }, 'Asia/Shanghai');
    expect(said).toBe(fault && `"${handover}" ${fault}`);
  });

  it('in a zone that there is not, and where it begins beyond all hand-overs', () => {
    expect(checkRotation({ handover: '0 8 * * *', since: FROM }, 'Asia/Atlantis')).toBe(
      '"Asia/Atlantis" is not a time zone',
    );
    expect(checkRotation({ handover: '0 8 * * *', since: 8_640_000_000_000_000 }, 'UTC')).toBe(
      'begins after the year 2199',
    );
  });

  it('or taken, whatever it says, and never with an exception', () => {
    const field = fc.oneof(
      fc.constantFrom('*', '0', '8', '*/2', '1-5', 'L', '1#2', '15W', '?'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(field, { minLength: 4, maxLength: 6 }), (fields) => {
        const handover = fields.join(' ');
        const fault = checkRotation({ handover, since: FROM }, 'Asia/Shanghai');
        if (fault === undefined) expect(turnsOf(handover, 'Asia/Shanghai').beginOf(0)).toBeLessThan(Infinity);
        else expect(fault).toContain(`"${handover}" `);
      }),
      { numRuns: 200 },
    );
  });
});
