import type { LevelEntry, Warning, WarningState, WarningView } from '@fengsui/config/contract';

/** Who ended a warning before its time, and since when it no longer holds. */
interface End {
  at: number;
  /** The warning that did; undefined where a person did. */
  by: Warning | undefined;
}

/**
 * What warnings come to together, at a time. An update or a cancellation ends what it refers to, whichever
 * was taken first, if it is of the same sender and just as real.
 */
export function judgeWarnings(warnings: readonly Warning[]) {
  const enders = endersOf(warnings);

  function endOf(warning: Warning): End | undefined {
    const [ender] = enders.get(keyOf(warning)) ?? [];
    const ends: End[] = [
      ...(ender ? [{ at: Math.max(ender.takenAt, warning.takenAt), by: ender }] : []),
      ...(warning.ended ? [{ at: warning.ended.at, by: undefined }] : []),
    ];
    return ends.sort((a, b) => a.at - b.at)[0];
  }

  return {
    view(warning: Warning, at: number): WarningView {
      const end = endOf(warning);
      const state = stateOf(warning, end, at);
      return { ...warning, state, endedAt: end?.at ?? null, endedBy: end?.by?.id ?? null };
    },
    /** What they switch on; an entry never reaches back before the warning was known. */
    entries: (): LevelEntry[] => warnings.flatMap((warning) => entriesOf(warning, endOf(warning)?.at)),
  };
}

const keyOf = ({ identifier, sender, status }: Warning): string =>
  JSON.stringify([identifier, sender, status]);

/** By what they refer to, the first that was sent first. */
function endersOf(warnings: readonly Warning[]): Map<string, Warning[]> {
  const enders = new Map<string, Warning[]>();
  for (const warning of warnings) {
    if (warning.message === 'alert') continue;
    for (const { identifier, sender } of warning.references) {
      const isOwn = sender === warning.sender && identifier !== warning.identifier;
      const key = keyOf({ ...warning, identifier });
      if (!isOwn) continue;
      const own = enders.get(key);
      if (own) own.push(warning);
      else enders.set(key, [warning]);
    }
  }
  for (const list of enders.values()) list.sort((a, b) => a.sent - b.sent || (a.id < b.id ? -1 : 1));
  return enders;
}

function stateOf({ status, message, parts }: Warning, end: End | undefined, at: number): WarningState {
  if (status !== 'actual') return 'not_actual';
  const graded = parts.filter(({ level }) => level !== null);
  if (message === 'cancel' || graded.length === 0) return 'says_only';
  const last = Math.max(...graded.map(({ to }) => to));
  if (end && end.at <= at && end.at < last) return endState(end);
  if (graded.some(({ from, to }) => from <= at && at < to)) return 'in_force';
  return graded.some(({ from, to }) => at < from && from < to) ? 'waiting' : 'over';
}

function endState({ by }: End): WarningState {
  if (!by) return 'over';
  return by.message === 'cancel' ? 'cancelled' : 'replaced';
}

function entriesOf(warning: Warning, endedAt = Infinity): LevelEntry[] {
  const { id, status, message, parts, takenAt, by } = warning;
  if (status !== 'actual' || message === 'cancel') return [];
  return parts.flatMap(({ level, from, to, regions, headline }, i) => {
    const span = { from: Math.max(from, takenAt), to: Math.min(to, endedAt) };
    if (level === null || span.to <= span.from) return [];
    const why = headline.zh;
    return regions.map((region): LevelEntry => ({
      id: `${id}-${i}-${region}`,
      level,
      region,
      ...span,
      source: 'warning',
      why,
      by,
    }));
  });
}
