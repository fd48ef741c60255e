import type { IncidentFact } from '@fengsui/config/contract';
import type { Expectation } from './scenario.ts';

/** What is judged of an incident's fact. */
export type JudgedFact = Pick<
  IncidentFact,
  'id' | 'at' | 'change' | 'type' | 'scope' | 'severity' | 'cause'
> &
  Partial<Pick<IncidentFact, 'because'>>;

/** An expectation with the ids that its places have on a site. */
export interface Wanted extends Omit<Expectation, 'at'> {
  ids: readonly string[];
}

export interface Verdict {
  held: string[];
  faults: string[];
}

export interface Trial {
  facts: Iterable<JudgedFact>;
  wanted: readonly Wanted[];
  /** When the scenario began, ms. */
  startsAt: number;
  /** Granted on top of every limit, ms: how exactly time could be kept. */
  slackMs?: number;
}

/** An incident as its facts tell it: its last scope and cause count, and its first opening. */
interface Told {
  type: string;
  id: string;
  cause: string;
  openedAt: number;
  openings: number;
  recoveredAt?: number;
}

/** An incident may have begun a little before the fault, by the clocks of devices. */
const EARLY_MS = 2_000;
const MINUTE_MS = 60_000;

/**
 * Holds what was said against what should have been: every wanted incident in time, at its place, with
 * its cause; and no other, a second one for the same fault included. `info` is for looking up and does
 * not count.
 */
export function judge({ facts, wanted, startsAt, slackMs = 0 }: Trial): Verdict {
  const left = new Set(gather(facts));
  const verdict: Verdict = { held: [], faults: [] };
  for (const want of wanted) {
    const due = startsAt + want.afterMin * MINUTE_MS;
    const fits = [...left].filter((told) => isFit(told, want, due, slackMs));
    const [first] = fits;
    if (!first) {
      if (!want.optional) verdict.faults.push(`missed: ${want.type} at ${shortList(want.ids)}`);
      continue;
    }
    for (const told of want.many ? fits : [first]) left.delete(told);
    const faults = faultsOf(first, want, startsAt, slackMs);
    verdict.faults.push(...faults);
    if (faults.length === 0) verdict.held.push(describe(first, due));
  }
  for (const told of left) verdict.faults.push(`false: ${describe(told, startsAt)}`);
  return verdict;
}

function gather(facts: Iterable<JudgedFact>): Told[] {
  const incidents = new Map<string, Told>();
  for (const { id, severity, change, at, scope, cause, type } of facts) {
    if (severity === 'info') continue;
    const told = incidents.get(id) ?? { type, id: '', cause, openedAt: at, openings: 0 };
    incidents.set(id, told);
    told.type = type;
    told.id = scope.id;
    told.cause = cause;
    if (change === 'opened' || change === 'reopened') told.openings++;
    if (change === 'recovered') told.recoveredAt ??= at;
  }
  return [...incidents.values()];
}

function isFit(told: Told, want: Wanted, due: number, slackMs: number): boolean {
  const latest = due + want.openWithinS * 1_000 + slackMs;
  return (
    isType(told.type, want.type) &&
    want.ids.includes(told.id) &&
    told.openedAt >= due - EARLY_MS - slackMs &&
    told.openedAt <= latest
  );
}

const isType = (type: string, wanted: Wanted['type']): boolean =>
  wanted === 'any' || type === wanted || (wanted === 'weak' && type.startsWith('weak'));

function faultsOf(told: Told, want: Wanted, startsAt: number, slackMs: number): string[] {
  const { cause, recoverBetweenMin, maxOpenings } = want;
  const faults: string[] = [];
  if (cause && told.cause !== cause) faults.push(`cause of ${told.id}: ${told.cause}, not ${cause}`);
  if (recoverBetweenMin) {
    const [from, to] = recoverBetweenMin.map((min) => startsAt + min * MINUTE_MS);
    const at = told.recoveredAt ?? Infinity;
    if (at < (from ?? 0) - slackMs || at > (to ?? 0) + slackMs) {
      faults.push(
        `${told.id} recovered ${minutes(told.recoveredAt, startsAt)}, not in ${recoverBetweenMin.join('–')} min`,
      );
    }
  }
  if (maxOpenings !== undefined && told.openings > maxOpenings) {
    faults.push(`${told.id} opened ${told.openings} times, at most ${maxOpenings}`);
  }
  return faults;
}

const describe = ({ type, id, cause, openedAt }: Told, since: number): string =>
  `${type} at ${id} ${minutes(openedAt, since)} ${cause}`;

function minutes(at: number | undefined, since: number): string {
  if (at === undefined) return 'never';
  const seconds = (at - since) / 1_000;
  return seconds < 600 ? `+${seconds.toFixed(1)} s` : `+${(seconds / 60).toFixed(1)} min`;
}

const shortList = (ids: readonly string[]): string =>
  ids.length > 4 ? `${ids.slice(0, 4).join('|')}|… (${ids.length})` : ids.join('|');
