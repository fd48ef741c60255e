import type { LevelEntry, ResponseLevel } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectAt, LEVEL_EFFECTS, priorityOf } from './effects.ts';
import { createLevels, LEVELS } from './levels.ts';

const HOUR = 3_600_000;

function entry(id: string, level: ResponseLevel, over: Partial<LevelEntry> = {}): LevelEntry {
  return {
    id,
    level,
    region: '441223',
    from: 0,
    to: null,
    source: 'hand',
    why: `示例 ${id}`,
    by: { kind: 'person', id: 'li', name: '示例李' },
    ...over,
  };
}

const VILLAGE = ['441223100200', '441223100', '441223', '441200'];
const levelOf = (entries: LevelEntry[], at: number, chain = VILLAGE) =>
  createLevels(entries).levelAt(chain, at)?.level;

describe('the level of a place', () => {
  it('is that of the gravest entry that covers it, and names all of them', () => {
    const levels = createLevels([
      entry('a', 'III'),
      entry('b', 'I', { region: '441200' }),
      entry('c', 'II', { region: '441224' }),
    ]);
    const found = levels.levelAt(VILLAGE, HOUR);
    expect(found?.level).toBe('I');
    expect(found?.entries.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('covers everything inside the region, and nothing beside or above it', () => {
    const entries = [entry('a', 'II')];
    expect(levelOf(entries, 0)).toBe('II');
    expect(levelOf(entries, 0, ['441224', '441200'])).toBeUndefined();
    expect(levelOf(entries, 0, ['441200'])).toBeUndefined();
  });

  it('begins and ends to the millisecond', () => {
    const entries = [entry('a', 'II', { from: HOUR, to: 2 * HOUR })];
    expect([HOUR - 1, HOUR, 2 * HOUR - 1, 2 * HOUR].map((at) => levelOf(entries, at))).toEqual([
      undefined,
      'II',
      'II',
      undefined,
    ]);
  });

  it('falls back to the lighter one when the graver ends, and says when that will be', () => {
    const levels = createLevels([entry('a', 'III'), entry('b', 'I', { from: HOUR, to: 3 * HOUR })]);
    const seen: [number, string | undefined][] = [];
    for (let at: number | undefined = 0; at !== undefined; at = levels.nextChange(at))
      seen.push([at / HOUR, levels.levelAt(VILLAGE, at)?.level]);
    expect(seen).toEqual([
      [0, 'III'],
      [1, 'I'],
      [3, 'III'],
    ]);
  });
});

const anyEntry = fc.record({
  id: fc.uuid(),
  level: fc.constantFrom(...LEVELS),
  region: fc.constantFrom(...VILLAGE, '441224'),
  from: fc.integer({ min: 0, max: 20 }),
  to: fc.option(fc.integer({ min: 1, max: 25 })),
});
const anyEntries = fc
  .uniqueArray(anyEntry, { selector: ({ id }) => id, maxLength: 12 })
  .map((list) => list.map(({ id, level, ...over }) => entry(id, level, over)));

describe('whatever is switched on', () => {
  it('gives the same answer in whatever order it was told', () => {
    fc.assert(
      fc.property(anyEntries, fc.integer({ min: 0, max: 25 }), (entries, at) => {
        const answer = createLevels(entries).levelAt(VILLAGE, at);
        expect(createLevels([...entries].reverse()).levelAt(VILLAGE, at)).toEqual(answer);
      }),
    );
  });

  it('never lowers the level by one entry more', () => {
    fc.assert(
      fc.property(anyEntries, anyEntry, fc.integer({ min: 0, max: 25 }), (entries, more, at) => {
        const rank = (level: ResponseLevel | undefined) => (level ? LEVELS.indexOf(level) : LEVELS.length);
        const { id, level, ...over } = more;
        const before = rank(levelOf(entries, at));
        expect(rank(levelOf([...entries, entry(id, level, over)], at))).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('changes only at the times that it names', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const levels = createLevels(entries);
        for (let at = 0; at < 30; at++) {
          const next = levels.nextChange(at) ?? Infinity;
          if (next > at + 1) expect(levels.inForce(at + 1)).toEqual(levels.inForce(at));
        }
      }),
    );
  });
});

describe('what a level changes', () => {
  const at = (level: ResponseLevel) => createLevels([entry('e1', level)]).levelAt(VILLAGE, 0);
  const speaker = { type: 'device_down', severity: 'minor', class: 'eb_speaker', homes: 0 } as const;

  it('calls the lead at once and gathers messages by county at I and II only', () => {
    const who = LEVELS.map((level) => effectAt(at(level)).effect);
    expect(who.map(({ atOnce }) => atOnce)).toEqual([['lead'], ['lead'], [], []]);
    expect(who.map(({ digest }) => digest?.per)).toEqual(['county', 'county', undefined, undefined]);
    expect(who.map(({ digest }) => digest?.except.includes('critical') ?? true)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('puts dead loudspeakers first in a red or orange warning, and names the level and the entry', () => {
    expect(priorityOf(speaker, undefined)).toEqual({
      priority: 'low',
      because: { severity: 'minor', raisedBy: null },
    });
    expect(priorityOf(speaker, at('II'))).toEqual({
      priority: 'high',
      because: {
        severity: 'minor',
        raisedBy: { level: 'II', entry: 'e1', source: 'hand', why: '示例 e1', region: '441223' },
      },
    });
    expect(priorityOf(speaker, at('III')).priority).toBe('medium');
  });

  it('never lowers a priority, and never raises what nobody is called for', () => {
    const types = ['outage', 'power', 'silent_speaker', 'weak_signal'] as const;
    const incident = fc.record({
      type: fc.constantFrom(...types),
      severity: fc.constantFrom('critical', 'major', 'minor', 'warning', 'info'),
      class: fc.option(fc.constantFrom('eb_speaker', 'stb'), { nil: undefined }),
      homes: fc.integer({ min: 0, max: 200 }),
    });
    const rank = ['high', 'medium', 'low'];
    fc.assert(
      fc.property(incident, fc.constantFrom(...LEVELS), (one, level) => {
        const [own, raised] = [priorityOf(one, undefined), priorityOf(one, at(level))];
        expect(rank.indexOf(raised.priority)).toBeLessThanOrEqual(rank.indexOf(own.priority));
        if (one.severity === 'info') expect(raised.priority).toBe('low');
      }),
    );
  });

  it('is no clock: no effect holds a time', () => {
    expect(JSON.stringify(LEVEL_EFFECTS)).not.toMatch(/Ms"|within|pause|clock/i);
  });
});
