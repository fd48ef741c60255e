import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AreaKey } from './area-hour.ts';
import { AREA_LEVELS, WEAK, areaKey, createAreaHours, scopeOf } from './area-hour.ts';

const HOUR = 1_763_596_800_000;
const VILLAGE: AreaKey = 'area:441223115220';
const TOWNSHIP: AreaKey = 'area:441223115';

const hour = (judged: number, weak: number, bad = 0, means: [string, number][] = []) => ({
  judged,
  weak,
  bad,
  means: new Map(means),
});

describe('the key of an area', () => {
  it('leads back to its scope, also where an id has colons of its own', () => {
    const scopes = [
      { kind: 'area', id: '441223115220' },
      { kind: 'node', id: 'amp:12:3' },
    ] as const;
    for (const scope of scopes) expect(scopeOf(areaKey(scope))).toEqual(scope);
  });
});

describe('the hour of an area', () => {
  it('counts each device once, by the share of its samples that were weak', () => {
    const hours = createAreaHours(HOUR);
    hours.add([VILLAGE, TOWNSHIP], hour(60, 15, 6));
    hours.add([VILLAGE, TOWNSHIP], hour(1, 1));
    hours.add([TOWNSHIP], hour(12, 0));
    expect(hours.rows().map(({ area, metric, n, weak, bad }) => [area, metric, n, weak, bad])).toEqual([
      [VILLAGE, WEAK, 2, 1.25, 0.1],
      [TOWNSHIP, WEAK, 3, 1.25, 0.1],
    ]);
  });

  it('holds the mean of each device in its levels, beside the same shares', () => {
    const hours = createAreaHours(HOUR);
    hours.add([VILLAGE], hour(4, 4, 0, [['cell.rsrp_dbm', -107.3]]));
    hours.add([VILLAGE], hour(4, 0, 0, [['cell.rsrp_dbm', -98.1]]));
    const rsrp = hours.rows().find(({ metric }) => metric === 'cell.rsrp_dbm');
    expect(rsrp).toMatchObject({ ts: HOUR, n: 2, weak: 1, bad: 0 });
    expect([...(rsrp?.levels ?? [])]).toEqual([
      [-537, 1],
      [-491, 1],
    ]);
  });

  it('tells of devices that nobody judges their levels alone', () => {
    const hours = createAreaHours(HOUR);
    hours.add([VILLAGE], hour(0, 0, 0, [['wifi.rssi_dbm', -60]]));
    expect(hours.rows()).toMatchObject([{ metric: 'wifi.rssi_dbm', n: 1, weak: 0, bad: 0 }]);
  });

  it('never has more weak than devices, nor more bad than weak', () => {
    const device = fc.tuple(fc.integer({ min: 1, max: 120 }), fc.nat({ max: 120 }), fc.nat({ max: 120 }));
    fc.assert(
      fc.property(fc.array(device, { minLength: 1, maxLength: 40 }), (devices) => {
        const hours = createAreaHours(HOUR);
        for (const [judged, a, b] of devices) {
          const weak = Math.min(judged, a);
          hours.add([VILLAGE], hour(judged, weak, Math.min(weak, b)));
        }
        const [row] = hours.rows();
        expect(row?.n).toBe(devices.length);
        expect(row?.weak).toBeLessThanOrEqual(row?.n ?? 0);
        expect(row?.bad).toBeLessThanOrEqual(row?.weak ?? 0);
      }),
    );
  });

  it('knows every level once', () => {
    expect(new Set(AREA_LEVELS).size).toBe(AREA_LEVELS.length);
    expect(AREA_LEVELS).toContain('cell.rsrp_dbm');
  });
});
