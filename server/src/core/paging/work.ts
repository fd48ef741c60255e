import type { PageFact, StageVerdict } from '@fengsui/config/contract';
import type { Agenda } from './agenda.ts';
import type { Call, CallKind, PagedPerson, PagerOutcome, PagingWorld } from './model.ts';
import type { PagerState, Topic } from './state.ts';

/** What every part of the pager works on; `out` is what the call in hand will answer. */
export interface Work {
  state: PagerState;
  world: PagingWorld;
  agenda: Agenda;
  out: PagerOutcome;
}

/** What is said of an incident at one step, at one time. */
export type Notice = Pick<Call, 'at' | 'about' | 'step' | 'stepName'>;

export interface Decision {
  change?: PageFact['change'];
  person?: PagedPerson | null;
  message?: string | null;
  verdicts?: StageVerdict[];
  because: PageFact['because'];
}

/** Writes down what was decided about an incident, and why. */
export function tell(work: Work, topic: Topic, notice: Notice, decision: Decision): void {
  const { change = 'decided', person = null, message = null, verdicts = [], because } = decision;
  work.out.facts.push({
    at: notice.at,
    kind: 'page',
    change,
    id: topic.id,
    about: notice.about,
    person: person && { id: person.id, name: person.name },
    message,
    verdicts,
    because: { ...because, step: notice.step, ...(notice.stepName && { stepName: notice.stepName }) },
  });
}

export function sayUnreached(
  work: Work,
  topic: Topic,
  { about, step }: { about: CallKind; step: number },
  because: 'nobody_on_duty' | 'no_way',
): void {
  work.out.unreached.push({ id: topic.id, step, about, because });
}
