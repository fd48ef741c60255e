import { Birth } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { ProbeSettings, resolveSettings } from '../settings.ts';
import { birthOf, bootReason } from './birth.ts';

describe('the reason of a birth', () => {
  it('is cold where the machine was started', () => {
    expect(bootReason('machine_restarted', 30, false)).toBe('cold');
    expect(bootReason('first', 30, false)).toBe('cold');
  });

  it('is a person where the machine had been up for long, or the probe had been stopped', () => {
    expect(bootReason('first', 86_400, false)).toBe('user');
    expect(bootReason('continued', 86_400, false)).toBe('user');
  });

  it('is whoever watches over the probe where it was killed', () => {
    expect(bootReason('continued_after_kill', 86_400, false)).toBe('watchdog');
    expect(bootReason('unproven', 86_400, false)).toBe('watchdog');
  });

  it('is an upgrade where the firmware is another one', () => {
    expect(bootReason('continued', 86_400, true)).toBe('upgrade');
    expect(bootReason('machine_restarted', 30, true)).toBe('cold');
  });
});

describe('a birth', () => {
  const now = { boot: 'ab', seq: 0, ts: 1, T: 60, caps: ['sys.load1'], boot_reason: 'cold' as const };
  const birth = (settings: object) =>
    JSON.parse(
      JSON.stringify({ v: 1, ...birthOf(resolveSettings(ProbeSettings.parse(settings)), now) }),
    ) as object;

  it('says what is known and leaves out the rest', () => {
    const said = birth({ class: 'site', parent: 'hub-1', area: '441202001', fw: '1.2' });
    expect(Birth.parse(said)).toEqual(said);
    expect(said).toEqual({ v: 1, ...now, class: 'site', parent: 'hub-1', area: '441202001', fw: '1.2' });
  });

  it('names the place only when it is whole, and in which system', () => {
    expect(birth({ lon: 112.4 })).not.toHaveProperty('lon');
    expect(birth({ lon: 112.4, lat: 23.1 })).toMatchObject({ lon: 112.4, lat: 23.1, crs: 'wgs84' });
  });
});
