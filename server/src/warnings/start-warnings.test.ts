import type { Actor } from '@fengsui/config/contract';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { detectorStory } from '../core/detector-story.ts';
import type { WarningChange } from '../core/level/readiness-warnings.ts';
import { createReadinessDetector } from '../core/readiness/readiness.ts';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import type { Records } from '../ledger/records/port.ts';
import { bytesOf, gb, sampleXml } from './sample-cap.ts';
import type { SampleCap } from './sample-cap.ts';
import type { Warnings } from './start-warnings.ts';
import { startWarnings } from './start-warnings.ts';

const HOUR = 3_600_000;
const SIX = Date.parse('2026-11-21T22:00:00Z');
const LI: Actor = { kind: 'person', id: 'li', name: '示例李' };
const CHAIN = ['441226', '441200'];

const division = (code: string, parent: string, level: 'city' | 'county', name: string) =>
  [code, { code, parent, level, name }] as const;
const site = {
  divisions: new Map([
    division('441200', '440000', 'city', '肇庆市'),
    division('441223', '441200', 'county', '广宁县'),
    division('441226', '441200', 'county', '德庆县'),
  ]),
  boundaries: undefined,
  top: '441200',
  info: { name: '示例', timezone: 'Asia/Shanghai', invented: true },
};

let clock: FakeClock;
let records: Records;
let changes: WarningChange[];
let moments: number[];
let warnings: Warnings;

function start(): void {
  warnings = startWarnings({
    settings: { feeds: [] },
    records,
    site,
    clock,
    log: pino({ level: 'silent' }),
    random: () => 0.5,
    onLevels: (at) => moments.push(at),
    onWarning: (change) => changes.push(change),
  });
}

beforeEach(() => {
  clock = createFakeClock(SIX);
  records = createMemoryLedger().records;
  changes = [];
  moments = [];
  start();
});

function take(over: SampleCap = {}) {
  const taken = warnings.take(bytesOf(sampleXml(over)), LI);
  if (!taken.ok) throw new Error(JSON.stringify(taken.faults));
  return taken.outcome;
}
const level = (chain = CHAIN) => warnings.desk.levels().levelAt(chain, clock.now())?.level;
const refer = (identifier: string, sender = 'shili@example.invalid') =>
  `${sender},${identifier},2026-11-22T08:00:00+08:00`;
const cancel = (of: string, over: SampleCap = {}) =>
  take({ identifier: `cancel-${of}`, msgType: 'Cancel', references: refer(of), ...over });
const states = () =>
  warnings.store.all().map((warning) => [warning.identifier, warnings.store.view(warning).state].join(' '));

/** Without the look of every second. */
function passQuickly(ms: number): void {
  warnings.stop();
  clock.pass(ms);
}

/** 09:00 on the site's clock, when the sample's onset is. */
const untilOnset = () => clock.pass(3 * HOUR);

describe('a warning', () => {
  it('switches the level of its places from its onset to its end, and tells the moments', () => {
    expect(take()).toMatchObject({
      outcome: 'taken',
      unknownAreas: [],
      remarks: [],
      warning: { state: 'waiting' },
    });
    expect(level()).toBeUndefined();
    untilOnset();
    expect([level(), level(['441223', '441200'])]).toEqual(['I', undefined]);
    clock.pass(12 * HOUR + 1_000);
    expect(level()).toBeUndefined();
    expect(moments.map((at) => (at - SIX) / HOUR)).toEqual([1 / 3600, 3, 15]);
  });

  it('changes nothing when it comes again', () => {
    take();
    expect(take().outcome).toBe('known');
    expect(records.all('warning')).toHaveLength(1);
    expect(records.all('warning')[0]?.version).toBe(1);
  });

  it.each(['Exercise', 'Test', 'Draft', 'System'])(
    'of status %s switches nothing and is shown as such',
    (status) => {
      const { warning, remarks } = take({ status });
      untilOnset();
      expect(level()).toBeUndefined();
      expect(warning?.state).toBe('not_actual');
      expect(remarks[0]?.zh).toContain('演练');
    },
  );

  it('holds for a day where it does not say when it ends', () => {
    take({ times: '<onset>2026-11-22T06:00:00+08:00</onset>' });
    clock.pass(24 * HOUR - 1);
    expect(level()).toBe('I');
    clock.pass(1);
    expect(level()).toBeUndefined();
  });

  it('for other places is not kept, and the areas that are not ours are named', () => {
    expect(take({ areas: gb('440100', '广州市') })).toEqual({
      outcome: 'elsewhere',
      warning: null,
      unknownAreas: ['广州市 (440100)'],
      remarks: [],
    });
    expect(take({ areas: gb('440100', '广州市') + gb('441226') }).unknownAreas).toEqual(['广州市 (440100)']);
  });

  it('of no known severity is kept, and says that it is no level', () => {
    expect(take({ severity: 'Unknown' }).remarks.map(({ en }) => en)).toEqual([
      'names no severity that is a level',
    ]);
    untilOnset();
    expect(level()).toBeUndefined();
  });

  it('is known over a restart, and holds as before', () => {
    take();
    start();
    untilOnset();
    expect(level()).toBe('I');
    expect(take().outcome).toBe('known');
  });

  it('does not reach back before it was known', () => {
    untilOnset();
    clock.pass(HOUR);
    take();
    const levels = warnings.desk.levels();
    expect(levels.levelAt(CHAIN, clock.now() - 1)).toBeUndefined();
    expect(levels.levelAt(CHAIN, clock.now())?.level).toBe('I');
  });
});

