import type { SiteFault } from './model.ts';

/** Faults that are listed; the rest is counted. */
export const MAX_FAULTS = 100;

export interface FaultLog {
  add(fault: SiteFault): void;
  /** At most MAX_FAULTS, in the order of the files given and of lines in them; and how many there are beyond. */
  list(files: readonly string[]): { faults: SiteFault[]; more: number };
}

/** Keeps the first MAX_FAULTS of every file, however many there are. */
export function createFaultLog(): FaultLog {
  const kept = new Map<string, SiteFault[]>();
  let count = 0;
  return {
    add(fault) {
      count++;
      const ofFile = kept.get(fault.file) ?? [];
      if (ofFile.length < MAX_FAULTS) ofFile.push(fault);
      kept.set(fault.file, ofFile);
    },
    list(files) {
      const rank = (fault: SiteFault) => files.indexOf(fault.file);
      const all = [...kept.values()].flat();
      all.sort((a, b) => rank(a) - rank(b) || (a.line ?? 0) - (b.line ?? 0));
      const faults = all.slice(0, MAX_FAULTS);
      return { faults, more: count - faults.length };
    },
  };
}

/** One line a fault, as in `devices.csv:17 column T: expected …`, and a last one for those not listed. */
export function formatSiteFaults(faults: readonly SiteFault[], more = 0): string {
  const lines = faults.map((fault) => `${placeOf(fault)}: ${fault.message}`);
  if (more > 0) lines.push(`and ${more} more`);
  return lines.join('\n');
}

function placeOf({ file, line, column }: SiteFault): string {
  if (line === undefined) return column === undefined ? file : `${file} at ${column}`;
  return column === undefined ? `${file}:${line}` : `${file}:${line} column ${column}`;
}
