import type { Detector } from '../detector.ts';
import type { DeviceFact } from '../device/event.ts';
import type { DetectorParts } from '../detectors.ts';
import type { Finding, Report } from '../incident/finding.ts';
import { NOTHING_TO_REPORT } from '../incident/finding.ts';

type DuplicateFact = Extract<DeviceFact, { kind: 'duplicate' }>;

/** Two boxes that report under one name: a cloned image, a label that was printed twice. */
export function createDuplicateDetector({ fleet, site }: Pick<DetectorParts, 'fleet' | 'site'>): Detector {
  function finding({ device, since, boots, alternations }: DuplicateFact): Finding {
    const state = fleet.get(device);
    const name = state?.name ?? device;
    const names = boots.map(({ boot }) => boot);
    return {
      key: keyOf(device),
      type: 'duplicate_id',
      scope: { kind: 'device', id: device },
      area: state?.area ?? '',
      since,
      severity: 'minor',
      cause: 'UNKNOWN',
      affected: { lost: 0, monitored: 1, ...site.people(device) },
      because: {
        words: {
          zh: `${name}：有两台设备以同一编号轮流上报（启动标识 ${names.join('、')}，交替 ${alternations} 次），已隔离，不计入在线与离线。`,
          en: `${name}: two boxes report in turns under one id (boots ${names.join(', ')}, ${alternations} alternations); quarantined, counted neither online nor offline.`,
        },
        boots: boots.map((boot) => ({ ...boot })),
        alternations,
      },
    };
  }

  function follow(fact: DeviceFact): readonly Report[] {
    if (fact.kind !== 'duplicate') return NOTHING_TO_REPORT;
    if (fact.on) return [{ kind: 'found', at: fact.at, finding: finding(fact) }];
    return [{ kind: 'gone', at: fact.at, key: keyOf(fact.device), because: { reason: 'one_boot_left' } }];
  }

  return {
    observe: ({ facts }) => (facts.length === 0 ? NOTHING_TO_REPORT : facts.flatMap(follow)),
    fact: follow,
    nextWakeAt: () => undefined,
    advance: () => NOTHING_TO_REPORT,
  };
}

function keyOf(device: string): string {
  return `duplicate:${device}`;
}
