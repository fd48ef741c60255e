import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryLedger } from '../ledger/memory/memory-ledger.ts';
import { gb } from './sample-cap.ts';
import type { WarningStory } from './warning-story.ts';
import { HOUR, LI, SIX, warningStory } from './warning-story.ts';

let story: WarningStory;

beforeEach(() => {
  story = warningStory(createMemoryLedger().records);
});

describe('the desk of levels', () => {
  it('ends a warning by hand, with all its areas', () => {
    story.take({ areas: gb('441226') + gb('441223') });
    story.untilOnset();
    const [entry] = story.desk().levels().inForce(story.clock.now());
    expect(story.desk().end(entry?.id ?? '', LI)).toMatchObject({ to: story.clock.now() });
    expect([story.level(), story.level(['441223', '441200'])]).toEqual([undefined, undefined]);
    expect(story.states()).toEqual(['44122641600000_20261122080000_0 over']);
    expect(story.store().all()[0]?.ended).toEqual({ at: story.clock.now(), by: LI });
  });

  it('keeps what was switched on by hand until it is ended, over a restart', () => {
    const body = { level: 'II', region: '441226', why: '示例：台风', to: null } as const;
    const entry = story.desk().switchOn(body, LI);
    expect(entry).toMatchObject({ level: 'II', from: SIX, to: null, source: 'hand', by: LI });
    story.passQuickly(100 * 24 * HOUR);
    story.restart();
    expect(story.level()).toBe('II');
    const id = typeof entry === 'string' ? '' : entry.id;
    expect(story.desk().end(id, LI)).toMatchObject({ to: story.clock.now() });
    expect([story.level(), story.desk().end(id, LI), story.desk().end('x', LI)]).toEqual([
      undefined,
      'over',
      'unknown',
    ]);
  });

  it('follows the calendar for as long as it runs, a year and more', () => {
    const days = { name: { zh: '汛期', en: 'Flood season' }, level: 'IV', region: '441200' } as const;
    story
      .desk()
      .setCalendar({ id: 'flood', ...days, times: [], yearly: [{ from: '04-15', to: '10-15' }] }, LI);
    const seen: string[] = [];
    for (let month = 0; month < 20; month++, story.passQuickly(30 * 24 * HOUR))
      seen.push(story.level() ?? '-');
    expect(seen.join(' ')).toBe('- - - - - IV IV IV IV IV IV - - - - - - IV IV IV');
    expect(story.desk().end(`calendar-flood-${Date.parse('2028-04-14T16:00Z')}`, LI)).toBe('calendar');
    expect([story.desk().dropCalendar('flood', LI), story.desk().dropCalendar('flood', LI)]).toEqual([
      true,
      false,
    ]);
    expect(story.level()).toBeUndefined();
  });

  it('keeps no more by hand than it can hold, and lets the oldest that is over go', () => {
    const body = { level: 'IV', region: '441226', why: '示例', to: SIX + HOUR } as const;
    for (let i = 0; i < 1_000; i++)
      story.records.put({
        kind: 'level',
        id: `hand-${i}`,
        value: { ...body, id: `hand-${i}`, from: SIX, source: 'hand', by: { ...LI } },
        by: LI,
        at: SIX,
      });
    expect(story.desk().switchOn(body, LI)).toBe('full');
    story.clock.pass(HOUR);
    expect(story.desk().switchOn({ ...body, to: null }, LI)).toMatchObject({ level: 'IV' });
    expect(story.records.all('level')).toHaveLength(1_000);
  });
});
