import type { LinkState } from '@fengsui/config/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { chainOf, weakSite } from '../../test/weak-site.ts';
import { createTally } from '../core/fleet/tally.ts';
import { createFleet } from '../core/fleet/fleet.ts';
import type { FakeClock } from '../fake-clock.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createRegions } from '../regions/regions.ts';
import { siteDevices } from '../site-devices.ts';
import type { BlindSpots } from './blind-spots.ts';
import { createBlindSpots } from './blind-spots.ts';
import { createDeviceIndex } from './device-index.ts';
import { createScopes } from './scopes.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 22);
const site = weakSite();
const chain = chainOf(site);

let clock: FakeClock;
let fleet: ReturnType<typeof createFleet>;
let blindSpots: BlindSpots;

beforeEach(() => {
  clock = createFakeClock(START);
  const tally = createTally(chain, site.top);
  fleet = createFleet({ site: siteDevices(site), tally, maxUnassigned: 9 });
  const regions = createRegions(site, chain, tally);
  const devices = createDeviceIndex({ fleet, plant: site.plant, regions, clock });
  blindSpots = createBlindSpots({
    site,
    chain,
    tally,
    devices,
    scopes: createScopes({ site, chain }),
    clock,
  });
});

function hear(device: string, link: LinkState = 'ONLINE'): void {
  const before = fleet.get(device)!;
  fleet.commit({ before, state: { ...before, link, lastSeenAt: clock.now() }, facts: [] });
}
const spots = () => blindSpots.in('441223').items.map(({ code, why }) => [code.slice(-1), why]);

describe('blind spots', () => {
  it('are villages with people and no probe, or none that was ever heard; not those known to be empty', () => {
    const empty = blindSpots.in('441200');
    expect(empty).toMatchObject({ villages: 2, blind: 2 });
    expect(empty.items[0]).toEqual({
      ...{ code: '441223100200', name: '林洞村委会', population: 1_200, households: null },
      ...{ why: 'never_heard', devices: 1, lastSeenAt: null },
      areas: [
        { code: '441223100', name: '南街街道' },
        { code: '441223', name: '广宁县' },
      ],
    });
    expect(blindSpots.in('441284')).toEqual({ items: [], villages: 0, blind: 0 });
  });

  it('end when anything is heard there, and come back after a day of silence', () => {
    hear('eb-1');
    hear('stb-1');
    expect(spots()).toEqual([]);
    hear('eb-1', 'OFFLINE');
    hear('stb-1', 'STANDBY');
    clock.pass(DAY - 1);
    expect(spots()).toEqual([]);
    clock.pass(1);
    expect(spots()).toEqual([
      ['0', 'silent'],
      ['1', 'silent'],
    ]);
    expect(blindSpots.in('441223').items[1]).toMatchObject({ lastSeenAt: START, devices: 2 });
    hear('stb-2');
    expect(spots()).toEqual([['0', 'silent']]);
  });

  it('are counted for every division above, anew once a minute', () => {
    expect(blindSpots.counts('441200')).toEqual({ villages: 2, blind: 2 });
    hear('eb-1');
    expect(blindSpots.counts('441223')).toEqual({ villages: 2, blind: 2 });
    clock.pass(60_000);
    expect(blindSpots.counts('441223')).toEqual({ villages: 2, blind: 1 });
    expect(blindSpots.counts('441223100200')).toEqual({ villages: 1, blind: 0 });
    expect(blindSpots.counts('441284')).toEqual({ villages: 0, blind: 0 });
  });
});
