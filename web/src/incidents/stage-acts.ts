import type { ActName, IncidentDetail, Stage, TimelineLine } from '@fengsui/config/contract';

/** What can be done now: what the stage is waiting for, and everything else. */
export interface StageActs {
  primary: ActName | undefined;
  others: readonly ActName[];
}

const NEXT: Readonly<Record<Stage, readonly ActName[]>> = {
  detected: ['acknowledge', 'dispatch', 'assign', 'note', 'resolve'],
  acknowledged: ['dispatch', 'resolve', 'note', 'assign', 'acknowledge'],
  dispatched: ['resolve', 'note', 'assign', 'dispatch'],
  restored: ['feedback', 'close', 'note', 'assign'],
  fed_back: ['close', 'note', 'feedback', 'assign'],
  closed: ['note'],
};

export function actsOf({ stage, timeline }: Pick<IncidentDetail, 'stage' | 'timeline'>): StageActs {
  const [first, ...rest] = NEXT[stage];
  if (stage === 'closed') return { primary: undefined, others: NEXT.closed };
  const clocks: ActName = isPaused(timeline) ? 'resume' : 'pause';
  return { primary: first, others: [...rest, clocks, forceMajeureAct(timeline)] };
}

const lastOf = (timeline: readonly TimelineLine[], prefix: RegExp): string | undefined =>
  timeline.findLast((line) => line.kind === 'handling' && prefix.test(line.change))?.change;

/** A case says only of its clocks whether they stand still, and they may all be met. */
const isPaused = (timeline: readonly TimelineLine[]): boolean =>
  lastOf(timeline, /^(paused|resumed|closed)$/) === 'paused';

function forceMajeureAct(timeline: readonly TimelineLine[]): ActName {
  const last = lastOf(timeline, /^force_majeure_/);
  if (last === 'force_majeure_claimed') return 'force-majeure-decision';
  return last === 'force_majeure_confirmed' ? 'force-majeure-end' : 'force-majeure';
}
