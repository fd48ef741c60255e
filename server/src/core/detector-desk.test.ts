import type { Json } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { createDetectorDesk } from './detector-desk.ts';
import type { Detector } from './detector.ts';

const NO_BOOK = { book: { take: () => [] }, blind: () => [], sighted: () => [] };

/** A detector whose parts change when the test says so. */
function keeper() {
  let changed: Record<string, Json> = {};
  const order: string[] = [];
  const detector: Detector = {
    observe: () => [],
    nextWakeAt: () => undefined,
    advance: () => [],
    keep: () => 'whole',
    restore: (kept) => void order.push(`restore ${String(kept)}`),
    keepParts() {
      const taken = changed;
      changed = {};
      return taken;
    },
    restoreParts: (kept) => void order.push(`parts ${JSON.stringify(kept)}`),
  };
  return {
    order,
    desk: createDetectorDesk({ drift: detector, driftwood: { ...detector, keepParts: () => ({}) } }, NO_BOOK),
    change: (part: string, kept: Json) => (changed[part] = kept),
  };
}

describe('parts of what a detector keeps', () => {
  it('are handed out where they have changed, with all that is kept', () => {
    const { desk, change } = keeper();
    change('a', 1);
    expect(desk.keep('changed')).toEqual({});
    expect(desk.keep('all')).toEqual({ drift: 'whole', driftwood: 'whole', 'drift/a': 1 });
    change('b', 2);
    expect(desk.keep('all')).toEqual({ drift: 'whole', driftwood: 'whole', 'drift/b': 2 });
  });

  it('that could not be written are handed out again, as often as it takes, the newest of each', () => {
    const { desk, change } = keeper();
    change('a', 1);
    change('b', 1);
    desk.keep('all');
    change('b', 2);
    expect(desk.keep('again')).toMatchObject({ 'drift/a': 1, 'drift/b': 2 });
    change('c', 3);
    expect(desk.keep('again')).toMatchObject({ 'drift/a': 1, 'drift/b': 2, 'drift/c': 3 });
    expect(desk.keep('all')).toEqual({ drift: 'whole', driftwood: 'whole' });
    expect(desk.keep('again')).toEqual({ drift: 'whole', driftwood: 'whole' });
  });

  it('go back to the detector of that very name, before the rest', () => {
    const { desk, order } = keeper();
    desk.restore({ drift: 'whole', 'drift/a': 1, 'drift/b': 2, other: 3 }, { states: () => [] }, 0);
    expect(order).toEqual(['parts {"a":1,"b":2}', 'restore whole', 'parts {}']);
  });
});
