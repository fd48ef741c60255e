import { describe, expect, it } from 'vitest';
import { createHours } from './hours.ts';
import { createZone } from './zone.ts';

const shanghai = createZone('Asia/Shanghai');
const at = (iso: string) => Date.parse(iso);
const NIGHT = { from: '18:00', to: '08:00' };

/** Whether it is one of the hours, and until when that stays so, in UTC. */
const said = (hours: ReturnType<typeof createHours>, iso: string) => {
  const { isWithin, until } = hours.at(at(iso));
  return [isWithin, new Date(until).toISOString().slice(0, 16)];
};

describe('the hours of a rotation', () => {
  it('go on past midnight where they end before they begin', () => {
    const night = createHours(NIGHT, shanghai);
    expect(said(night, '2026-11-22T17:59:59+08:00')).toEqual([false, '2026-11-22T10:00']);
    expect(said(night, '2026-11-22T18:00:00+08:00')).toEqual([true, '2026-11-23T00:00']);
    expect(said(night, '2026-11-23T03:00:00+08:00')).toEqual([true, '2026-11-23T00:00']);
    expect(said(night, '2026-11-23T08:00:00+08:00')).toEqual([false, '2026-11-23T10:00']);
  });

  it('belong to the day on which they begin', () => {
    const fridays = createHours({ ...NIGHT, days: [5] }, shanghai);
    expect(said(fridays, '2026-11-21T03:00:00+08:00')).toEqual([true, '2026-11-21T00:00']);
    expect(said(fridays, '2026-11-20T03:00:00+08:00')).toEqual([false, '2026-11-20T10:00']);
    expect(said(fridays, '2026-11-21T08:00:00+08:00')).toEqual([false, '2026-11-27T10:00']);
  });

  it('from midnight to midnight are whole days', () => {
    const weekend = createHours({ from: '00:00', to: '00:00', days: [6, 7] }, shanghai);
    expect(said(weekend, '2026-11-20T12:00:00+08:00')).toEqual([false, '2026-11-20T16:00']);
    expect(said(weekend, '2026-11-21T12:00:00+08:00')).toEqual([true, '2026-11-21T16:00']);
    expect(said(weekend, '2026-11-22T12:00:00+08:00')).toEqual([true, '2026-11-22T16:00']);
    expect(said(weekend, '2026-11-23T00:00:00+08:00')).toEqual([false, '2026-11-27T16:00']);
  });

  it('are of the wall clock on days on which that changes', () => {
    const night = createHours({ from: '00:30', to: '02:30' }, createZone('Europe/Berlin'));
    expect(said(night, '2026-03-29T00:00:00Z')).toEqual([true, '2026-03-29T01:00']);
    expect(said(night, '2026-10-25T00:45:00Z')).toEqual([false, '2026-10-25T23:30']);
    const skipped = createHours({ from: '02:10', to: '02:40' }, createZone('Europe/Berlin'));
    expect(said(skipped, '2026-03-28T12:00:00Z')).toEqual([false, '2026-03-30T00:10']);
  });
});
