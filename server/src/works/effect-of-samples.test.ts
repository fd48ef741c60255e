import type { Work } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { WEAK } from '../core/weak-area/area-hour.ts';
import type { StoredSample } from '../series/port.ts';
import { createMemorySeries } from '../series/memory/memory-series.ts';
import { zoneOffset } from '../zone-offset.ts';
import { createEffects } from './effect.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAYS = 4;
const T = Date.parse('2026-06-01T00:00:00+08:00');
const VILLAGE = 'area:441223115220' as const;
const NODE = 'node:amp-1' as const;
const DEVICES = Array.from({ length: 6 }, (_, i) => `gw-${i}`);
const WORK: Work = {
  ...{
    id: 'w1',
    kind: 're_tilt',
    title: '示例',
    scope: { kind: 'area', id: '441223115220' },
    note: null,
    at: T,
  },
  ...{ from: T, to: T + 3 * DAY, by: { kind: 'person', id: 'li', name: '示例' } },
};

/** Each device twice an hour; one in three is weak before, none after. */
function samples(): StoredSample[] {
  const starts = [T - DAYS * DAY, T + 3 * DAY];
  return starts.flatMap((start, side) =>
    DEVICES.flatMap((device, i) =>
      Array.from({ length: 2 * 24 * DAYS }, (_, half): StoredSample => {
        const seq = side * 1_000 + half;
        const m = { [WEAK]: side === 0 && i < 2 ? 1 : 0, 'cell.rsrp_dbm': -104 + 6 * side + (half % 3) };
        return { device, boot: 'b1', seq, ts: start + (half * HOUR) / 2, late: false, m };
      }),
    ),
  );
}

describe('what works have changed, from the samples of devices', () => {
  it.each([WORK.scope, { kind: 'node', id: 'amp-1' } as const])(
    'of %j counts each device once an hour',
    async (scope) => {
      const now = T + 10 * DAY;
      const store = createMemorySeries({ now: () => now });
      const areas = [VILLAGE, NODE];
      await store.place(DEVICES.map((device) => ({ device, county: '441223', areas })));
      await store.write(samples(), { journal: 'j', offset: 1 });
      while ((await store.maintain(now)).more);
      const effectOf = createEffects({
        ...{
          store,
          works: () => [],
          fieldTests: () => [],
          offsetAt: zoneOffset('Asia/Shanghai'),
          now: () => now,
        },
        places: { holds: () => true, parts: ({ kind }) => [kind === 'node' ? NODE : VILLAGE] },
      });
      const answer = await effectOf({ ...WORK, scope }, { days: DAYS });
      // Thursday to Sunday on both sides.
      expect(answer.matchedHours).toBe(24 * DAYS);
      expect(answer.figures[0]).toMatchObject({
        ...{ what: 'weak_ratio', verdict: 'better' },
        before: { value: expect.closeTo(1 / 3, 3), n: 6 * 24 * DAYS, days: DAYS },
        after: { value: 0, n: 6 * 24 * DAYS, days: DAYS },
      });
      expect(answer.figures[1]).toMatchObject({
        ...{ what: 'median', metric: 'cell.rsrp_dbm', verdict: 'better', difference: expect.closeTo(6, 1) },
      });
      await store.close();
    },
  );
});
