import type { Json, Metrics } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { Story, StoryOptions } from '../detector-story.ts';
import { detectorStory } from '../detector-story.ts';
import type { Detector } from '../detector.ts';
import { START } from '../device/timeline.ts';
import { createLoneWeakDetector } from './lone-weak.ts';

const MINUTE_S = 60;
const HOUR_S = 3_600;
const [GOOD, BAD] = [{ 'cell.rsrp_dbm': -90 }, { 'cell.rsrp_dbm': -115 }];

interface Around {
  isFaded: boolean;
  calledAbove: string | undefined;
}

function start(
  over: Partial<StoryOptions<Detector>> = {},
  around: Around = { isFaded: false, calledAbove: undefined },
): Story<Detector> {
  const told = detectorStory({
    devices: [{ id: 'eb-1', name: '示例大喇叭' }],
    detector: (parts) =>
      createLoneWeakDetector({
        ...parts,
        isFaded: () => around.isFaded,
        calledAbove: () => around.calledAbove,
      }),
    ...over,
  });
  return told.birth('eb-1');
}

/** A sample a minute from here until `untilS`. */
function live(told: Story<Detector>, m: Metrics, untilS: number): Story<Detector> {
  const fromS = Math.floor((told.now() - START) / 60_000) * 60 + MINUTE_S;
  for (let s = fromS; s <= untilS; s += MINUTE_S) told.at(s).data('eb-1', m);
  return told;
}

/** BAD from the third minute on. */
const CALLED_S = 3 * MINUTE_S + HOUR_S / 2;

describe('a loudspeaker with a bad signal', () => {
  it('is one incident after half an hour, with the line that it is beyond and where that comes from', () => {
    const told = live(start(), BAD, 2 * HOUR_S);
    expect(told.opened()).toEqual([`${CALLED_S} weak_signal eb-1 minor`]);
    expect(told.facts).toHaveLength(1);
    expect(told.facts[0]).toMatchObject({
      affected: { lost: 1, monitored: 1, population: 300 },
      because: {
        evidence: 'signal_bad_for_long',
        metric: 'cell.rsrp_dbm',
        value: -115,
        threshold: { side: 'low', enter: -112, exit: -109, when: null },
        badSince: START + 3 * 60_000,
        words: {
          zh: '示例大喇叭信号差已持续30分钟：参考信号接收功率现为 -115 dBm（差信号门限：低于 -112 dBm），请检查天线、馈线、接头或接入线路',
        },
      },
    });
    expect(told.incidents()).toMatchObject([{ since: START + 3 * 60_000 }]);
  });

  it('is nothing when it is over before that', () => {
    const told = live(start(), BAD, CALLED_S - 11 * MINUTE_S);
    expect(live(told, GOOD, 3 * HOUR_S).opened()).toEqual([]);
  });

  it('is over when it is no longer bad, and stays so', () => {
    const told = live(live(start(), BAD, HOUR_S), GOOD, 2 * HOUR_S);
    expect(told.facts.map(({ change, at }) => [change, (at - START) / 60_000])).toEqual([
      ['opened', CALLED_S / MINUTE_S],
      // Five samples and five minutes until it is left, ten until that is believed, thirty until it is closed.
      ['recovered', 60 + 10 + 10],
      ['closed', 60 + 10 + 10 + 30],
    ]);
  });

  it('is over when nothing is heard of it: that is for others to say', () => {
    const told = live(start(), BAD, HOUR_S).at(2 * HOUR_S);
    expect(told.incidents()).toEqual([]);
    live(told, BAD, 2 * HOUR_S + 25 * MINUTE_S);
    expect(told.opened()).toHaveLength(1);
    live(told, BAD, 2 * HOUR_S + 40 * MINUTE_S);
    expect(told.opened()).toHaveLength(2);
  });
});

