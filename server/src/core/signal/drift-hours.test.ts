import type { Json } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { Story } from '../detector-story.ts';
import { detectorStory } from '../detector-story.ts';
import { START } from '../device/timeline.ts';
import type { PlannedWindow } from '../incident/maintenance.ts';
import type { DriftDetector } from './drift.ts';
import { createDriftDetector } from './drift.ts';

const DAY_S = 86_400;
const HOUR_S = 3_600;
/** The wall clock is eight hours ahead: START is 08:00. */
const AHEAD = 8;
/** 2026-02-16, the eve of the new year, on the wall clock. */
const EVE = 88;

const AMPS = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `amp-${name}`);
const PLANT = [['core', ''], ...AMPS.map((amp) => [amp, 'core'] as const)] as const;
const boxes = AMPS.flatMap((node) =>
  Array.from({ length: 4 }, (_, i) => ({ id: `${node}-${i}`, node, class: 'stb' as const, T: HOUR_S })),
);

interface Given {
  windows?: readonly PlannedWindow[];
  isLost?: (device: number) => boolean;
  /** In another order they are numbered otherwise. */
  devices?: typeof boxes;
}

function start({ windows = [], isLost = () => false, devices = boxes }: Given = {}): Story<DriftDetector> {
  return detectorStory({
    ...{ devices, plant: PLANT, windows },
    detector: (parts) => createDriftDetector({ ...parts, isFaded: () => false, isLost }),
  });
}

/** A box at a time: its level, or null while it is off. `day` is a fraction, `hour` that of the wall clock. */
type Tell = (id: string, day: number, hour: number) => number | null;

function live(
  told: Story<DriftDetector>,
  tell: Tell,
  fromDay: number,
  untilDay: number,
): Story<DriftDetector> {
  told.at(fromDay * DAY_S);
  for (const { id } of boxes) if (told.fleet.get(id)?.boot === null) told.birth(id);
  for (let s = fromDay * DAY_S + HOUR_S / 2; s < untilDay * DAY_S; s += HOUR_S) {
    const hours = Math.floor(s / HOUR_S);
    told.at(s);
    boxes.forEach(({ id }, i) => {
      const level = tell(id, s / DAY_S, (hours + AHEAD) % 24);
      const wobble = ((i * 37 + hours * 13) % 11) / 20 - 0.25;
      if (level !== null) told.data(id, { 'dvbc.mer_db': level + wobble });
    });
  }
  return told.at(untilDay * DAY_S);
}

/** Warmest at 14:00, when levels are lowest. */
const swing = (hour: number): number => 1.5 * Math.cos(((hour - 14) / 24) * 2 * Math.PI);
const level = (hour: number): number => 34 - swing(hour);
const isEvening = (hour: number): boolean => hour >= 18 && hour < 23;

describe('hours at which somebody watches', () => {
  it('may change for one box from mild evenings to hot afternoons: that is no drift', () => {
    const tell: Tell = (id, day, hour) => {
      const isMoved = id === 'amp-b-0' && day > 20;
      const isOn = id === 'amp-b-0' ? (isMoved ? hour >= 12 && hour < 17 : isEvening(hour)) : true;
      return isOn ? level(hour) : null;
    };
    expect(live(start(), tell, 0, 40).opened()).toEqual([]);
  });

  it('are others for the eight days of the Spring Festival, and are those of before afterwards', () => {
    const tell: Tell = (_, day, hour) => {
      const isFestival = day >= EVE - AHEAD / 24 && day < EVE + 8 - AHEAD / 24;
      return (isFestival ? hour >= 9 : isEvening(hour)) ? level(hour) : null;
    };
    expect(live(start(), tell, EVE - 30, EVE + 20).opened()).toEqual([]);
  });

  it('hide no drift of a box that is only on in the evening', () => {
    const tell: Tell = (id, day, hour) =>
      isEvening(hour) ? level(hour) - (id.startsWith('amp-a') ? 0.15 * Math.max(0, day - 15) : 0) : null;
    const [opened, ...more] = live(start(), tell, 0, 30).opened();
    expect(more).toEqual([]);
    expect(opened).toMatch(/ weak_signal amp-a minor$/);
    expect(Number(opened?.split(' ')[0]) / DAY_S).toBeLessThan(25);
  });
});

