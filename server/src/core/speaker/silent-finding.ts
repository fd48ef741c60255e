import type { DeviceState } from '../device/state.ts';
import type { Finding } from '../incident/finding.ts';
import type { MonitorSite } from '../monitor-site.ts';
import { ENOUGH, LOOKS, SILENT_BELOW } from './look.ts';
import { OWN_ENOUGH } from './usual-current.ts';

/** What makes a loudspeaker count as silent. */
export type Evidence = 'amplifier_idle_while_playing' | 'no_output_reported';

export interface Suspicion {
  since: number;
  evidence: Evidence;
  ampA: number | null;
  usualA: number;
  idleA: number | null;
  /** Samples of its own behind `usualA`. */
  samples: number;
}

export const silentKey = (device: string): string => `silent_speaker:${device}`;

export function silentFinding(
  { id, area, name, metrics }: DeviceState,
  suspicion: Suspicion,
  people: MonitorSite['people'],
): Finding {
  const { since, evidence, ampA, usualA, idleA, samples } = suspicion;
  return {
    key: silentKey(id),
    type: 'silent_speaker',
    scope: { kind: 'device', id },
    area,
    since,
    severity: 'major',
    cause: 'UNKNOWN',
    affected: { lost: 1, monitored: 1, ...people(id) },
    because: {
      evidence,
      ampA,
      usualA: hundredths(usualA),
      usualFrom: samples >= OWN_ENOUGH ? 'device' : samples > 0 ? 'device_and_class' : 'class',
      usualSamples: samples,
      idleA: idleA === null ? null : hundredths(idleA),
      limitShare: SILENT_BELOW,
      samplesNeeded: `${ENOUGH} of ${LOOKS}`,
      workState: metrics['eb.work_state'] ?? null,
      volumePct: metrics['eb.volume_pct'] ?? null,
      reached: false,
      words: words(name, suspicion),
    },
  };
}

function words(name: string, { evidence, ampA, usualA }: Suspicion): { zh: string; en: string } {
  if (evidence === 'no_output_reported') {
    return {
      zh: `${name}自报功放输出电压过低（故障类型3）：有播无声，按未送达计`,
      en: `${name} itself reports no amplifier output (fault type 3): it plays in silence and counts as not reached`,
    };
  }
  const usual = usualA.toFixed(2);
  return {
    zh: `${name}自称正在播出，但功放电流只有 ${ampA} A（平时 ${usual} A）：有播无声，按未送达计`,
    en: `${name} says that it plays, but its amplifier draws ${ampA} A instead of the usual ${usual} A: it plays in silence and counts as not reached`,
  };
}

const hundredths = (x: number): number => Math.round(x * 100) / 100;
