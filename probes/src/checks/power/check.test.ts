import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capturesOf } from '../captures.ts';
import { expectConforming } from '../expect-conforming.ts';
import { createFakeHost } from '../fake-host.ts';
import { power } from './check.ts';
import { powerMetrics } from './parse.ts';

const SIGNAL = new AbortController().signal;

function run(files: string) {
  const [check] = power.create({ enabled: true }, createFakeHost({ files }));
  return check!.run(SIGNAL);
}

describe('the check of power', () => {
  it.each(capturesOf('power'))('reads what $title shows', async ({ text, expected }) => {
    const outcome = await run(text);
    expect(outcome).toEqual({ kind: 'measured', metrics: expected });
    if (outcome.kind === 'measured') expectConforming(outcome.metrics);
  });

  it('finds nothing where the kernel knows of nothing', async () => {
    expect((await run('')).kind).toBe('absent');
  });

  it('does not guess the mains from a battery that is merely full', async () => {
    const files = '/sys/class/power_supply/b/type:Battery\n/sys/class/power_supply/b/status:Full';
    expect(await run(files)).toEqual({
      kind: 'measured',
      metrics: { 'pwr.batt_pct': null, 'pwr.batt_v': null },
    });
  });

  it('is in the terms of the contract whatever the files say', () => {
    const maybe = (...words: string[]) =>
      fc.option(fc.oneof(fc.string(), fc.integer().map(String), fc.constantFrom(...words)), {
        nil: undefined,
      });
    const supply = fc.record({
      name: fc.string({ maxLength: 40, unit: 'binary' }),
      type: maybe('Battery', 'UPS', 'Mains', 'USB_PD', 'Wireless'),
      scope: maybe('System', 'Device'),
      present: maybe('0', '1'),
      online: maybe('0', '1', '2'),
      status: maybe('Charging', 'Discharging', 'Not charging', 'Full', 'Unknown'),
      capacity: maybe('50', '101', '-1', '1e999'),
      voltageNow: maybe('12000000', '0', '-5', '9'.repeat(30)),
    });
    fc.assert(
      fc.property(fc.array(supply, { maxLength: 8 }), (supplies) => {
        expectConforming(powerMetrics(supplies));
      }),
    );
  });
});
