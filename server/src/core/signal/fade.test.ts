import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Story } from '../detector-story.ts';
import { detectorStory } from '../detector-story.ts';
import { START } from '../device/timeline.ts';
import type { FadeDetector } from './fade.ts';
import { createFadeDetector } from './fade.ts';

const PLANT = [
  ['core', ''],
  ['hub-1', 'core'],
  ['hub-2', 'core'],
  ['pon-1', 'hub-1'],
  ['pon-2', 'hub-1'],
  ['pon-3', 'hub-2'],
  ['pon-4', 'hub-2'],
] as const;
const NODES = ['pon-1', 'pon-2', 'pon-3', 'pon-4'];
const T = 300;

const boxes = NODES.flatMap((node) =>
  Array.from({ length: 8 }, (_, i) => ({ id: `${node}-${i}`, node, class: 'stb' as const, T })),
);

/** dB below 36 by device and second; the story goes in steps of ten seconds, every box in its turn. */
type Fall = (device: string, second: number) => number | null;

function tell(fall: Fall, untilS: number, devices = boxes): Story<FadeDetector> {
  const told = detectorStory({ devices, plant: PLANT, detector: createFadeDetector });
  devices.forEach(({ id }) => told.birth(id));
  return go(told, fall, 10, untilS);
}

function go(told: Story<FadeDetector>, fall: Fall, fromS: number, untilS: number): Story<FadeDetector> {
  for (let s = fromS; s <= untilS; s += 10) {
    told.at(s);
    boxes.forEach(({ id }, i) => {
      if ((s / 10 + i * 7) % (T / 10) !== 0) return;
      const db = fall(id, s);
      const wobble = ((i * 31 + s) % 11) / 10 - 0.5;
      told.data(id, db === null ? { 'dvbc.lock': false } : { 'dvbc.mer_db': 36 - db + wobble });
    });
  }
  return told;
}

const ramp = (s: number, fromS: number, overS: number, db: number): number =>
  db * Math.min(1, Math.max(0, (s - fromS) / overS));

/** 6 dB over 20 minutes, 20 minutes of it, and back over 10. */
const rain = (s: number): number => ramp(s, 1800, 1200, 6) - ramp(s, 4200, 600, 6);

const under = (id: string, ...nodes: string[]): boolean => nodes.some((node) => id.startsWith(node));

describe('rain over a hub', () => {
  const overHub: Fall = (id, s) => (under(id, 'pon-1', 'pon-2') ? rain(s) : 0);

  it('is one incident at the hub, by the weather, for which nobody is sent', () => {
    const told = tell(overHub, 8000);
    expect(told.opened()).toEqual([expect.stringMatching(/^\d+ weak_signal hub-1 warning$/)]);
    expect(told.facts[0]).toMatchObject({
      cause: 'WEATHER',
      affected: { monitored: 16 },
      because: { dispatch: false, metric: 'dvbc.mer_db', evidence: 'level_sank_over_minutes' },
    });
    expect(told.facts[0]?.at).toBeLessThan(START + 3000_000);
  });

  it('is over once, after ten minutes back at the usual level', () => {
    const told = tell(overHub, 8000);
    const ends = told.facts.filter(({ change }) => change !== 'opened' && change !== 'updated');
    expect(ends.map(({ change }) => change)).toEqual(['recovered', 'closed']);
    expect(ends[0]?.at).toBeGreaterThan(START + 4200_000 + 600_000);
    expect(told.facts.length).toBeLessThan(15);
  });

  it('is one incident too when receivers lose lock for a sample now and then', () => {
    const told = tell((id, s) => (s % 700 === 0 && s > 2400 && s < 4400 ? null : overHub(id, s)), 8000);
    expect(told.opened()).toHaveLength(1);
  });

  it('that reaches the other hub as well is the same incident, higher up', () => {
    const told = tell((id, s) => (under(id, 'pon-1', 'pon-2') ? rain(s) : rain(s - 900)), 5000);
    expect(told.opened()).toHaveLength(1);
    expect(told.incidents()).toMatchObject([{ scope: { id: 'core' }, affected: { monitored: 32 } }]);
  });
});

describe('levels that fall together for another reason', () => {
  it('all at once under one port is an incident at that port, and not the weather', () => {
    const told = tell((id, s) => (under(id, 'pon-3') && s > 1800 ? 6 : 0), 3000);
    expect(told.incidents()).toMatchObject([
      { scope: { id: 'pon-3' }, cause: 'UNKNOWN', because: { evidence: 'level_dropped_at_once' } },
    ]);
  });

  it('under a port of each of two hubs are two incidents', () => {
    const told = tell((id, s) => (under(id, 'pon-1', 'pon-3') ? rain(s) : 0), 4000);
    expect(
      told
        .incidents()
        .map(({ scope }) => scope.id)
        .sort(),
    ).toEqual(['pon-1', 'pon-3']);
  });
});

describe('what is no fade', () => {
  it.each<[string, Fall]>([
    ['a day of ±1.5 dB by the temperature', (_, s) => 1.5 * Math.sin((s / 86_400) * 2 * Math.PI)],
    ['four devices of a port', (id, s) => (/pon-1-[0-3]/.test(id) && s > 1800 ? 8 : 0)],
    ['less than half of the devices of every port', (id, s) => (/-[0-2]$/.test(id) && s > 1800 ? 8 : 0)],
    ['a fall of 2 dB everywhere', (_, s) => ramp(s, 1800, 600, 2)],
  ])('%s', (_, fall) => {
    expect(tell(fall, 90_000).opened()).toEqual([]);
  });

  it('devices of which only one sample is known', () => {
    expect(tell((_, s) => (s > 300 ? 9 : 0), 600).opened()).toEqual([]);
  });

  it('what comes while nothing can be seen', () => {
    const told = tell(() => 0, 1500);
    told.blind();
    go(told, () => 9, 1510, 2500);
    expect(told.facts).toEqual([]);
  });
});

describe('a fade', () => {
  const overHub: Fall = (id, s) => (under(id, 'pon-1', 'pon-2') ? rain(s) : 0);

  it('goes on as the same incident after a restart', () => {
    const told = tell(overHub, 3600);
    const kept = JSON.parse(JSON.stringify(told.detector.keep?.())) as never;
    const again = detectorStory({ devices: boxes, plant: PLANT, detector: createFadeDetector });
    again.at(3600).detector.restore?.(kept, again.now());
    go(again, overHub, 3610, 8000);
    expect(again.opened()).toEqual([]);
    expect(again.detector.keep?.()).toMatchObject({ called: [] });
  });

  it('is let go when its devices fall silent: that is not for this detector', () => {
    const told = tell((id, s) => (under(id, 'pon-1') ? rain(s) : 0), 3600);
    told.at(3600 + 3 * T + 700);
    expect(told.incidents()).toMatchObject([{ state: 'recovered' }]);
  });

  it('is never told of devices that do not fade, and its figures never exceed what is measured', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: boxes.length, maxLength: boxes.length }),
        (falls) => {
          const byId = new Map(boxes.map(({ id }, i) => [id, falls[i] ?? 0]));
          const told = tell((id, s) => ramp(s, 1200, 600, byId.get(id) ?? 0), 2700);
          for (const { affected, because } of told.facts) {
            expect(affected.lost).toBeLessThanOrEqual(affected.monitored);
            for (const id of because['devices'] as string[]) expect(byId.get(id)).toBeGreaterThanOrEqual(2);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
