import type { Birth } from '@fengsui/config/contract';
import type { Observed } from '../detector.ts';
import type { DeviceState } from '../device/state.ts';
import type { Version } from './versions.ts';

export type BootReason = NonNullable<Birth['boot_reason']>;

/** A device has begun a new life. */
export interface Boot {
  from: Version | undefined;
  to: Version;
  reason: BootReason;
  isUpgrade: boolean;
}

/** Undefined for whatever is no new life: another message, a retained birth, the same life connecting anew. */
export function bootOf({ message, retained, before, state }: Observed): Boot | undefined {
  if (message.verb !== 'birth' || retained || state.boot !== message.body.boot) return undefined;
  // Of the first life that we hear of, nobody knows whether it followed another.
  if (!before?.boot || before.boot === message.body.boot) return undefined;
  const from = versionOf(before);
  const to = versionOf(state);
  const reason = message.body.boot_reason ?? 'cold';
  if (to === undefined || reason === 'reconnect') return undefined;
  const isUpgrade = reason === 'upgrade' || (from !== undefined && from.fw !== to.fw);
  return { from, to, reason, isUpgrade };
}

export function versionOf(state: Pick<DeviceState, 'model' | 'fw'> | null): Version | undefined {
  return state?.fw === undefined ? undefined : { model: state.model ?? '', fw: state.fw };
}
