import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnNeeds } from './column-plan.ts';
import { planColumn } from './column-plan.ts';

/** The column of a wall of 16:9, whatever its size: everything is measured in rem. */
const needs = (over: Partial<ColumnNeeds> = {}): ColumnNeeds => ({
  heightRem: 40,
  isStacked: false,
  incidents: 0,
  isBlind: false,
  isIncidentOpen: false,
  isDeviceChosen: false,
  ...over,
});

describe('the column beside the map', () => {
  it('shows a list of devices and one of them closely while nothing is open', () => {
    expect(planColumn(needs())).toMatchObject({ showsDevices: true, showsDevice: true });
  });

  it('gives incidents their room first, then the list, and a device when it is chosen', () => {
    expect(planColumn(needs({ incidents: 40 }))).toMatchObject({ showsDevices: true, showsDevice: false });
    expect(planColumn(needs({ incidents: 40, isDeviceChosen: true }))).toMatchObject({
      showsDevices: false,
      showsDevice: true,
    });
  });

  it('tells few incidents at length, and many shortly', () => {
    expect(planColumn(needs({ incidents: 2 })).isRoomy).toBe(true);
    expect(planColumn(needs({ incidents: 3 })).isRoomy).toBe(false);
    expect(planColumn(needs({ incidents: 40 })).incidentRows).toBe(5);
  });

  it('makes room for the one that somebody looks at', () => {
    expect(planColumn(needs({ incidents: 40, isIncidentOpen: true })).incidentRows).toBe(2);
  });

  it('never plans more than there is room for, nor no row at all', () => {
    const some = fc.record({
      heightRem: fc.integer({ min: 30, max: 60 }),
      incidents: fc.nat(300),
      isBlind: fc.boolean(),
      isIncidentOpen: fc.boolean(),
      isDeviceChosen: fc.boolean(),
    });
    fc.assert(
      fc.property(some, (over) => {
        const plan = planColumn(needs(over));
        const rowRem = plan.isRoomy ? 8.6 : 5.2;
        const incidents = Math.min(over.incidents, plan.incidentRows) * rowRem;
        expect(incidents).toBeLessThanOrEqual(over.heightRem * 0.75);
        expect(plan.incidentRows).toBeGreaterThanOrEqual(1);
        expect(plan.deviceRows).toBeGreaterThanOrEqual(2);
        expect(plan.showsDevices || plan.showsDevice).toBe(true);
      }),
    );
  });
});