describe('a cancellation', () => {
  it('ends what it refers to', () => {
    take({ identifier: 'a' });
    untilOnset();
    expect(cancel('a').remarks).toEqual([]);
    expect(level()).toBeUndefined();
    expect(states()).toContain('a cancelled');
  });

  it('that comes first takes effect when what it refers to comes', () => {
    take({ identifier: 'other' });
    expect(cancel('a').remarks.map(({ en }) => en)).toEqual(['refers to a warning that is not known here']);
    take({ identifier: 'a', severity: 'Severe' });
    untilOnset();
    expect(states().sort()).toEqual(['a cancelled', 'cancel-a says_only', 'other in_force']);
    expect(level()).toBe('I');
  });

  it('of another sender, or one that is an exercise, ends nothing', () => {
    take({ identifier: 'a' });
    untilOnset();
    const other = cancel('a', { sender: 'other@example.invalid' });
    expect(other.remarks.map(({ en }) => en)).toEqual([
      'refers to a warning of another sender, which it cannot end',
    ]);
    cancel('a', { identifier: 'drill', status: 'Exercise' });
    expect(level()).toBe('I');
  });
});

describe('an update', () => {
  it('replaces what it refers to, at whatever level it is', () => {
    take({ identifier: 'a' });
    untilOnset();
    take({ identifier: 'b', msgType: 'Update', references: refer('a'), severity: 'Moderate' });
    expect(level()).toBe('III');
    expect(states().sort()).toEqual(['a replaced', 'b in_force']);
  });

  it('comes to the same as the messages before it in any order', () => {
    const chain: SampleCap[] = [
      { identifier: 'a' },
      {
        identifier: 'b',
        msgType: 'Update',
        references: refer('a'),
        severity: 'Severe',
        sent: '2026-11-22T08:10:00+08:00',
      },
      {
        identifier: 'c',
        msgType: 'Update',
        references: refer('b'),
        severity: 'Minor',
        sent: '2026-11-22T08:20:00+08:00',
      },
    ];
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    for (const order of orders) {
      clock = createFakeClock(SIX + 4 * HOUR);
      records = createMemoryLedger().records;
      start();
      for (const i of order) take(chain[i]);
      expect([level(), ...states().sort()]).toEqual(['IV', 'a replaced', 'b replaced', 'c in_force']);
    }
  });
});

