import { findBoot, newBoot } from './boot-log.ts';
import type { BootLog } from './boot-log.ts';
import type { DeviceState } from './state.ts';
import { neverHeard } from './state.ts';

/** A state as it was kept, maybe by an older version: what that did not know yet gets its beginning. */
export function fromRecord(kept: DeviceState): DeviceState {
  const boots = withCurrentFirst(kept.boots.map(wholeBoot), kept.boot);
  return { ...neverHeard(kept, kept.index), ...kept, ...signalOf(kept), boots };
}

/** An older version kept the state of the signal alone: it was so when the device was heard last, at least. */
function signalOf({ signal, signalSince, lastSeenAt }: DeviceState): Pick<DeviceState, 'signalSince'> {
  return { signalSince: signalSince ?? (signal === 'NA' ? null : lastSeenAt) };
}

function withCurrentFirst(boots: readonly BootLog[], boot: string | null): readonly BootLog[] {
  if (boot === null || boots[0]?.boot === boot) return boots;
  return [findBoot(boots, boot) ?? newBoot(boot), ...boots.filter((log) => log.boot !== boot)];
}

function wholeBoot(kept: BootLog): BootLog {
  const offset = kept.offset === null ? null : { ...kept.offset, doubt: kept.offset.doubt ?? null };
  return { ...newBoot(kept.boot), ...kept, offset };
}
