import type { Failing, SimulatedDevice } from './device.ts';
import { createDevice } from './device.ts';
import type { Dice } from './dice.ts';
import type { KillSite } from './kill-site.ts';

/** Something that really failed. */
export interface Fault {
  /** The node, or the device that failed alone. */
  readonly scope: string;
  readonly how: Failing;
  readonly from: number;
  to: number | undefined;
  /** Everything was up until it was shown to somebody. */
  isWatched: boolean;
}

export interface Fleet {
  readonly devices: readonly SimulatedDevice[];
  readonly faults: readonly Fault[];
  start(): void;
  fail(scope: string, how: Failing): Fault;
  comeBack(fault: Fault): void;
  of(scope: string): SimulatedDevice[];
  /** The longest time for which this process did not get to measure, ms: then silence was real. */
  longestStall(): number;
  figures(): { samples: number; asked: number; lostAfterAck: number; waiting: number };
  /** Measures no more; what has not been acknowledged is sent on. */
  rest(): void;
  stop(): Promise<void>;
}

const MEASURE_EVERY_MS = [350, 550] as const;

/** @param mayBeReborn devices that were without power come back in a new life */
export function createFleet(site: KillSite, url: string, dice: Dice, mayBeReborn: boolean): Fleet {
  const devices = site.devices.map((about, i) => createDevice(about, url, dice.fork(i)));
  const faults: Fault[] = [];
  const timers: NodeJS.Timeout[] = [];
  let measuredAt = Date.now();
  let stall = 0;

  const of = (scope: string): SimulatedDevice[] =>
    devices.filter(({ about }) => about.id === scope || about.node === scope);

  function measure(device: SimulatedDevice): void {
    const now = Date.now();
    stall = Math.max(stall, now - measuredAt);
    measuredAt = now;
    device.measure();
  }

  return {
    devices,
    faults,
    of,
    start() {
      measuredAt = Date.now();
      for (const device of devices) {
        device.start();
        timers.push(setInterval(measure, dice.between(...MEASURE_EVERY_MS), device));
      }
    },
    fail(scope, how) {
      for (const device of of(scope)) device.fail(how);
      const fault: Fault = { scope, how, from: Date.now(), to: undefined, isWatched: false };
      faults.push(fault);
      return fault;
    },
    comeBack(fault) {
      if (fault.to !== undefined) return;
      fault.to = Date.now();
      for (const device of of(fault.scope)) device.comeBack(mayBeReborn && fault.how === 'dead');
    },
    longestStall: () => stall,
    figures: () => ({
      samples: devices.reduce((sum, { ring }) => sum + samplesIn(ring.entries()), 0),
      asked: devices.reduce((sum, device) => sum + device.figures().asked, 0),
      lostAfterAck: devices.reduce((sum, device) => sum + device.figures().lostAfterAck, 0),
      waiting: devices.reduce((sum, { ring }) => sum + ring.unconfirmed(), 0),
    }),
    rest: () => timers.forEach(clearInterval),
    async stop() {
      timers.forEach(clearInterval);
      await Promise.all(devices.map((device) => device.stop()));
    },
  };
}

function samplesIn(entries: Iterable<{ value: number | undefined }>): number {
  let count = 0;
  for (const { value } of entries) if (value !== undefined) count++;
  return count;
}