describe('a bad signal for which nobody is called', () => {
  it('is that of a home: a box or a terminal of its own, ever', () => {
    const homes = [
      { id: 'eb-1', class: 'stb', T: 60 },
      { id: 'onu-1', class: 'onu', T: 60 },
    ] as const;
    const told = start({ devices: homes }).birth('onu-1');
    for (let s = MINUTE_S; s < 6 * HOUR_S; s += MINUTE_S) {
      told.at(s).data('eb-1', { 'dvbc.mer_db': 12, 'dvbc.qam': 64 }).data('onu-1', { 'pon.rx_dbm': -31 });
    }
    expect(told.fleet.get('eb-1')?.signal).toBe('BAD');
    expect(told.fleet.get('onu-1')?.signal).toBe('BAD');
    expect(told.facts).toEqual([]);
  });

  it('is one in the rain, which does not last longer than three hours', () => {
    const around = { isFaded: true, calledAbove: undefined };
    const told = live(start({}, around), BAD, 3 * HOUR_S);
    expect(told.opened()).toEqual([]);
    live(told, BAD, 4 * HOUR_S);
    expect(told.opened()).toEqual([`${3 * HOUR_S + 3 * MINUTE_S} weak_signal eb-1 minor`]);
  });

  it('is one that a fade or a drift above it explains', () => {
    const around: Around = { isFaded: false, calledAbove: 'fade:top' };
    const told = live(start({}, around), BAD, 6 * HOUR_S);
    expect(told.facts).toEqual([]);
    around.calledAbove = undefined;
    expect(live(told, BAD, 7 * HOUR_S).opened()).toHaveLength(1);
    around.calledAbove = 'drift:top';
    live(told, BAD, 8 * HOUR_S);
    expect(told.facts.at(-1)).toMatchObject({ change: 'merged', because: { into: 'drift:top' } });
  });

  it('is one in a planned window, as long as that lasts', () => {
    const scope = { kind: 'device', id: 'eb-1' } as const;
    const to = START + 2 * HOUR_S * 1000;
    const told = start({ windows: [{ id: 'w-1', scope, from: START, to, reason: '示例割接' }] });
    live(told, BAD, 2 * HOUR_S - MINUTE_S);
    expect(told.opened()).toEqual([]);
    expect(live(told, BAD, 3 * HOUR_S).opened()).toHaveLength(1);
  });

  it.each(['QUARANTINED', 'MAINTENANCE'] as const)('is that of a device that is %s', (flag) => {
    const told = live(start({ devices: [{ id: 'eb-1', flags: [flag] }] }), BAD, 2 * HOUR_S);
    expect(told.fleet.get('eb-1')?.signal).toBe('BAD');
    expect(told.facts).toEqual([]);
  });

  it('is one of a time that nobody saw', () => {
    const told = live(start(), BAD, 20 * MINUTE_S).blind();
    live(told, BAD, HOUR_S);
    expect(told.facts).toEqual([]);
    live(told.sighted(), BAD, HOUR_S + 10 * MINUTE_S);
    expect(told.opened()).toEqual([`${HOUR_S + 5 * MINUTE_S} weak_signal eb-1 minor`]);
  });
});

describe('a restart', () => {
  const kept = (told: Story<Detector>): Json => JSON.parse(JSON.stringify(told.detector.keep?.())) as Json;
  function restarted(told: Story<Detector>): Story<Detector> {
    const again = start().at((told.now() - START) / 1000);
    again.fleet.restore([...told.fleet.states()]);
    again.detector.restore?.(kept(told), again.now());
    again.detector.resume?.(again.fleet.states());
    return again.birth('eb-1', { boot: 'b2' });
  }

  it('neither forgets what was called nor calls it twice', () => {
    const again = live(restarted(live(start(), BAD, HOUR_S)), BAD, 2 * HOUR_S);
    expect(again.opened()).toEqual([]);
    expect(again.detector.keep?.()).toEqual({ called: ['eb-1'] });
    live(again, GOOD, 3 * HOUR_S);
    expect(again.detector.keep?.()).toEqual({ called: [] });
  });

  it('takes nothing from the half hour', () => {
    const again = restarted(live(start(), BAD, 20 * MINUTE_S));
    expect(live(again, BAD, 2 * HOUR_S).opened()).toEqual([`${CALLED_S} weak_signal eb-1 minor`]);
  });
});
