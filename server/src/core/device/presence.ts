import type { DeviceClass } from '@fengsui/config/contract';
import { clockFact } from './clock-fault.ts';
import type { DeviceFact } from './event.ts';
import { look } from './flapping.ts';
import { NO_FACTS, moveLink } from './link.ts';
import type { Heard } from './lives.ts';
import { settleLife } from './lives.ts';
import type { DeviceState, Draft } from './state.ts';
import { nextLook } from './timers.ts';
import { isQuarantined, takeTurn } from './turns.ts';

interface Sign {
  at: number;
  because: 'birth' | 'data' | 'event';
  /** The same message has come before. */
  isRepeat: boolean;
}

/** A live message has come: takes it into its life, and judges whether it shows that the device is there. */
export function present(
  before: DeviceState,
  next: Draft,
  heard: Heard,
  sign: Sign,
  profile: DeviceClass,
): readonly DeviceFact[] {
  settleLife(next, heard);
  if (heard.life === 'over') return [{ kind: 'void', device: next.id, at: sign.at, because: 'old_boot' }];
  if (sign.isRepeat && heard.life === 'current') return NO_FACTS;
  next.lastSeenAt = sign.at;
  const clock = before.flags === next.flags ? NO_FACTS : clockFact(before, next, sign.at);
  const turn = heard.life === 'back' ? takeTurn(next, sign.at) : NO_FACTS;
  if (isQuarantined(next)) return joined(clock, turn);
  if (next.goneAt !== null && heard.order <= next.goneAt) return joined(clock, turn);
  return joined(clock, arrive(next, sign, profile));
}

function arrive(next: Draft, { at, because }: Sign, profile: DeviceClass): readonly DeviceFact[] {
  next.goneAt = null;
  const moved = moveLink(next, 'ONLINE', at, because, nextLook(next, profile, at));
  return joined(moved, look(next, at, false));
}

export function joined(a: readonly DeviceFact[], b: readonly DeviceFact[]): readonly DeviceFact[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : [...a, ...b];
}
