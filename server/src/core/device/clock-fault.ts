import { latestOffset } from './boot-log.ts';
import type { ClockOffset } from './clock-offset.ts';
import { isUntrusted, offsetMs } from './clock-offset.ts';
import type { ClockFault, DeviceFact } from './event.ts';
import { NO_FACTS } from './link.ts';
import type { DeviceState } from './state.ts';

/** 2020-01-01: before this, a clock has not been set. */
export const OLDEST_PLAUSIBLE = 1_577_836_800_000;
/** China keeps one time, 8 h ahead of UTC. */
const LOCAL_MS = 8 * 3_600_000;
const LOCAL_TOLERANCE_MS = 5 * 60_000;

/** What is wrong with a clock, in a word; undefined while it is off by less than a minute. */
function clockFault(offset: ClockOffset | null, at: number): ClockFault | undefined {
  if (!isUntrusted(offset)) return undefined;
  const ms = offsetMs(offset);
  if (Math.abs(Math.abs(ms) - LOCAL_MS) <= LOCAL_TOLERANCE_MS) {
    return { offsetMs: ms, because: ms < 0 ? 'local_time_as_utc' : 'utc_as_local_time' };
  }
  return { offsetMs: ms, because: at - ms < OLDEST_PLAUSIBLE ? 'unset' : 'wrong' };
}

/** Says when a clock goes wrong and when it is right again. */
export function clockFact(before: DeviceState, after: DeviceState, at: number): readonly DeviceFact[] {
  const on = after.flags.includes('CLOCK_UNTRUSTED');
  if (before.flags.includes('CLOCK_UNTRUSTED') === on) return NO_FACTS;
  const fault = clockFault(latestOffset(after.boots), at);
  return [{ kind: 'clock', device: after.id, at, on, ...(fault ? { fault } : {}) }];
}
