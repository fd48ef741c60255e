import type { AreaState, WeakCount, WeakEvidence } from '@fengsui/config/contract';
import { LEAST_DEVICES } from '@fengsui/config/contract';
import type { DeviceState } from '../device/state.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { AreaCounts } from './area-counts.ts';
import type { AreaKey } from './area-hour.ts';
import type { AreaNow } from './area-watch.ts';
import type { FoundArea } from './found-area.ts';
import type { Places } from './places.ts';
import { isCounted } from './sample-quality.ts';
import type { WeakHours } from './weak-hours.ts';
import { worstOf } from './weak-hours.ts';

/** What is known of areas at a moment. */
export interface AreaKnowledge {
  places: Places;
  fleet: Pick<Fleet, 'at'>;
  found: ReadonlyMap<AreaKey, FoundArea>;
  weakHours: Pick<WeakHours, 'of'>;
  /** The hour that ended last; undefined before the first. */
  last: { from: number; counts: Pick<AreaCounts, 'of'> } | undefined;
  isBlind: boolean;
}

/** Costs a look at each device of the area. */
export function areaNow(known: AreaKnowledge, key: AreaKey): AreaNow {
  const found = known.found.get(key);
  const place = known.places.find(key);
  const { devices, online, ...now } = countNow(known, place);
  return {
    key,
    state: found ? 'weak' : stateOf(known.isBlind || online === 0, now),
    weakSince: found?.since ?? null,
    now,
    hour: hourOf(known, place),
    evidence: found ? evidenceOf(found, known) : null,
    devices,
  };
}

function stateOf(isUnseen: boolean, { n }: WeakCount): AreaState {
  if (isUnseen) return 'unseen';
  return n < LEAST_DEVICES ? 'too_few' : 'ok';
}

function countNow({ places, fleet }: AreaKnowledge, place: number) {
  const sum = { devices: 0, online: 0, n: 0, weak: 0, bad: 0 };
  for (const device of places.devicesIn(place)) {
    sum.devices++;
    const state = fleet.at(device);
    if (state?.link !== 'ONLINE') continue;
    sum.online++;
    addSignal(sum, state);
  }
  return sum;
}

function addSignal(sum: WeakCount, state: DeviceState): void {
  if (state.signal === 'NA' || !isCounted(state)) return;
  sum.n++;
  if (state.signal !== 'OK') sum.weak++;
  if (state.signal === 'BAD') sum.bad++;
}

function hourOf({ last }: AreaKnowledge, place: number): AreaNow['hour'] {
  const count = last?.counts.of(place);
  return last && count && count.n > 0 ? { from: last.from, ...count } : null;
}

function evidenceOf(found: FoundArea, { weakHours }: AreaKnowledge): WeakEvidence {
  const hours = weakHours.of(found.key);
  return {
    reason: found.reason,
    hours: hours.map(({ from }) => from),
    worst: worstOf(hours) ?? found.worst,
    devices: [...found.devices],
  };
}
