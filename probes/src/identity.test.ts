import { BootId, DeviceId } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineStart, newBootId, ownDeviceId } from './identity.ts';

const nothing = () => undefined;

describe('the device id that a machine gives itself', () => {
  it('is readable, and differs between machines of one name', () => {
    const one = ownDeviceId('hub-7.example', () => 'aaaa');
    const other = ownDeviceId('hub-7.example', () => 'bbbb');
    expect(one).toMatch(/^hub-7-example-[0-9a-f]{8}$/);
    expect(one).not.toBe(other);
    expect(ownDeviceId('hub-7.example', () => 'aaaa')).toBe(one);
  });

  it('is always one that the contract takes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100, unit: 'binary' }), (name) => {
        expect(DeviceId.safeParse(ownDeviceId(name, nothing)).success).toBe(true);
      }),
    );
  });
});

describe('the start of a machine', () => {
  it('is named by the kernel', () => {
    expect(machineStart(() => 'd6032917-283d-4849-a4c3-5a7b2a3d8b5c')).toBe('d6032917283d4849');
  });

  it('is another one each time where the kernel has no name for it', () => {
    expect(machineStart(nothing)).not.toBe(machineStart(nothing));
    expect(BootId.safeParse(newBootId()).success).toBe(true);
  });
});
