const KILLS = 200;
/** With everything else that is tested, a storm may last no longer; FENGSUI_KILL_MINUTES says otherwise. */
const MINUTES = 2.5;
/** Beside the storm: the repair after it. */
const MORE_MS = 400_000;

/** With fewer, on however busy a machine, nothing has been shown. */
export const LEAST_KILLS = 5;

export interface Kills {
  kills: number;
  /** After it no more are begun. */
  stormMs: number;
  timeoutMs: number;
}

/** How many of all kills fall to one set-up; FENGSUI_KILLS says how many there are in all. */
export function killsOf(share: number): Kills {
  const kills = Math.max(1, Math.round(Number(process.env['FENGSUI_KILLS'] ?? KILLS) * share));
  const stormMs = Number(process.env['FENGSUI_KILL_MINUTES'] ?? MINUTES) * 60_000;
  return { kills, stormMs, timeoutMs: stormMs + MORE_MS };
}
