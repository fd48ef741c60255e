import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectorStory } from '../detector-story.ts';
import { createReadinessDetector } from './readiness.ts';
import { mute } from './villages.ts';

const COUNTY = '441223';
const VILLAGES = 20;

/** Two loudspeakers a village; those of the first `dead` villages are never heard. */
function county(dead: number, silent: readonly string[] = []) {
  const devices = Array.from({ length: VILLAGES * 2 }, (_, i) => ({
    id: `eb-${i}`,
    area: `${COUNTY}100${String(Math.floor(i / 2)).padStart(3, '0')}`,
  }));
  const told = detectorStory({
    devices,
    detector: (parts) => createReadinessDetector({ ...parts, isSilent: (id) => silent.includes(id) }),
  });
  for (const { id } of devices.slice(dead * 2)) told.birth(id);
  return told;
}
type Told = ReturnType<typeof county>;

function beat(told: Told, from: number, fromS: number, untilS: number): Told {
  for (let s = fromS; s <= untilS; s += 50) {
    told.at(s);
    for (let i = from * 2; i < VILLAGES * 2; i++) told.data(`eb-${i}`, {});
  }
  return told;
}

function warn(told: Told, level: 'red' | 'orange' | 'yellow' | 'blue' = 'red'): Told {
  told.detector.warn({ area: COUNTY, level, at: told.now() });
  return told;
}

describe('a warning', () => {
  it('is at once an incident that lists the villages that nobody can warn, and their people', () => {
    const told = warn(county(3).at(50)).at(50);
    expect(told.opened()).toEqual([`50 device_down ${COUNTY} critical`]);
    expect(told.incidents()[0]).toMatchObject({
      affected: { lost: 6, monitored: 40, population: 1800 },
      because: {
        villagesMute: 3,
        villagesWithTerminals: 20,
        villages: [0, 1, 2].map((n) => ({
          village: `${COUNTY}10000${n}`,
          registered: 2,
          healthy: 0,
          population: 600,
        })),
      },
    });
  });

  it.each([
    ['red', 'critical'],
    ['orange', 'major'],
    ['yellow', 'minor'],
    ['blue', 'warning'],
  ] as const)('that is %s is %s', (level, severity) => {
    expect(warn(county(1).at(50), level).at(51).incidents()).toMatchObject([{ severity }]);
  });

  it('is no incident where every village has a terminal in order', () => {
    expect(warn(county(0).at(50)).at(90).facts).toEqual([]);
  });

  it('counts loudspeakers that play in silence or report a fault as not in order', () => {
    const told = county(0, ['eb-0', 'eb-1']).at(40);
    told.data('eb-2', { 'eb.work_state': 3 }).data('eb-3', { 'eb.work_state': 3 });
    warn(told).at(50);
    expect(told.incidents()).toMatchObject([{ because: { villagesMute: 2 } }]);
  });

  it('is called within a minute of the moment in which a village loses its last terminal', () => {
    const told = beat(warn(county(0).at(10)), 1, 50, 180);
    expect(told.facts).toEqual([]);
    beat(told, 1, 190, 260);
    const [opened] = told.opened();
    expect(Number(opened?.split(' ')[0])).toBeLessThanOrEqual(180 + 60);
  });

  it('is over when it is lifted, or when every village is in order', () => {
    const told = warn(county(1).at(50)).at(60);
    told.detector.lift(COUNTY, told.now());
    beat(told, 1, 60, 400);
    expect(told.facts.at(-1)).toMatchObject({ change: 'recovered', because: { warningLifted: true } });

    const other = warn(county(1).at(50)).at(60).birth('eb-0');
    beat(other, 0, 70, 400);
    expect(other.facts.at(-1)).toMatchObject({ change: 'recovered', because: { allReady: true } });
  });

  it('ends by itself at its time', () => {
    const told = county(1).at(50);
    told.detector.warn({ area: COUNTY, level: 'red', at: told.now(), until: told.now() + 100_000 });
    beat(told, 1, 60, 360);
    expect(told.facts.at(-1)).toMatchObject({ change: 'recovered', because: { warningLifted: true } });
  });

  it('waits until something can be seen', () => {
    const told = county(1).at(50).blind();
    warn(told).at(60);
    expect(told.facts).toEqual([]);
    beat(told.sighted(), 1, 70, 280);
    expect(told.incidents()).toMatchObject([{ because: { villagesMute: 1 } }]);
  });

  it('stays in force over a restart', () => {
    const told = warn(county(2).at(50)).at(60);
    const kept = JSON.parse(JSON.stringify(told.detector.keep?.())) as never;
    const again = county(2).at(60);
    again.detector.restore?.(kept, again.now());
    beat(again, 2, 70, 300);
    expect(again.incidents()).toMatchObject([{ severity: 'critical', because: { villagesMute: 2 } }]);
  });
});

describe('villages that nobody can warn', () => {
  it('are exactly those none of whose terminals is heard', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: VILLAGES * 2 - 1 })), (heard) => {
        const told = county(VILLAGES);
        for (const i of heard) told.birth(`eb-${i}`);
        const alive = new Set(heard.map((i) => Math.floor(i / 2)));
        const codes = mute(told.detector.villages(COUNTY)).map(({ village }) => Number(village.slice(-3)));
        expect(codes).toEqual([...Array(VILLAGES).keys()].filter((n) => !alive.has(n)));
      }),
    );
  });
});