describe('what is not learnt', () => {
  const isWorkedOn = (day: number): boolean => day >= 20 && day < 23;
  const sunkWhile: Tell = (id, day, hour) =>
    level(hour) - (id.startsWith('amp-a') && isWorkedOn(day) ? 2 : 0);
  const window = (kind: 'node' | 'device', id: string): PlannedWindow => ({
    ...{ id: 'w', scope: { kind, id }, reason: '' },
    ...{ from: START + 20 * DAY_S * 1000, to: START + 23 * DAY_S * 1000 },
  });

  it('is what is measured while somebody works on the plant: it is no drift either', () => {
    expect(live(start(), sunkWhile, 0, 30).opened()).toHaveLength(1);
    expect(live(start({ windows: [window('node', 'amp-a')] }), sunkWhile, 0, 30).opened()).toEqual([]);
  });

  it('is what is measured while an outage concerns the device', () => {
    let now = 0;
    const told = start({
      isLost: (device) => device < 4 && isWorkedOn((now - START) / (DAY_S * 1000) - 0.01),
    });
    const watched: Tell = (id, day, hour) => ((now = told.now()), sunkWhile(id, day, hour));
    expect(live(told, watched, 0, 30).opened()).toEqual([]);
  });

  it('is a drift that is open, however long it stays', () => {
    const stays: Tell = (id, day, hour) =>
      level(hour) - (id.startsWith('amp-a') ? Math.min(1.5, 0.15 * Math.max(0, day - 15)) : 0);
    const told = live(start(), stays, 0, 70);
    expect(told.opened()).toHaveLength(1);
    expect(told.incidents()).toMatchObject([{ state: 'open', scope: { id: 'amp-a' } }]);
  });
});

describe('what was learnt', () => {
  const tell: Tell = (id, day, hour) =>
    (id.endsWith('-0') && !isEvening(hour)) || (id.endsWith('-1') && hour > 12)
      ? null
      : level(hour) - (id.startsWith('amp-a') ? 0.15 * Math.max(0, day - 21) : 0);

  const keptOf = ({ detector }: Story<DriftDetector>): { whole: Json; parts: Record<string, Json> } =>
    JSON.parse(JSON.stringify({ whole: detector.keep?.(), parts: detector.keepParts?.() })) as never;

  it('leads to the same decisions after a restart, though devices are numbered anew', () => {
    const through = live(start(), tell, 0, 40);
    const before = live(start(), tell, 0, 20);
    const { whole, parts } = keptOf(before);
    const after = start({ devices: [...boxes].reverse() }).at(20 * DAY_S);
    after.detector.restoreParts?.(parts);
    after.detector.restore?.(whole, after.now());
    live(after, tell, 20, 40);
    expect(through.opened()).toHaveLength(1);
    expect([...before.opened(), ...after.opened()]).toEqual(through.opened());
  });

  it('is kept by the hour: within one, a single column changes', () => {
    const told = live(start(), tell, 0, 20);
    told.detector.keepParts?.();
    live(told, tell, 20, 20 + 1 / 24);
    expect(Object.keys(told.detector.keepParts?.() ?? {})).toEqual(['workday-8']);
  });

  it('of an earlier version, which knew no hours, is gone on from', () => {
    const { whole } = keptOf(live(start(), tell, 0, 20));
    const { days, called, lone } = whole as { days: number[][]; called: Json; lone: Json };
    const earlier = { days: days.map((row) => row.slice(0, 8)), called, lone } as unknown as Json;
    const told = start().at(20 * DAY_S);
    told.detector.restore?.(earlier, told.now());
    expect(live(told, tell, 20, 40).opened()).toEqual([expect.stringMatching(/ weak_signal amp-a minor$/)]);
  });
});
