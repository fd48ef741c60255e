import type { Json, Metrics } from '@fengsui/config/contract';
import { createColumn } from '../columns.ts';
import type { Detector, Observed } from '../detector.ts';
import type { DeviceState } from '../device/state.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { freshValues } from '../fresh-values.ts';
import type { Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';
import { sightedOnly } from '../sighted-only.ts';
import { createClaims, isBroadcaster } from './claim.ts';
import type { Look } from './look.ts';
import { ENOUGH, SILENT_BELOW, SOUNDING_FROM, countLooks, withLook } from './look.ts';
import type { Evidence, Suspicion } from './silent-finding.ts';
import { silentFinding, silentKey } from './silent-finding.ts';
import type { UsualRow } from './usual-current.ts';
import { OWN_ENOUGH, createUsualCurrent } from './usual-current.ts';

export interface SpeakerDetector extends Detector {
  /** Found to play in silence: whatever it reports, nobody hears it. */
  isSilent(device: string): boolean;
}

interface SpeakerParts {
  fleet: Pick<Fleet, 'get' | 'states'>;
  site: Pick<MonitorSite, 'people'>;
}

interface Kept {
  usual: [id: string, ...UsualRow][];
  silent: [id: string, suspicion: Suspicion][];
}

/**
 * Loudspeakers that play in silence (有播无声): they say that they work while their amplifier draws
 * next to nothing, or report that it has no output. Needs `pwr.amp_a` with `eb.work_state` or play
 * events, or `eb.fault_type` / fault events.
 */
export function createSpeakerDetector({ fleet, site }: SpeakerParts): SpeakerDetector {
  const claims = createClaims();
  const current = createUsualCurrent();
  const looks = createColumn(Uint8Array);
  /** Looked silent at least once, and not heard since. */
  const suspects = new Map<string, Suspicion>();
  const silent = new Set<string>();

  function evidenceOf(state: DeviceState, metrics: Metrics, isPlaying: boolean): Evidence | undefined {
    if (claims.hasNoOutput(state.id, metrics)) return 'no_output_reported';
    const amps = metrics['pwr.amp_a'];
    if (!isPlaying || typeof amps !== 'number') return undefined;
    return isTooLittle(state, amps) ? 'amplifier_idle_while_playing' : undefined;
  }

  /** A small loudspeaker whose own usual is not known yet is silent only if it draws no more than when idle. */
  function isTooLittle(state: DeviceState, amps: number): boolean {
    if (amps >= SILENT_BELOW * current.usual(state)) return false;
    if (current.samples(state) >= OWN_ENOUGH) return true;
    return amps <= 1.5 * (current.idle(state) ?? amps);
  }

  function look(state: DeviceState, at: number, metrics: Metrics): Look | undefined {
    const isPlaying = claims.isPlaying(state.id, at, metrics);
    const evidence = evidenceOf(state, metrics, isPlaying);
    const amps = numberOf(metrics['pwr.amp_a']);
    if (evidence) return suspect(state, at, evidence, amps);
    if (suspects.get(state.id)?.evidence === 'no_output_reported') return 'sounding';
    if (amps === null) return undefined;
    if (isPlaying) return hearPlaying(state, amps);
    current.learnIdle(state, amps);
    return undefined;
  }

  function hearPlaying(state: DeviceState, amps: number): Look | undefined {
    const isLoud = amps >= SOUNDING_FROM * current.usual(state);
    current.learnPlaying(state, amps);
    return isLoud ? 'sounding' : undefined;
  }

  function suspect(state: DeviceState, at: number, evidence: Evidence, ampA: number | null): Look {
    const since = suspects.get(state.id)?.since ?? at;
    const idleA = current.idle(state) ?? null;
    const [usualA, samples] = [current.usual(state), current.samples(state)];
    suspects.set(state.id, { since, evidence, ampA, usualA, idleA, samples });
    return 'silent';
  }

  function judge(state: DeviceState, at: number, seen: Look): readonly Report[] {
    const after = withLook(looks.get(state.index), seen);
    looks.set(state.index, after);
    const suspicion = suspects.get(state.id);
    if (suspicion === undefined) return NOTHING_TO_REPORT;
    if (seen === 'silent' && countLooks(after, 'silent') >= ENOUGH) return call(state, at, suspicion);
    return seen === 'sounding' && countLooks(after, 'sounding') >= ENOUGH
      ? acquit(state, at)
      : NOTHING_TO_REPORT;
  }

  function call(state: DeviceState, at: number, suspicion: Suspicion): readonly Report[] {
    if (silent.has(state.id)) return NOTHING_TO_REPORT;
    silent.add(state.id);
    return [{ kind: 'found', at, finding: silentFinding(state, suspicion, site.people) }];
  }

  function acquit(state: DeviceState, at: number): readonly Report[] {
    suspects.delete(state.id);
    if (!silent.delete(state.id)) return NOTHING_TO_REPORT;
    const ampA = numberOf(state.metrics['pwr.amp_a']);
    return [{ kind: 'gone', at, key: silentKey(state.id), because: { heardAgain: true, ampA } }];
  }

  return {
    ...sightedOnly({
      observe(observed: Observed) {
        const { state, at, message } = observed;
        if (!isBroadcaster(state)) return NOTHING_TO_REPORT;
        if (message.verb === 'event') claims.hear(state.id, at, message.body);
        if (freshValues(observed) === undefined) return NOTHING_TO_REPORT;
        // Unchanged values need not be sent again: what counts is what holds, not what came just now.
        const seen = look(state, at, state.metrics);
        return seen === undefined ? NOTHING_TO_REPORT : judge(state, at, seen);
      },
      nextWakeAt: () => undefined,
      advance: () => NOTHING_TO_REPORT,
    }),
    isSilent: (device) => silent.has(device),
    keep() {
      const usual: Kept['usual'] = [];
      for (const { id, index, ...state } of fleet.states()) {
        const row = isBroadcaster(state) ? current.row(index) : undefined;
        if (row) usual.push([id, ...row]);
      }
      const called = [...suspects].filter(([id]) => silent.has(id));
      return { usual, silent: called } satisfies Kept as unknown as Json;
    },
    restore(kept) {
      const { usual, silent: called } = kept as unknown as Kept;
      for (const [id, ...row] of usual) {
        const state = fleet.get(id);
        if (state) current.setRow(state.index, row);
      }
      for (const [id, suspicion] of called) {
        suspects.set(id, suspicion);
        silent.add(id);
      }
    },
  };
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
