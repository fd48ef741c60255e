import type { Beat, SeriesPoint } from '../../src/series/port.ts';
import type { Entry } from './ring.ts';

/** What a store holds of one device. */
export interface StoredOf {
  beats: readonly Beat[];
  points: readonly SeriesPoint[];
}

/** What is not as it should be, by boot/seq; all empty where every sample is there once. */
export interface SampleAccount {
  missing: string[];
  doubled: string[];
  /** Stored, and never sent. */
  invented: string[];
  /** Stored with another time or value than it was sent with. */
  altered: string[];
}

/** Every sample that was sent must be in the store once, as it was sent, and nothing else. */
export function accountSamples(sent: Iterable<Entry>, { beats, points }: StoredOf): SampleAccount {
  const samples = [...sent].filter(({ value }) => value !== undefined);
  const expected = new Map(samples.map((entry) => [nameOf(entry), entry]));
  const counts = new Map<string, number>();
  const altered = new Set<string>();
  const values = new Map(points);
  for (const beat of beats) {
    const name = nameOf(beat);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const entry = expected.get(name);
    if (!entry) continue;
    if (entry.ts !== beat.ts) altered.add(`${name} by ${beat.ts - entry.ts} ms`);
    else if (values.get(entry.ts) !== entry.value)
      altered.add(`${name} from ${entry.value} to ${values.get(entry.ts)}`);
  }
  return {
    missing: [...expected.keys()].filter((name) => !counts.has(name)),
    doubled: [...counts].flatMap(([name, count]) => (count > 1 ? [name] : [])),
    invented: [...counts.keys()].filter((name) => !expected.has(name)),
    altered: [...altered],
  };
}

const nameOf = ({ boot, seq }: { boot: string; seq: number }): string => `${boot}/${seq}`;
