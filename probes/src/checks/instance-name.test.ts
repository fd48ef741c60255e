import { MetricName } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instanceName } from './instance-name.ts';

describe('the name of an instance', () => {
  it.each([
    ['eth0', 'eth0'],
    ['eth0.10', 'eth0_10'],
    ['BAT1', 'bat1'],
    ['br-lan', 'br_lan'],
    ['', '_'],
  ])('of %j is %j', (name, instance) => {
    expect(instanceName(name)).toBe(instance);
  });

  it('always makes the name of a metric', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(MetricName.safeParse(`net.if.carrier_changes.${instanceName(name)}`).success).toBe(true);
      }),
    );
  });
});
