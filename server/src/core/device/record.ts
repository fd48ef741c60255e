import { findBoot, newBoot } from './boot-log.ts';
import type { BootLog } from './boot-log.ts';
import type { DeviceState } from './state.ts';
import { neverHeard } from './state.ts';

/** A state as it was kept, maybe by an older version: what that did not know yet gets its beginning. */
export function fromRecord(kept: DeviceState): DeviceState {
  const boots = kept.boots.map(wholeBoot);
  return { ...neverHeard(kept, kept.index), ...kept, boots: withCurrentFirst(boots, kept.boot) };
}

function withCurrentFirst(boots: readonly BootLog[], boot: string | null): readonly BootLog[] {
  if (boot === null || boots[0]?.boot === boot) return boots;
  return [findBoot(boots, boot) ?? newBoot(boot), ...boots.filter((log) => log.boot !== boot)];
}

function wholeBoot(kept: BootLog): BootLog {
  const offset = kept.offset === null ? null : { ...kept.offset, doubt: kept.offset.doubt ?? null };
  return { ...newBoot(kept.boot), ...kept, offset };
}
