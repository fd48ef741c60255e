import type { Plant } from '../plant/plant.ts';

/** How a loss became known. */
export type LossSign = 'silence' | 'will' | 'gasp' | 'no_return';

/** One device that has fallen silent, as evidence. */
export interface Miss {
  readonly index: number;
  readonly node: number;
  readonly kind: number;
  /** When the beat that is missing was due to be sent, ms. */
  readonly due: number;
  sign: LossSign;
  /** 1: the beat is late; 2: it is lost. */
  stage: 1 | 2;
  /** How much it speaks for an outage: ln of (silent if down / silent if well). */
  weight: number;
  /** Who is heard below this node shows that the loss is the device's own affair. */
  readonly level: number;
  /** Counted as the device's own affair already, up to this stage. */
  lapsed: 0 | 1 | 2;
  /** What it says for a partial outage, while it counts for that; else 0. */
  part: number;
}

/**
 * What speaks for each node being down: the misses since anybody below it was last heard. One device
 * that is heard speaks for all nodes above it; silence only accuses.
 */
export interface Evidence {
  add(miss: Miss): void;
  /** The miss speaks more loudly than before. */
  weigh(miss: Miss, weight: number): void;
  /** What was silence has given a sign. */
  sign(miss: Miss, sign: LossSign): void;
  /** It is no evidence any more, from this node up. */
  remove(miss: Miss, from: number): void;
  /** Somebody below `node` sent something at this time: what was due before it is refuted. */
  heard(node: number, index: number, sentAt: number, onRefuted: (miss: Miss, at: number) => void): void;
  score(node: number): number;
  run(node: number): ReadonlySet<Miss>;
  /** When the earliest of them was due, or of those that an outage has taken since; ms; Infinity for none. */
  firstDue(node: number): number;
  /** How many of them gave a sign: a will, a gasp. */
  signs(node: number): number;
  lastHeardAt(node: number): number;
  /** The device that was heard last; -1 for nobody. */
  lastHeardBy(node: number): number;
  /** Forgets everything that is missing; everybody counts as heard at this time. */
  reset(at: number): void;
}

const NONE: ReadonlySet<Miss> = new Set();

export function createEvidence(plant: Plant): Evidence {
  const heardAt = new Float64Array(plant.size).fill(-Infinity);
  const heardBy = new Int32Array(plant.size).fill(-1);
  const scores = new Float64Array(plant.size);
  const runs = new Map<number, Set<Miss>>();
  /** Kept beside the runs, because a run may be as long as the fleet is large. */
  const firstDues = new Float64Array(plant.size).fill(Infinity);
  const signs = new Int32Array(plant.size);

  function put(node: number, miss: Miss): void {
    const run = runs.get(node);
    if (run) run.add(miss);
    else runs.set(node, new Set([miss]));
    scores[node] = (scores[node] as number) + miss.weight;
    firstDues[node] = Math.min(firstDues[node] as number, miss.due);
    if (miss.sign !== 'silence') signs[node] = (signs[node] as number) + 1;
  }

  function drop(node: number, run: Set<Miss>, miss: Miss): void {
    if (!run.delete(miss)) return;
    if (miss.sign !== 'silence') signs[node] = (signs[node] as number) - 1;
    if (run.size === 0) {
      runs.delete(node);
      firstDues[node] = Infinity;
    }
    // Differences of floats leave a trace; nothing at all must be zero.
    scores[node] = run.size === 0 ? 0 : (scores[node] as number) - miss.weight;
  }

  return {
    add(miss) {
      for (let node = miss.node; node >= 0; node = plant.parent(node)) {
        if (miss.due > (heardAt[node] as number)) put(node, miss);
      }
    },
    weigh(miss, weight) {
      const more = weight - miss.weight;
      miss.weight = weight;
      for (let node = miss.node; node >= 0; node = plant.parent(node)) {
        if (runs.get(node)?.has(miss)) scores[node] = (scores[node] as number) + more;
      }
    },
    sign(miss, sign) {
      const isFirst = miss.sign === 'silence';
      miss.sign = sign;
      for (let node = isFirst ? miss.node : -1; node >= 0; node = plant.parent(node)) {
        if (runs.get(node)?.has(miss)) signs[node] = (signs[node] as number) + 1;
      }
    },
    remove(miss, from) {
      for (let node = from; node >= 0; node = plant.parent(node)) {
        const run = runs.get(node);
        if (run) drop(node, run, miss);
      }
    },
    heard(node, index, sentAt, onRefuted) {
      for (let up = node; up >= 0; up = plant.parent(up)) {
        if (sentAt <= (heardAt[up] as number)) {
          // Of one instant the smaller number is named, whoever came first.
          if (sentAt === heardAt[up] && index < (heardBy[up] as number)) heardBy[up] = index;
          continue;
        }
        heardAt[up] = sentAt;
        heardBy[up] = index;
        const run = scores[up] === 0 ? undefined : runs.get(up);
        if (!run) continue;
        for (const miss of run) {
          if (miss.due > sentAt) continue;
          drop(up, run, miss);
          onRefuted(miss, up);
        }
        firstDues[up] = earliest(run);
      }
    },
    score: (node) => scores[node] as number,
    run: (node) => runs.get(node) ?? NONE,
    firstDue: (node) => firstDues[node] as number,
    signs: (node) => signs[node] as number,
    lastHeardAt: (node) => heardAt[node] as number,
    lastHeardBy: (node) => heardBy[node] as number,
    reset(at) {
      heardAt.fill(at);
      heardBy.fill(-1);
      scores.fill(0);
      firstDues.fill(Infinity);
      signs.fill(0);
      runs.clear();
    },
  };
}

function earliest(run: ReadonlySet<Miss>): number {
  let first = Infinity;
  for (const { due } of run) first = Math.min(first, due);
  return first;
}
