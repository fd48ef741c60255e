import type { RecordingLine } from '@fengsui/config/contract';

const DAY_MS = 86_400_000;
/** A line so far ahead of the one before it is believed only if the next agrees. */
const LEAP_MS = DAY_MS;
/** The last line of all has no next: so far ahead it may be. */
const LAST_LEAP_MS = 31 * DAY_MS;

export interface LeapSink {
  play(line: RecordingLine): void;
  /** A line whose time cannot be: one wrong digit would make everything after it too late. */
  doubt(line: RecordingLine): void;
}

/** Passes lines on in their order; holds one back while its time is in doubt. */
export interface LeapDoubter {
  take(line: RecordingLine): void;
  end(): void;
}

export function doubtLeaps({ play, doubt }: LeapSink): LeapDoubter {
  let latest: number | undefined;
  let held: RecordingLine | undefined;

  function pass(line: RecordingLine): void {
    latest = Math.max(latest ?? line.at, line.at);
    play(line);
  }

  const leap = (line: RecordingLine): number => line.at - (latest ?? line.at);

  function release(isBelieved: (line: RecordingLine) => boolean): void {
    const line = held;
    held = undefined;
    if (line && isBelieved(line)) pass(line);
    else if (line) doubt(line);
  }

  return {
    take(line) {
      if (held) release(({ at }) => line.at >= at - LEAP_MS);
      if (leap(line) > LEAP_MS) held = line;
      else pass(line);
    },
    end: () => release((line) => leap(line) <= LAST_LEAP_MS),
  };
}
