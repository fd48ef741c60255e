import type { ConductorFigures } from './conductor.ts';

export interface Progress extends ConductorFigures {
  /** Simulated, ms. */
  startsAt: number;
  now: number;
  /** Simulated ms for each real one, since the last line. */
  speed: number;
  wantedSpeed: number;
  /** Messages a real second, since the last line. */
  perSecond: number;
  openIncidents: number | undefined;
}

/** Slower than this share of what was asked for is said to be behind. */
const IN_STEP = 0.9;

/** One line of how a drill goes; times in the site's zone. */
export function progressLine(progress: Progress, timeZone: string): string {
  const { startsAt, now, sent, acknowledged, open, perSecond, openIncidents, speed, wantedSpeed } = progress;
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'medium' }).format(now);
  const minutes = ((now - startsAt) / 60_000).toFixed(1);
  const pace = `${speed.toFixed(1)}×${speed < wantedSpeed * IN_STEP ? ` (falls behind: ${wantedSpeed}× was asked for)` : ''}`;
  const incidents = openIncidents === undefined ? '?' : String(openIncidents);
  return (
    `${time} +${minutes} min · sent ${sent} (${Math.round(perSecond)}/s) · acknowledged ${acknowledged}` +
    ` · unacknowledged ${open} · open incidents ${incidents} · ${pace}`
  );
}
