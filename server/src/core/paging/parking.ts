import type { StageVerdict } from '@fengsui/config/contract';
import type { Trace } from './stage.ts';
import type { Parked, Topic } from './state.ts';
import type { Notice, Work } from './work.ts';
import { tell } from './work.ts';

const SOONEST_AGAIN_MS = 1_000;

export interface Stopped {
  end: NonNullable<Trace['end']>;
  verdicts: StageVerdict[];
  parkedFor?: string | undefined;
}

/** Says why nobody is called, and keeps the call where it is to be looked at again. */
export function park(work: Work, topic: Topic, notice: Notice, { end, verdicts, parkedFor }: Stopped): void {
  const { at } = notice;
  const { until, because, verdict } = end.verdict;
  const why = JSON.stringify([end.stage, because]);
  if (until !== undefined) {
    const again = Math.max(until, at + SOONEST_AGAIN_MS);
    topic.parked = { calls: callsWith(topic.parked, notice), until: again, why };
    work.agenda.add({ at: again, kind: 'parked', id: topic.id, person: '' });
  }
  if (why === parkedFor) return;
  const change = verdict === 'hold' ? 'held' : 'decided';
  tell(work, topic, notice, { change, verdicts, because: { reason: because.reason } });
}

/** One call a step: what was first to be said there is still to be said. */
function callsWith(parked: Parked | null, { about, step, stepName }: Notice): Parked['calls'] {
  const calls = parked?.calls ?? [];
  return calls.some((call) => call.step === step) ? calls : [...calls, { about, step, stepName }];
}

/** Lets go of what was parked, for a reason that is told. */
export function drop(work: Work, topic: Topic, at: number, because: Notices): void {
  const { parked } = topic;
  topic.parked = null;
  for (const call of parked?.calls ?? []) tell(work, topic, { at, ...call }, { because });
}

type Notices = Parameters<typeof tell>[3]['because'];
