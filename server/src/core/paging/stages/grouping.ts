import type { Severity } from '@fengsui/config/contract';
import { LEVEL_EFFECTS } from '../../level/effects.ts';
import { isQuietLately } from '../allowance.ts';
import type { PersonInput } from '../stage.ts';
import { stage } from '../stage.ts';

/** What comes together with the first is gathered for this long. */
const GATHER_MS = 5_000;
/** What is not grave is told no more often than this while there is much. */
const EVERY_MS = 10 * 60_000;
const SOON: readonly Severity[] = ['critical', 'major'];

/** At a high response level, or in a flood, a person gets digests; what is critical goes at once all the same. */
export const grouping = stage<PersonInput, 'ordinary_day' | 'critical' | 'response_level' | 'flood'>({
  name: 'grouping',
  judge({ at, incident, severity, tray }, world) {
    const level = world.level(incident.area, at);
    const isHigh = level !== undefined && LEVEL_EFFECTS[level].digest !== null;
    if (!isHigh && !tray.isFlood) return { verdict: 'pass', because: { reason: 'ordinary_day' } };
    if (severity === 'critical') return { verdict: 'pass', because: { reason: 'critical' } };
    const until = digestAt(tray.sent, severity, at);
    const because = isHigh ? { reason: 'response_level' as const, level } : { reason: 'flood' as const };
    return { verdict: 'digest', because: { ...because, until }, until };
  },
  reasons: {
    ordinary_day: () => ({ zh: '没有告警洪水，也没有高响应级别', en: 'no flood and no high response level' }),
    critical: () => ({ zh: '紧急事件不等汇总', en: 'critical: does not wait for a digest' }),
    response_level: ({ level, until }, time) => ({
      zh: `${String(level)} 级响应：并入 ${time(Number(until))} 的汇总`,
      en: `response level ${String(level)}: goes into the digest of ${time(Number(until))}`,
    }),
    flood: ({ until }, time) => ({
      zh: `告警洪水（十分钟内超过十条）：并入 ${time(Number(until))} 的汇总`,
      en: `a flood, more than ten within ten minutes: goes into the digest of ${time(Number(until))}`,
    }),
  },
});

function digestAt(sent: readonly number[], severity: Severity, at: number): number {
  const last = sent.at(-1);
  if (last === undefined || isQuietLately(sent, at) || SOON.includes(severity)) return at + GATHER_MS;
  return Math.max(at + GATHER_MS, last + EVERY_MS);
}
