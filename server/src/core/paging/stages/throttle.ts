import { MAX_MESSAGES, nextAllowedAt } from '../allowance.ts';
import type { PersonInput } from '../stage.ts';
import { stage } from '../stage.ts';

/** More than anybody reads; what is beyond is said, and stays on the list of incidents. */
const MAX_WAITING = 20_000;

/** Nobody gets more messages than one can deal with; what does not fit goes into the next one. */
export const throttle = stage<PersonInput, 'at_once' | 'next_digest' | 'too_many_waiting'>({
  name: 'throttle',
  judge({ at, incident, tray }) {
    const waiting = tray.items.size;
    if (waiting >= MAX_WAITING && !tray.items.has(incident.id))
      return { verdict: 'stop', because: { reason: 'too_many_waiting', waiting } };
    const until = nextAllowedAt(tray.sent, at);
    if (until <= at) return { verdict: 'pass', because: { reason: 'at_once' } };
    return { verdict: 'digest', because: { reason: 'next_digest', until }, until };
  },
  reasons: {
    at_once: () => ({ zh: '未超过每人消息上限', en: 'within what one person gets' }),
    next_digest: ({ until }, time) => ({
      zh: `每人十分钟内最多 ${MAX_MESSAGES} 条：并入 ${time(Number(until))} 的汇总`,
      en: `at most ${MAX_MESSAGES} messages in ten minutes: goes into the digest of ${time(Number(until))}`,
    }),
    too_many_waiting: ({ waiting }) => ({
      zh: `待告知的已有 ${String(waiting)} 条，请看事件列表`,
      en: `${String(waiting)} wait already; see the list of incidents`,
    }),
  },
});
