/** What the server itself is made of. */
export const PARTS = ['broker', 'series', 'ledger', 'journal', 'outbox', 'warnings'] as const;
export type PartName = (typeof PARTS)[number];

/** A part of the server that does not do its work. */
export interface PartTrouble {
  part: PartName;
  /** ms */
  since: number;
  /** For whoever repairs it. */
  detail: string;
}

/** A part that is well again within this time was not worth a word. */
const PATIENCE_MS = 10_000;
/** A part that has done its work for less than this may as well fail again. */
const STEADY_MS = 10_000;

interface Held extends PartTrouble {
  /** Since when it is as it is now: in trouble, or well again. */
  turnedAt: number;
  isWell: boolean;
}

/**
 * Which parts are in trouble, as somebody tells who looks at them. A part that comes and goes within
 * seconds is in trouble all the while.
 */
export interface PartTroubles {
  /** All that are in trouble now. True where what is to be told of them has changed. */
  take(now: readonly PartTrouble[], at: number): boolean;
  /** In the order of `PARTS`. */
  list(): PartTrouble[];
  has(part: PartName): boolean;
  /** When the first of them has lasted long enough to be told. */
  tellAt(): number | undefined;
  /** When the first of them is believed to be over. */
  overAt(): number | undefined;
  /** Lets go of those that are over. */
  letGo(at: number): void;
}

export function createPartTroubles(): PartTroubles {
  const held = new Map<PartName, Held>();

  function note({ part, since, detail }: PartTrouble, at: number): boolean {
    const before = held.get(part);
    const turnedAt = before && !before.isWell ? before.turnedAt : at;
    held.set(part, { part, since: before?.since ?? since, detail, turnedAt, isWell: false });
    return before?.detail !== detail;
  }

  const soonest = (due: (one: Held) => number | undefined): number | undefined => {
    const first = Math.min(...[...held.values()].map((one) => due(one) ?? Infinity));
    return first === Infinity ? undefined : first;
  };
  const tellAt = ({ since, turnedAt, isWell }: Held) =>
    isWell ? undefined : Math.max(since + PATIENCE_MS, turnedAt);
  const overAt = ({ turnedAt, isWell }: Held) => (isWell ? turnedAt + STEADY_MS : undefined);

  return {
    take(now, at) {
      const changes = now.map((trouble) => note(trouble, at));
      const inTrouble = new Set(now.map(({ part }) => part));
      for (const one of held.values()) {
        if (!one.isWell && !inTrouble.has(one.part)) Object.assign(one, { isWell: true, turnedAt: at });
      }
      return changes.includes(true);
    },
    list: () =>
      PARTS.flatMap((part) => held.get(part) ?? []).map(({ part, since, detail }) => ({
        part,
        since,
        detail,
      })),
    has: (part) => held.has(part),
    tellAt: () => soonest(tellAt),
    overAt: () => soonest(overAt),
    letGo(at) {
      for (const one of held.values()) if ((overAt(one) ?? Infinity) <= at) held.delete(one.part);
    },
  };
}
