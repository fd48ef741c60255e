import type { Finding } from '../incident/finding.ts';
import type { Version, VersionFigures } from './versions.ts';
import { versionKey } from './versions.ts';

/** Devices that restart with the same new firmware, one after the other. */
export interface Wave {
  to: Version;
  first: number;
  last: number;
  /** Outside of every planned window. */
  unplanned: number;
  planned: number;
  /** How many came from which version. */
  from: Record<string, number>;
  /** Announced an upgrade meanwhile and are not back. */
  notBack: string[];
}

/** Why a version is bad; undefined for one that is not. */
export interface BadVersion {
  evidence: 'not_back' | 'watchdog_restarts';
  count: number;
  of: number;
  /** The same figure over all other versions of the model, per device. */
  othersShare: number;
}

export const waveKey = (to: Version): string => `reboot:${versionKey(to)}`;

/** So many, at least, and such a share are not chance. */
const LEAST = { not_back: 3, watchdog_restarts: 5 } as const;
const SHARE = 0.05;
/** … and so many times what other versions of the model do. */
const TIMES = 3;

export function badVersion(own: VersionFigures, others: VersionFigures): BadVersion | undefined {
  const tried = [
    ['not_back', own.notBack, own.devices + own.notBack, share(others.notBack, others.devices)],
    ['watchdog_restarts', own.watchdog, own.devices, share(others.watchdog, others.devices)],
  ] as const;
  for (const [evidence, count, of, othersShare] of tried) {
    const isMany = count >= LEAST[evidence] && count >= of * SHARE;
    if (isMany && count >= of * othersShare * TIMES) return { evidence, count, of, othersShare };
  }
  return undefined;
}

export function waveFinding(wave: Wave, own: VersionFigures, bad: BadVersion | undefined): Finding {
  const { to, first, last, unplanned, planned, from, notBack } = wave;
  return {
    key: waveKey(to),
    type: 'platform',
    scope: { kind: 'platform', id: 'platform' },
    area: '',
    since: first,
    severity: bad ? 'warning' : 'info',
    cause: 'PLANNED',
    affected: { lost: notBack.length, monitored: unplanned + planned, homes: 0, population: 0 },
    because: {
      evidence: 'same_new_firmware',
      model: to.model,
      fw: to.fw,
      from: { ...from },
      reboots: unplanned,
      rebootsInWindow: planned,
      firstAt: first,
      lastAt: last,
      notBack: [...notBack],
      figures: { ...own },
      badVersion: bad ? { ...to, ...bad, othersShare: Math.round(bad.othersShare * 1000) / 1000 } : null,
      isQuestion: true,
      words: words(wave, bad),
    },
  };
}

function words({ to, unplanned }: Wave, bad: BadVersion | undefined): { zh: string; en: string } {
  const named = to.model === '' ? to.fw : `${to.model} ${to.fw}`;
  const zh = `${unplanned}台设备在计划窗口之外重启，均换成新固件 ${named}：是计划内升级吗？`;
  const en = `${unplanned} devices restarted outside of any planned window, all with the new firmware ${named}: was that planned?`;
  if (!bad) return { zh, en };
  return bad.evidence === 'not_back'
    ? {
        zh: `${zh}其中${bad.count}台升级后未恢复：该版本可能有问题`,
        en: `${en} ${bad.count} did not come back: the version may be bad`,
      }
    : {
        zh: `${zh}该版本已有${bad.count}次看门狗重启：该版本可能有问题`,
        en: `${en} It has had ${bad.count} watchdog restarts since: the version may be bad`,
      };
}

const share = (count: number, of: number): number => (of === 0 ? 0 : count / of);
