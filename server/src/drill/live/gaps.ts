/** A beat that never arrived. */
export interface Gap {
  boot: string;
  seq: number;
  sentAt: number;
}

/** What a device still has of the beats that never arrived, to be sent again when asked for. */
export interface Gaps {
  add(device: number, gap: Gap): void;
  /** Those of a boot from one sequence number to another, both included; they are forgotten. */
  take(device: number, boot: string, from: number, to: number): Gap[];
}

const MAX_EACH = 64;

export function createGaps(): Gaps {
  const byDevice = new Map<number, Gap[]>();
  return {
    add(device, gap) {
      const gaps = byDevice.get(device) ?? [];
      byDevice.set(device, [...gaps, gap].slice(-MAX_EACH));
    },
    take(device, boot, from, to) {
      const gaps = byDevice.get(device) ?? [];
      const isWanted = (gap: Gap): boolean => gap.boot === boot && gap.seq >= from && gap.seq <= to;
      const left = gaps.filter((gap) => !isWanted(gap));
      if (left.length > 0) byDevice.set(device, left);
      else byDevice.delete(device);
      return gaps.filter(isWanted);
    },
  };
}
