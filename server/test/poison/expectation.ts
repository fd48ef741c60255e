import type { Sent } from './mixture.ts';
import { storedOf } from './mixture.ts';

/** What has to be counted and stored, by what was sent. */
export interface Expectation {
  readonly rejected: Readonly<Record<string, number>>;
  /** By device; of each sample `boot/seq` and what it says. */
  readonly samples: ReadonlyMap<string, ReadonlyMap<string, object>>;
  note(sent: Sent, at: number): void;
  sampleCount(): number;
}

export const sampleKey = ({ boot, seq }: { boot: string; seq: number }): string => `${boot}/${seq}`;

export function createExpectation(): Expectation {
  const rejected: Record<string, number> = {};
  const samples = new Map<string, Map<string, object>>();
  const count = (reason: string, n = 1): void => void (rejected[reason] = (rejected[reason] ?? 0) + n);

  function ofDevice(device: string): Map<string, object> {
    const found = samples.get(device) ?? new Map<string, object>();
    samples.set(device, found);
    return found;
  }

  return {
    rejected,
    samples,
    note({ verdict }, at) {
      if (verdict.reason !== undefined) return count(verdict.reason);
      if (verdict.mistyped > 0) count('metric_type', verdict.mistyped);
      const { device, boot } = verdict;
      for (const { seq, m } of storedOf(verdict, at)) ofDevice(device).set(sampleKey({ boot, seq }), m);
    },
    sampleCount: () => [...samples.values()].reduce((sum, { size }) => sum + size, 0),
  };
}
