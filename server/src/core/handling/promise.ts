import type { Incident, ServiceClock } from '@fengsui/config/contract';
import { chooseProfile } from '../service/choose.ts';
import type { ServiceEvent } from '../service/event.ts';
import { newClocks, tellClocks, viewClocks } from '../service/clocks.ts';
import type { Subject } from '../service/subject.ts';
import { isRural } from '../service/subject.ts';
import type { Case, Report } from './case.ts';
import type { Effects } from './effects.ts';
import { DESK, say } from './effects.ts';
import type { DeskWorld } from './world.ts';

/** What a rule of the service standard may ask of an incident; the level is that of its beginning. */
export function subjectOf(incident: Incident, reports: readonly Report[], world: DeskWorld): Subject {
  const { type, severity, cause, area, openedAt } = incident;
  return {
    ...{ type, severity, cause, area },
    class: world.classOf(incident),
    rural: isRural(area),
    level: world.level(area, openedAt),
    reported: reports.length > 0,
    escalated: reports.some(({ escalated }) => escalated),
  };
}

/** Chooses what is promised and starts its clocks. */
export function promise(incident: Incident, reports: readonly Report[], world: DeskWorld) {
  const subject = subjectOf(incident, reports, world);
  const { profile, because } = chooseProfile(world.standard(), subject);
  return {
    clocks: newClocks(profile, subject),
    because: { profile: profile.id, ...because, level: subject.level ?? null },
  };
}

/** Cause, severity, or who complained is another: another promise may be due beside those that were made. */
export function promiseAnew(kase: Case, at: number, world: DeskWorld, effects: Effects): void {
  const { clocks, because } = promise(kase.incident, kase.reports, world);
  const { profile, subject } = clocks;
  const [first] = kase.promises;
  if (first && !kase.promises.some((one) => one.profile.id === profile.id)) {
    // It knows all that has happened so far, and counts from its own beginning.
    kase.promises.push({ ...first, profile });
    say(kase, effects, { at, change: 'promised', by: DESK, because });
  }
  tell(kase, { at, kind: 'subject', subject });
}

export function tell(kase: Case, event: ServiceEvent): void {
  kase.promises = kase.promises.map((clocks) => tellClocks(clocks, event));
}

/** Every promise as it stands at a time. */
export function viewPromises({ promises }: Pick<Case, 'promises'>, at: number): ServiceClock[] {
  return promises.flatMap((clocks) => viewClocks(clocks, at));
}

/** Says once of each promise that it was not kept in time. */
export function sayBreaches(kase: Case, at: number, effects: Effects): void {
  for (const clock of viewPromises(kase, at)) {
    const key = `${clock.profile}/${clock.id}`;
    if (clock.state !== 'overdue' || kase.breached.includes(key)) continue;
    kase.breached.push(key);
    const { id, profile, dueAt, withinMs, pausedMs } = clock;
    say(kase, effects, {
      at,
      change: 'breached',
      by: DESK,
      because: { clock: id, profile, dueAt, withinMs, pausedMs },
    });
  }
}
