import type { DeathReason, DeviceClass } from '@fengsui/config/contract';
import type { BootLog } from './boot-log.ts';
import { findBoot, latestOffset, newBoot, withCurrent } from './boot-log.ts';
import type { ClockOffset } from './clock-offset.ts';
import { MAX_LATE_MS, observe, orderOf } from './clock-offset.ts';
import { look } from './flapping.ts';
import { NO_FACTS, moveLink, stay } from './link.ts';
import type { Life } from './lives.ts';
import { enter, lifeOf } from './lives.ts';
import { joined } from './presence.ts';
import { OLD_WILL_MS, WILL_SLACK_MS } from './timers.ts';
import { isQuarantined } from './turns.ts';
import type { DeviceFact, DeviceHappening, DeviceStep } from './event.ts';
import type { DeviceState, Draft } from './state.ts';
import { draftOf } from './state.ts';

type DeathEvent = DeviceHappening & { type: 'death' };

/** A will, or an announced leave. Of another life than the current one it is void. */
export function onDeath(state: DeviceState, event: DeathEvent, profile: DeviceClass): DeviceStep {
  if (isQuarantined(state)) return stay(state);
  return event.body.reason === 'lost' ? onWill(state, event, profile) : onLeave(state, event, profile);
}

function onWill(state: DeviceState, { at, retained, body }: DeathEvent, profile: DeviceClass): DeviceStep {
  if (state.boot !== null && state.boot !== body.boot) return isVoid(state, at, 'old_boot');
  // A retained will may be of any session; a device that has taken leave has nothing more to lose; after
  // our own blindness everybody gets time to come back.
  if (retained || state.link === 'OFFLINE' || state.link === 'STANDBY' || state.link === 'BLIND') {
    return stay(state);
  }
  if (state.rebornAt !== null && at - state.rebornAt <= OLD_WILL_MS) return isVoid(state, at, 'old_session');
  const next = draftOf(state);
  next.goneAt = at - WILL_SLACK_MS;
  const moved = moveLink(next, 'SUSPECT', at, 'will', at + profile.timers.willGraceS * 1000);
  return { state: next, facts: joined(moved, look(next, at, true)) };
}

/** A leave is void if something that was sent after it has been heard. */
function onLeave(state: DeviceState, event: DeathEvent, profile: DeviceClass): DeviceStep {
  const { at, retained, body } = event;
  if (retained && !isOpenToRetained(state, body.boot)) return stay(state);
  const known = findBoot(state.boots, body.boot) ?? newBoot(body.boot);
  const offset = retained ? known.offset : clockOf(state, known, event);
  const { life, order } = placeLeave(state, known, offset, event);
  if (life === 'over') return isVoid(state, at, 'old_boot');
  if (body.ts !== undefined && order < known.heardTo) return isVoid(state, at, 'old_session');
  if (life === 'current' && isRepeat(state, event, order)) return stay(state);
  const next = draftOf(state);
  if (life !== 'current') enter(next, body.boot);
  next.boots = withCurrent(next.boots, { ...known, offset, since: known.since === 0 ? order : known.since });
  next.goneAt = order;
  return { state: next, facts: leave(next, event, profile) };
}

/** What an announced end tells of the clock. */
function clockOf(state: DeviceState, { offset }: BootLog, { at, body }: DeathEvent): ClockOffset | null {
  return body.ts === undefined ? offset : observe(offset, at, body.ts, latestOffset(state.boots));
}

/** Of an end without a time, anything that came a little later may have been sent before it. */
function placeLeave(
  state: DeviceState,
  known: BootLog,
  offset: ClockOffset | null,
  { at, body: { boot, ts } }: DeathEvent,
): { life: Life; order: number } {
  const order =
    ts === undefined
      ? at + MAX_LATE_MS
      : Math.min(orderOf(offset, at, ts), orderOf(latestOffset(state.boots), at, ts));
  const isOlder = ts === undefined && boot !== state.boot && known.heardTo > 0;
  return { life: isOlder ? 'over' : lifeOf(state, known, boot, order), order };
}

function leave(next: Draft, { at, body }: DeathEvent, profile: DeviceClass): readonly DeviceFact[] {
  if (body.reason === 'lost') return NO_FACTS;
  return moveLink(next, 'STANDBY', at, body.reason, returnDue(body.reason, at, profile));
}

/** What the broker had kept tells of now only where nothing newer is known. */
function isOpenToRetained(state: DeviceState, boot: string): boolean {
  return (
    (state.boot === null || state.boot === boot) && (state.lastSeenAt === null || state.link === 'BLIND')
  );
}

function isRepeat({ link, linkBecause, goneAt }: DeviceState, { body }: DeathEvent, order: number): boolean {
  const hasLeft = link === 'STANDBY' || linkBecause === 'return_overdue';
  if (!hasLeft || goneAt === null) return false;
  return body.ts === undefined ? linkBecause === body.reason : order <= goneAt;
}

function isVoid(state: DeviceState, at: number, because: 'old_boot' | 'old_session'): DeviceStep {
  return { state, facts: [{ kind: 'void', device: state.id, at, because }] };
}

function returnDue(reason: DeathReason, at: number, { timers }: DeviceClass): number | undefined {
  return reason === 'restart' || reason === 'upgrade' ? at + timers.returnGraceS * 1000 : undefined;
}
