import { createZoneOffset } from '../i18n/zone.ts';

/** Instants (ms since 1970) and what the clock of the site's zone shows then, both ways. */
export interface WallTime {
  /** As a `datetime-local` input has it, to the minute. */
  toInput(at: number): string;
  /** Undefined for what is no time. A time that comes twice is the first of the two. */
  fromInput(text: string): number | undefined;
  /** The beginning of a day, so many days after that of `at`. */
  midnight(at: number, days: number): number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function createWallTime(timezone: string): WallTime {
  const offsetAt = createZoneOffset(timezone);

  /** The first instant with this wall time; a time that is skipped lies as far after the skip as it would have. */
  function instantOf(wall: number): number {
    const candidates = [wall - offsetAt(wall - DAY_MS), wall - offsetAt(wall + DAY_MS)];
    const exact = candidates.filter((at) => at + offsetAt(at) === wall);
    return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
  }

  return {
    toInput: (at) => new Date(at + offsetAt(at)).toISOString().slice(0, 16),
    fromInput(text) {
      const wall = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(`${text.slice(0, 16)}Z`) : NaN;
      return Number.isNaN(wall) ? undefined : instantOf(Math.floor(wall / MINUTE_MS) * MINUTE_MS);
    },
    midnight(at, days) {
      const today = Math.floor((at + offsetAt(at)) / DAY_MS);
      return instantOf((today + days) * DAY_MS);
    },
  };
}
