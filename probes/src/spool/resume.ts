import type { Life } from './record.ts';

/** What the spool knows of the time before this start. */
export interface Past {
  /** The last life that was written. */
  life: Life | undefined;
  /** One more than the highest number seen in that life. */
  next: number;
  /** The last thing written was the end of an orderly stop. */
  isClosed: boolean;
  /** Proof that nothing was written after what can be read: see journal.ts. */
  isWhole: boolean;
}

export type Start = 'first' | 'machine_restarted' | 'continued' | 'continued_after_kill' | 'unproven';

export interface Resumed {
  boot: string;
  next: number;
  start: Start;
}

/**
 * `boot` names one life of the machine, not of this process: a probe that was killed and started again
 * must not look like a box that lost power. So the life goes on, exactly after the last number used;
 * where it is not certain which was the last, a new life begins rather than a number be used twice.
 */
export function resume(past: Past, machine: string, newBoot: () => string): Resumed {
  if (!past.life) return { boot: newBoot(), next: 0, start: 'first' };
  if (past.life.machine !== machine) return { boot: newBoot(), next: 0, start: 'machine_restarted' };
  const goesOn = { boot: past.life.boot, next: past.next };
  if (past.isClosed) return { ...goesOn, start: 'continued' };
  if (past.isWhole) return { ...goesOn, start: 'continued_after_kill' };
  return { boot: newBoot(), next: 0, start: 'unproven' };
}