describe('readiness', () => {
  const told = () =>
    changes.map((change) =>
      change.kind === 'lift' ? `lift ${change.area}` : `${change.warning.level} ${change.warning.area}`,
    );

  it('is told of the gravest warning of each area, and when it is lifted', () => {
    take({ identifier: 'a', severity: 'Moderate' });
    take({ identifier: 'b', severity: 'Extreme', areas: gb('441226') + gb('441223') });
    untilOnset();
    cancel('b');
    clock.pass(1_000);
    clock.pass(12 * HOUR);
    expect(told()).toEqual(['red 441223', 'red 441226', 'lift 441223', 'yellow 441226', 'lift 441226']);
  });

  it('is not told of levels by hand', () => {
    warnings.desk.switchOn({ level: 'I', region: '441226', why: '示例', to: null }, LI);
    clock.pass(HOUR);
    expect(told()).toEqual([]);
  });

  it('is told again after a restart', () => {
    take();
    untilOnset();
    changes = [];
    start();
    clock.pass(1_000);
    expect(told()).toContain('red 441226');
  });

  it('calls villages without a loudspeaker in order within a minute of the warning', () => {
    const devices = Array.from({ length: 193 }, (_, i) => ({
      id: `eb-${i}`,
      area: `441226100${String(i).padStart(3, '0')}`,
    }));
    const story = detectorStory({
      devices,
      detector: (parts) => createReadinessDetector({ ...parts, isSilent: () => false }),
    });
    for (const { id } of devices.slice(12)) story.birth(id);
    story.at(10);
    take({ times: '<onset>2026-11-22T05:00:00+08:00</onset><expires>2026-11-22T21:00:00+08:00</expires>' });
    clock.pass(2_000);
    for (const change of changes)
      if (change.kind === 'warn') story.detector.warn({ ...change.warning, at: story.now() });
    story.at(60);
    expect(story.incidents()).toMatchObject([
      {
        severity: 'critical',
        scope: { id: '441226' },
        because: { villagesMute: 12, villagesWithTerminals: 193 },
      },
    ]);
  });
});

describe('the desk of levels', () => {
  it('ends a warning by hand, with all its areas', () => {
    take({ areas: gb('441226') + gb('441223') });
    untilOnset();
    const [entry] = warnings.desk.levels().inForce(clock.now());
    expect(warnings.desk.end(entry?.id ?? '', LI)).toMatchObject({ to: clock.now() });
    expect([level(), level(['441223', '441200'])]).toEqual([undefined, undefined]);
    expect(states()).toEqual(['44122641600000_20261122080000_0 over']);
    expect(warnings.store.all()[0]?.ended).toEqual({ at: clock.now(), by: LI });
  });

  it('keeps what was switched on by hand until it is ended, over a restart', () => {
    const body = { level: 'II', region: '441226', why: '示例：台风', to: null } as const;
    const entry = warnings.desk.switchOn(body, LI);
    expect(entry).toMatchObject({ level: 'II', from: SIX, to: null, source: 'hand', by: LI });
    passQuickly(100 * 24 * HOUR);
    start();
    expect(level()).toBe('II');
    const id = entry === 'full' ? '' : entry.id;
    expect(warnings.desk.end(id, LI)).toMatchObject({ to: clock.now() });
    expect([level(), warnings.desk.end(id, LI), warnings.desk.end('x', LI)]).toEqual([
      undefined,
      'over',
      'unknown',
    ]);
  });

  it('follows the calendar for as long as it runs, a year and more', () => {
    const days = { name: { zh: '汛期', en: 'Flood season' }, level: 'IV', region: '441200' } as const;
    warnings.desk.setCalendar(
      { id: 'flood', ...days, times: [], yearly: [{ from: '04-15', to: '10-15' }] },
      LI,
    );
    const seen: string[] = [];
    for (let month = 0; month < 20; month++, passQuickly(30 * 24 * HOUR)) seen.push(level() ?? '-');
    expect(seen.join(' ')).toBe('- - - - - IV IV IV IV IV IV - - - - - - IV IV IV');
    expect(warnings.desk.end(`calendar-flood-${Date.parse('2028-04-14T16:00Z')}`, LI)).toBe('calendar');
    expect([warnings.desk.dropCalendar('flood', LI), warnings.desk.dropCalendar('flood', LI)]).toEqual([
      true,
      false,
    ]);
    expect(level()).toBeUndefined();
  });

  it('keeps no more by hand than it can hold, and lets the oldest that is over go', () => {
    const body = { level: 'IV', region: '441226', why: '示例', to: SIX + HOUR } as const;
    for (let i = 0; i < 1_000; i++)
      records.put({
        kind: 'level',
        id: `hand-${i}`,
        value: { ...body, id: `hand-${i}`, from: SIX, source: 'hand', by: { ...LI } },
        by: LI,
        at: SIX,
      });
    expect(warnings.desk.switchOn(body, LI)).toBe('full');
    clock.pass(HOUR);
    expect(warnings.desk.switchOn({ ...body, to: null }, LI)).toMatchObject({ level: 'IV' });
    expect(records.all('level')).toHaveLength(1_000);
  });
});
