import type { Birth, DeviceClass } from '@fengsui/config/contract';
import type { BootLog, LogDraft } from './boot-log.ts';
import { findBoot, logDraft, newBoot, receive, withCurrent } from './boot-log.ts';
import { stay } from './link.ts';
import { hearLife } from './lives.ts';
import { present } from './presence.ts';
import type { DeviceFact, DeviceHappening, DeviceStep } from './event.ts';
import { gapFacts } from './samples.ts';
import type { DeviceState, Draft } from './state.ts';
import { draftOf } from './state.ts';

const MAX_SEQ = Number.MAX_SAFE_INTEGER;

type BirthEvent = DeviceHappening & { type: 'birth' };

/**
 * A birth names the device's current life, unless that life is over. A retained one was published long
 * ago: it tells who the device is, not that it is there.
 */
export function onBirth(state: DeviceState, event: BirthEvent, profile: DeviceClass): DeviceStep {
  if (event.retained) return state.lastSeenAt === null ? remember(state, event.body) : stay(state);
  const { at, body } = event;
  const known = findBoot(state.boots, body.boot);
  const log = logDraft(known ?? newBoot(body.boot));
  const isRepeat = known !== undefined && known.heardTo > 0 && known.bornTs === body.ts;
  const heard = hearLife(state, log, { at, boot: body.boot, ts: body.ts, isRepeat });
  bear(log, state, body);
  const next = draftOf(state);
  const facts = present(state, next, heard, { at, because: 'birth', isRepeat }, profile);
  if (heard.life !== 'over') describe(next, body);
  if (heard.life === 'current' && !isRepeat && isReborn(known, body)) next.rebornAt = at;
  return { state: next, facts: [...facts, ...endLife(next, body, at)], sentAt: heard.sentAt };
}

/** Behind the last number of a life that is over stands its end: what is missing before it is a hole. */
function endLife(next: Draft, { boot, last }: Birth, at: number): readonly DeviceFact[] {
  const ended = last && last.boot !== boot ? findBoot(next.boots, last.boot) : undefined;
  if (!last || !ended || ended.received.length === 0 || last.seq >= MAX_SEQ) return [];
  const log = logDraft(ended);
  receive(log, last.seq + 1);
  next.boots = next.boots.map((other) => (other === ended ? log : other));
  return gapFacts(next.id, at, ended, log);
}

function remember(state: DeviceState, body: Birth): DeviceStep {
  const next = draftOf(state);
  next.boot = body.boot;
  describe(next, body);
  const log = findBoot(state.boots, body.boot) ?? newBoot(body.boot);
  next.boots = withCurrent(state.boots, { ...log, bornTs: body.ts });
  return { state: next, facts: [] };
}

/** The site's files decide where a device is; a birth decides it only for one that they do not name. */
function describe(next: Draft, { T, model, fw, lon, lat, area, parent }: Birth): void {
  next.T = T;
  next.model = model;
  next.fw = fw;
  if (!next.flags.includes('UNASSIGNED')) return;
  next.area = area;
  next.node = parent;
  next.lon = lon ?? next.lon;
  next.lat = lat ?? next.lat;
}

function bear(log: LogDraft, state: DeviceState, { seq, ts }: Birth): void {
  // Of a device that was never heard, what it sent before is not asked for: a new server would drown.
  log.birthSeq = state.boots.length === 0 ? null : seq;
  log.bornTs = Math.max(ts, log.bornTs ?? 0);
}

/** The same life in a new session: of the session before a will may still be under way. */
function isReborn(known: BootLog | undefined, { ts, boot_reason }: Birth): boolean {
  if (known === undefined || known.bornTs === null) return boot_reason === 'reconnect';
  return ts > known.bornTs;
}
