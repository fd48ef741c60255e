import type { EffectAnswer, EffectQuery, FieldTest, Work } from '@fengsui/config/contract';
import type { OffsetAt } from '../core/level/local-time.ts';
import type { AreaHour, AreaKey } from '../core/weak-area/area-hour.ts';
import { AREA_LEVELS, WEAK } from '../core/weak-area/area-hour.ts';
import { mergeAreas } from '../core/weak-area/week/week-grid.ts';
import type { SeriesStore } from '../series/port.ts';
import { HOUR_MS } from '../series/port.ts';
import { createLocalHours } from './local-hours.ts';
import type { HourSides } from './probe-figures.ts';
import { probeFigures } from './probe-figures.ts';
import type { Sides, Span } from './sides.ts';
import { isIn, overlapsOf, sidesOf, wholeHours } from './sides.ts';
import type { TestSides } from './test-figures.ts';
import { mostTested, testFigures } from './test-figures.ts';
import type { WorkPlaces } from './work-places.ts';

export interface EffectParts {
  store: Pick<SeriesStore, 'areaHours'>;
  places: Pick<WorkPlaces, 'holds' | 'parts'>;
  /** All works, the newest first. */
  works(): readonly Work[];
  /** Field tests within a span. */
  fieldTests(span: Span): readonly FieldTest[];
  offsetAt: OffsetAt;
  /** ms UTC. */
  now(): number;
}

/** What works have changed; rejects with SeriesUnavailable when the store does. */
export type EffectOf = (work: Work, query: EffectQuery) => Promise<EffectAnswer>;

const WEEK_MS = 7 * 24 * HOUR_MS;
/** What is asked for in vain where nothing is measured at all. */
const NO_LEVEL = AREA_LEVELS[0] ?? '';

export function createEffects({ store, places, works, fieldTests, offsetAt, now }: EffectParts): EffectOf {
  /** Of several areas as of one. */
  async function hoursIn(areas: readonly AreaKey[], metric: string, span: Span): Promise<AreaHour[]> {
    const whole = wholeHours(span);
    const limit = areas.length * ((whole.to - whole.from) / HOUR_MS);
    if (limit === 0) return [];
    const rows = await store.areaHours({ areas, metric, ...whole, limit });
    return areas.length > 1 ? mergeAreas(rows) : rows;
  }

  async function hoursOn(
    areas: readonly AreaKey[],
    metric: string,
    { before, after }: Sides,
  ): Promise<HourSides> {
    const [first, second] = await Promise.all([
      hoursIn(areas, metric, before),
      hoursIn(areas, metric, after),
    ]);
    return { before: first, after: second };
  }

  /** The level that most device-hours have, in the weeks beside the works or, with none there, on both sides. */
  async function levelOf(areas: readonly AreaKey[], sides: Sides): Promise<string | undefined> {
    return (await mostMeasured(areas, besides(sides))) ?? (await mostMeasured(areas, sides));
  }

  async function mostMeasured(areas: readonly AreaKey[], sides: Sides): Promise<string | undefined> {
    let most: { metric: string; n: number } | undefined;
    for (const metric of AREA_LEVELS) {
      const { before, after } = await hoursOn(areas, metric, sides);
      const n = [...before, ...after].reduce((sum, hour) => sum + hour.n, 0);
      if (n > (most?.n ?? 0)) most = { metric, n };
    }
    return most?.metric;
  }

  /** Where a cable or a fibre ends is not where somebody stood with a meter: a node has no tests. */
  function testsOf({ scope }: Work, { before, after }: Sides): TestSides {
    if (scope.kind === 'node') return { before: [], after: [] };
    const isThere = ({ area }: FieldTest): boolean => places.holds(scope, { kind: 'area', id: area });
    const there = fieldTests({ from: before.from, to: after.to }).filter(isThere);
    return {
      before: there.filter(({ at }) => isIn(at, before)),
      after: there.filter(({ at }) => isIn(at, after)),
    };
  }

  return async (work, { days, metric: asked }) => {
    const sides = sidesOf(work, days, now());
    const areas = places.parts(work.scope);
    const isPast = sides.after.to > sides.after.from;
    const hourOf = createLocalHours(offsetAt);
    const weak = await hoursOn(areas, WEAK, sides);
    const tests = testsOf(work, sides);
    const metric =
      asked ?? (await levelOf(areas, sides)) ?? mostTested([...tests.before, ...tests.after]) ?? NO_LEVEL;
    const levels = await hoursOn(areas, metric, sides);
    const isNode = work.scope.kind === 'node';
    const { figures, matchedHours } = probeFigures({ weak, levels, metric, isPast, isNode }, hourOf);
    return {
      ...{ work, ...sides, matchedHours },
      figures: [...figures, ...testFigures({ tests, metric, isPast }, (ts) => hourOf(ts).day)],
      overlaps: overlapsOf(work, works(), sides, places),
    };
  };
}

/** A week before and a week after. */
function besides({ before, after }: Sides): Sides {
  return {
    before: { from: Math.max(before.from, before.to - WEEK_MS), to: before.to },
    after: { from: after.from, to: Math.min(after.to, after.from + WEEK_MS) },
  };
}
