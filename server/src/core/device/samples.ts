import type { DeviceClass, DeviceFlag, Sample } from '@fengsui/config/contract';
import type { BootLog } from './boot-log.ts';
import { findBoot, newBoot, offsetOf, receive, withBoot } from './boot-log.ts';
import type { ClockOffset } from './clock-offset.ts';
import { isUntrusted, measuredAt, observe, sentAt, shiftMs } from './clock-offset.ts';
import { judgePower, judgeService } from './condition.ts';
import { moveLink } from './link.ts';
import { addRange, holes } from './seq-ranges.ts';
import { judgeSignal } from './signal.ts';
import { nextLook } from './timers.ts';
import type { DeviceFact, DeviceHappening, DeviceStep } from './event.ts';
import type { DeviceState } from './state.ts';

type Beat = DeviceHappening & { type: 'data' | 'event' };

/** A live sample or event: the device is there, and what it says is current. */
export function onBeat(state: DeviceState, event: Beat, profile: DeviceClass): DeviceStep {
  const { at, body } = event;
  const before = findBoot(state.boots, body.boot) ?? newBoot(body.boot);
  const { log, isKnown } = receive(before, body.seq);
  const after = event.retained
    ? log
    : { ...log, offset: observe(log.offset, at, body.ts, offsetOf(state.boots, state.boot)) };
  const boots = withBoot(state.boots, after);
  const verdict = { shiftMs: sampleShift(after.offset, body.ts, at), skip: isKnown ? [0] : [] };
  const gaps = gapFacts(state.id, at, before, after);
  if (event.retained || isOver(state, body.boot)) {
    const facts = [...gaps, { kind: 'void', device: state.id, at, because: 'old_boot' } as const];
    return { state: { ...state, boots }, verdict, facts };
  }
  const heard = { ...hear(state, event, after), boots };
  const shown = event.type === 'data' ? show(heard, event.body, profile) : heard;
  const step = moveLink(shown, 'ONLINE', at, event.type, nextLook(shown, profile, at));
  const facts = [...step.facts, ...gaps];
  return { ...step, verdict, facts, sentAt: sentAt(after.offset, at, body.ts) };
}

/** A life that another one has followed. */
function isOver(state: DeviceState, boot: string): boolean {
  return state.boot !== boot && findBoot(state.boots, boot) !== undefined;
}

function hear(state: DeviceState, { at, body }: Beat, log: BootLog): DeviceState {
  return {
    ...state,
    lastSeenAt: at,
    boot: body.boot,
    shownSeq: state.boot === body.boot ? state.shownSeq : -1,
    flags: withFlag(state.flags, 'CLOCK_UNTRUSTED', isUntrusted(log.offset)),
  };
}

/** Newest values win by sequence, not by arrival. */
function show(state: DeviceState, { seq, m }: Sample, profile: DeviceClass): DeviceState {
  if (seq <= state.shownSeq) return state;
  const metrics = { ...state.metrics, ...m };
  return {
    ...state,
    shownSeq: seq,
    metrics,
    signal: judgeSignal(profile, metrics, state.signal),
    power: judgePower(metrics),
    service: judgeService(metrics),
  };
}

/**
 * Measured while out of contact: it fills history and never changes what is current. A life that only
 * `hist` has told of: its clock is taken to have been off as the current one is.
 */
export function onHist(state: DeviceState, { at, body }: DeviceHappening & { type: 'hist' }): DeviceStep {
  const before = findBoot(state.boots, body.boot) ?? newBoot(body.boot);
  const skip: number[] = [];
  let log = before;
  body.samples.forEach(({ seq }, i) => {
    const step = receive(log, seq);
    if (step.isKnown) skip.push(i);
    log = step.log;
  });
  const newest = body.samples.at(-1)?.ts ?? at;
  const offset = log.offset ?? offsetOf(state.boots, state.boot);
  const verdict = { shiftMs: sampleShift(offset, newest, at), skip };
  const boots = withBoot(state.boots, log);
  const facts = gapFacts(state.id, at, before, log);
  return { state: { ...state, boots }, facts, verdict, sentAt: measuredAt(offset, at, newest) };
}

/** The device no longer has these: they are not asked for again. */
export function onGivenUp(
  state: DeviceState,
  { boot, range }: DeviceHappening & { type: 'given-up' },
): DeviceStep {
  const log = findBoot(state.boots, boot);
  if (!log) return { state, facts: [] };
  const boots = withBoot(state.boots, { ...log, received: addRange(log.received, range) });
  return { state: { ...state, boots }, facts: [] };
}

/** 2020-01-01. */
const OLDEST_PLAUSIBLE = 1_577_836_800_000;

/** No sample is in the future or in 1970: where the shift would put it there, it is put at its arrival. */
function sampleShift(offset: ClockOffset | null, ts: number, at: number): number {
  const shift = Math.min(shiftMs(offset), at - ts);
  return ts + shift < OLDEST_PLAUSIBLE ? at - ts : shift;
}

function gapFacts(device: string, at: number, before: BootLog, after: BootLog): DeviceFact[] {
  const grew = holes(after.received).length > holes(before.received).length;
  return grew ? [{ kind: 'gap', device, at, boot: after.boot }] : [];
}

function withFlag(flags: readonly DeviceFlag[], flag: DeviceFlag, on: boolean): readonly DeviceFlag[] {
  if (flags.includes(flag) === on) return flags;
  return on ? [...flags, flag] : flags.filter((other) => other !== flag);
}
