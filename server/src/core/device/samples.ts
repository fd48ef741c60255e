import type { DeviceClass, Sample, SignalState } from '@fengsui/config/contract';
import type { BootLog } from './boot-log.ts';
import { findBoot, logDraft, newBoot, latestOffset, receive, withCurrent, withOther } from './boot-log.ts';
import { OLDEST_PLAUSIBLE } from './clock-fault.ts';
import type { ClockOffset } from './clock-offset.ts';
import { measuredAt, shiftMs } from './clock-offset.ts';
import { histQuality } from './hist-quality.ts';
import { NO_FACTS } from './link.ts';
import { hearLife } from './lives.ts';
import { joined, present } from './presence.ts';
import { addRange } from './seq-ranges.ts';
import { qualityAlone, showValues } from './shown.ts';
import type { DeviceFact, DeviceHappening, DeviceStep, SampleVerdict } from './event.ts';
import type { DeviceState } from './state.ts';
import { draftOf } from './state.ts';

type Beat = DeviceHappening & { type: 'data' | 'event' };

/** A live sample or event: the device is there, and what it says is current. */
export function onBeat(state: DeviceState, event: Beat, profile: DeviceClass): DeviceStep {
  const { at, body } = event;
  const before = findBoot(state.boots, body.boot) ?? newBoot(body.boot);
  const log = logDraft(before);
  const isKnown = receive(log, body.seq);
  const gaps = gapFacts(state.id, at, before, log);
  if (event.retained) return onKept(state, event, log, isKnown, gaps);
  const heard = hearLife(state, log, { at, boot: body.boot, ts: body.ts, isRepeat: isKnown });
  const next = draftOf(state);
  const facts = present(state, next, heard, { at, because: event.type, isRepeat: isKnown }, profile);
  const quality = event.type === 'data' ? showValues(next, event.body, at) : 'NA';
  const verdict = verdictOf(heard.log.offset, body.ts, at, { isKnown, quality });
  return { state: next, verdict, facts: joined(facts, gaps), sentAt: heard.sentAt };
}

/** A sample that the broker had kept: it is stored, and says nothing of now. */
function onKept(
  state: DeviceState,
  event: Beat,
  log: BootLog,
  isKnown: boolean,
  gaps: readonly DeviceFact[],
): DeviceStep {
  const { at, body } = event;
  const quality = event.type === 'data' ? qualityAlone(state, event.body.m) : 'NA';
  const offset = log.offset ?? latestOffset(state.boots);
  const verdict = verdictOf(offset, body.ts, at, { isKnown, quality });
  const facts = joined(gaps, [{ kind: 'void', device: state.id, at, because: 'old_boot' }]);
  return { state: { ...state, boots: placed(state, log) }, verdict, facts };
}

function placed(state: DeviceState, log: BootLog): readonly BootLog[] {
  return log.boot === state.boot ? withCurrent(state.boots, log) : withOther(state.boots, log);
}

/**
 * Measured while out of contact: it fills history and never changes what is current. A life that only
 * `hist` has told of: its clock is taken to have been off as the current one is.
 */
export function onHist(state: DeviceState, { at, body }: DeviceHappening & { type: 'hist' }): DeviceStep {
  const before = findBoot(state.boots, body.boot) ?? newBoot(body.boot);
  const offset = before.offset ?? latestOffset(state.boots);
  const newest = body.samples.at(-1)?.ts ?? at;
  const shift = sampleShift(offset, newest, at);
  const skip: number[] = [];
  const log = logDraft(before);
  for (const place of placesBySeq(body.samples)) {
    const { seq, ts } = body.samples[place] as Sample;
    if (receive(log, seq) || !isPlausible(ts + shift, at)) skip.push(place);
  }
  const facts = gapFacts(state.id, at, before, log);
  const verdict = { shiftMs: shift, skip, quality: histQuality(body.samples, state) };
  return {
    state: { ...state, boots: placed(state, log) },
    facts,
    verdict,
    sentAt: measuredAt(offset, at, newest),
  };
}

/** In disorder they would leave more holes on the way than are remembered. */
function placesBySeq(samples: readonly Sample[]): number[] {
  return samples.map((_, place) => place).sort((a, b) => (samples[a]?.seq ?? 0) - (samples[b]?.seq ?? 0));
}

/** The device no longer has these: they are not asked for again. */
export function onGivenUp(
  state: DeviceState,
  { boot, range }: DeviceHappening & { type: 'given-up' },
): DeviceStep {
  const log = findBoot(state.boots, boot);
  if (!log) return { state, facts: NO_FACTS };
  const boots = placed(state, { ...log, received: addRange(log.received, range) });
  return { state: { ...state, boots }, facts: NO_FACTS };
}

const KEEP: readonly number[] = [];
const SKIP: readonly number[] = [0];
/** One list for each quality: the verdict on a live sample makes as little garbage as can be. */
const LIVE_QUALITY: Readonly<Record<SignalState, readonly SignalState[] | undefined>> = {
  NA: undefined,
  OK: ['OK'],
  WEAK: ['WEAK'],
  BAD: ['BAD'],
};

function verdictOf(
  offset: ClockOffset | null,
  ts: number,
  at: number,
  { isKnown, quality }: { isKnown: boolean; quality: SignalState },
): SampleVerdict {
  return {
    shiftMs: sampleShift(offset, ts, at),
    skip: isKnown ? SKIP : KEEP,
    quality: LIVE_QUALITY[quality],
  };
}

/** No sample is in the future or in 1970: where the shift would put it there, it is put at its arrival. */
function sampleShift(offset: ClockOffset | null, ts: number, at: number): number {
  const shift = Math.min(shiftMs(offset, at), at - ts);
  return ts + shift < OLDEST_PLAUSIBLE ? at - ts : shift;
}

/** Of a message of many samples, those from before the clock was set have no time that could be told. */
function isPlausible(time: number, at: number): boolean {
  return time >= OLDEST_PLAUSIBLE && time <= at;
}

export function gapFacts(device: string, at: number, before: BootLog, after: BootLog): readonly DeviceFact[] {
  if (after.received.length < 2) return NO_FACTS;
  // One range is without a hole, two have one between them.
  const grew = after.received.length > Math.max(1, before.received.length);
  return grew ? [{ kind: 'gap', device, at, boot: after.boot }] : NO_FACTS;
}
