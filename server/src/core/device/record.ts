import { newBoot } from './boot-log.ts';
import type { BootLog } from './boot-log.ts';
import type { DeviceState } from './state.ts';
import { neverHeard } from './state.ts';

/** A state as it was kept, maybe by an older version: what that did not know yet gets its beginning. */
export function fromRecord(kept: DeviceState): DeviceState {
  return { ...neverHeard(kept, kept.index), ...kept, boots: kept.boots.map(wholeBoot) };
}

function wholeBoot(kept: BootLog): BootLog {
  const offset = kept.offset === null ? null : { ...kept.offset, doubt: kept.offset.doubt ?? null };
  return { ...newBoot(kept.boot), ...kept, offset };
}
