import type { DeviceClassName, Metrics } from '@fengsui/config/contract';
import { applyChange } from './changes.ts';
import type { Reading } from './readings.ts';
import { READINGS } from './readings.ts';
import { draw, mix } from './random.ts';
import type { World } from './world.ts';

/** What the device measured as number `seq` at `sentAt`; asked again, the same again. */
export type Samples = (device: number, seq: number, sentAt: number) => Metrics;

const READING_SALT = 0x5bd1e995;

export function createSamples(world: World): Samples {
  const readings: Reading[] = world.fleet.rows.map((row) => READINGS[row.class satisfies DeviceClassName]);

  function alter(m: Metrics, device: number, noise: number, sentAt: number): void {
    const changes = world.changes.get(device) ?? [];
    changes.forEach((change, i) => applyChange(m, change, sentAt, draw(noise, i)));
  }

  return (device, seq, sentAt) => {
    const noise = mix((world.key[device] ?? 0) ^ READING_SALT, seq);
    const uptimeS = Math.floor((sentAt - (world.bootedAt[device] ?? 0)) / 1_000);
    const reading = readings[device];
    if (!reading) throw new Error(`there is no device ${device}`);
    const m = reading(world.base[device] ?? 0, noise, uptimeS);
    if (world.isChanged[device]) alter(m, device, noise, sentAt);
    return m;
  };
}
