import type { Birth, DeathReason, DeviceClass, LinkState } from '@fengsui/config/contract';
import { findBoot, newBoot, offsetOf, withBoot } from './boot-log.ts';
import { observe, sentAt } from './clock-offset.ts';
import { moveLink, stay } from './link.ts';
import { nextLook } from './timers.ts';
import type { DeviceHappening, DeviceStep } from './event.ts';
import type { DeviceState } from './state.ts';

/**
 * A birth names the device's current life. A retained one was published long ago: it tells who the
 * device is, not that it is there.
 */
export function onBirth(
  state: DeviceState,
  { at, retained, body }: DeviceHappening & { type: 'birth' },
  profile: DeviceClass,
): DeviceStep {
  const known = describe(state, body);
  if (retained) return state.lastSeenAt === null ? stay({ ...known, boot: body.boot }) : stay(state);
  const alive = enterBoot({ ...known, lastSeenAt: at }, body, at);
  const step = moveLink(alive, 'ONLINE', at, 'birth', nextLook(alive, profile, at));
  return { ...step, sentAt: sentAt(offsetOf(alive.boots, body.boot), at, body.ts) };
}

/** The site's files decide where a device is; a birth decides it only for one that they do not name. */
function describe(state: DeviceState, { T, model, fw, lon, lat, area, parent }: Birth): DeviceState {
  const place = state.flags.includes('UNASSIGNED')
    ? { area, node: parent, lon: lon ?? state.lon, lat: lat ?? state.lat }
    : {};
  return { ...state, ...place, T, model, fw };
}

function enterBoot(state: DeviceState, { boot, seq, ts }: Birth, at: number): DeviceState {
  const log = findBoot(state.boots, boot) ?? newBoot(boot);
  // Of a device that was never heard, what it sent before is not asked for: a new server would drown.
  const birthSeq = state.boots.length === 0 ? null : seq;
  return {
    ...state,
    boot,
    boots: withBoot(state.boots, {
      ...log,
      birthSeq,
      offset: observe(log.offset, at, ts, offsetOf(state.boots, state.boot)),
    }),
    shownSeq: state.boot === boot ? state.shownSeq : -1,
  };
}

const AFTER_DEATH: Readonly<Record<DeathReason, LinkState>> = {
  lost: 'SUSPECT',
  shutdown: 'STANDBY',
  restart: 'STANDBY',
  upgrade: 'STANDBY',
  standby: 'STANDBY',
};

/** A death of another life than the current one is void: it was overtaken by the new birth. */
export function onDeath(
  state: DeviceState,
  { at, retained, body }: DeviceHappening & { type: 'death' },
  profile: DeviceClass,
): DeviceStep {
  if (state.boot !== null && state.boot !== body.boot) {
    return { state, facts: [{ kind: 'void', device: state.id, at, because: 'old_boot' }] };
  }
  if (retained && state.lastSeenAt !== null && state.link !== 'BLIND') return stay(state);
  if (state.link === 'OFFLINE') return stay(state);
  const because = body.reason === 'lost' ? 'will' : body.reason;
  return moveLink(state, AFTER_DEATH[body.reason], at, because, returnDue(body.reason, at, profile));
}

function returnDue(reason: DeathReason, at: number, { timers }: DeviceClass): number | undefined {
  if (reason === 'lost') return at + timers.willGraceS * 1000;
  return reason === 'restart' || reason === 'upgrade' ? at + timers.returnGraceS * 1000 : undefined;
}
