import type { Incident, Json, Severity, StageVerdict, Words } from '@fengsui/config/contract';
import type { CallKind, PagedPerson, PagingWorld } from './model.ts';
import type { Topic, Tray } from './state.ts';

/** What a stage is asked before anybody is asked for. */
export interface IncidentInput {
  at: number;
  about: CallKind;
  incident: Incident;
  topic: Readonly<Topic>;
}

/** What it is asked about one person. */
export interface PersonInput extends IncidentInput {
  person: PagedPerson;
  tray: Readonly<Tray>;
  /** How grave it is for this person: of a recovery, what was told. */
  severity: Severity;
}

export interface Verdict<R extends string = string> {
  verdict: StageVerdict['verdict'];
  because: { reason: R; [key: string]: Json };
  /** A stop or a hold: when to ask again. A digest: when it goes at the soonest. ms UTC. */
  until?: number;
}

export type Because = Readonly<Record<string, Json>>;
export type TimeText = (at: number) => string;

/** One question of the pipeline. Pure; answers for every call. */
export interface Stage<I, R extends string = string> {
  name: string;
  judge(input: I, world: PagingWorld): Verdict<R>;
  /** Every reason that it may give, as a sentence. */
  reasons: Readonly<Record<R, (because: Because, time: TimeText) => Words>>;
  /** Asked about recoveries too. */
  judgesRecoveries?: true;
}

/** Keeps reasons and sentences of a stage together. */
export function stage<I, R extends string>(s: Stage<I, R>): Stage<I> {
  return s as unknown as Stage<I>;
}

export interface Trace {
  verdicts: StageVerdict[];
  /** What ended it; undefined where everything was passed or put into a digest. */
  end: { stage: string; verdict: Verdict } | undefined;
  /** When it may go at the soonest. */
  dueAt: number;
}

/** Asks one stage after the other until one stops or holds. */
export function trace<I extends { at: number }>(
  stages: readonly Stage<I>[],
  input: I,
  world: PagingWorld,
): Trace {
  const verdicts: StageVerdict[] = [];
  let dueAt = input.at;
  for (const { name, judge } of stages) {
    const verdict = judge(input, world);
    verdicts.push({ stage: name, verdict: verdict.verdict, because: verdict.because });
    if (verdict.verdict === 'stop' || verdict.verdict === 'hold')
      return { verdicts, end: { stage: name, verdict }, dueAt };
    if (verdict.until !== undefined) dueAt = Math.max(dueAt, verdict.until);
  }
  return { verdicts, end: undefined, dueAt };
}
