import type { LossSign } from './evidence.ts';

/** One device of an outage. */
export interface Lost {
  readonly index: number;
  /** When the beat that is missing was due, ms. */
  readonly due: number;
  sign: LossSign;
  /** Its signal had been falling before. */
  readonly hadFaded: boolean;
  /** The life that it was lost in. */
  readonly boot: string | null;
  returnedAt: number | null;
  /** On return: it had been started anew; null while that is not known. */
  isFresh: boolean | null;
  /** Samples that it had measured meanwhile and sent later. */
  buffered: number;
}

/**
 * `whole`: nobody below the node has been heard since. `part`: some have, and too many have not.
 * `lone`: one device whose silence matters by itself.
 */
export type OutageShape = 'whole' | 'part' | 'lone';

/** An outage that was called, with what spoke for it. Plain data but for the map. */
export interface Outage {
  key: string;
  shape: OutageShape;
  /** The node that explains it; of a lone device its own, -1 where the plant does not name it. */
  node: number;
  /** The highest node that nobody has been heard below either: what lies between cannot be told apart. */
  top: number;
  /** When the first beat that is missing was due, ms. */
  firstDue: number;
  /** When somebody below the node was last heard before, ms; null where nobody was. */
  lastHeardAt: number | null;
  calledAt: number;
  /** What spoke for it when it was called: ln of the likelihood ratio, and what it had to reach. */
  score: number;
  threshold: number;
  misses: number;
  lost: Map<number, Lost>;
  returned: number;
  /** Devices below the node that were heard all the while; some of them. */
  survivors: Set<number>;
  /** Enough of them are back since then. */
  goneAt: number | null;
  /** When to look after it next. */
  lookAt: number;
}

export function newOutage(key: string, shape: OutageShape, node: number, at: number): Outage {
  return {
    key,
    shape,
    node,
    top: node,
    firstDue: at,
    lastHeardAt: null,
    calledAt: at,
    score: 0,
    threshold: 0,
    misses: 0,
    lost: new Map(),
    returned: 0,
    survivors: new Set(),
    goneAt: null,
    lookAt: at,
  };
}

/** With so many of its devices back, an outage is over: a few were switched off meanwhile. */
export const BACK_SHARE = 0.8;

export function isBack({ lost, returned }: Outage): boolean {
  return lost.size > 0 && returned >= BACK_SHARE * lost.size;
}

/** Notes a device as back; false where it was already. */
export function noteReturn(outage: Outage, lost: Lost, at: number, isFresh: boolean | null): boolean {
  if (lost.isFresh === null) lost.isFresh = isFresh;
  if (lost.returnedAt !== null) return false;
  lost.returnedAt = at;
  outage.returned++;
  return true;
}

/** A device of the outage is silent again. */
export function noteRelapse(outage: Outage, lost: Lost): void {
  if (lost.returnedAt === null) return;
  lost.returnedAt = null;
  outage.returned--;
}

/** The device was not a part of it. */
export function strike(outage: Outage, index: number): void {
  const lost = outage.lost.get(index);
  if (lost && lost.returnedAt !== null) outage.returned--;
  outage.lost.delete(index);
}
