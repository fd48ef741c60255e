import { describe, expect, it } from 'vitest';
import type { Box } from './town.ts';
import { START, town } from './town.ts';

const opened = (facts: ReturnType<typeof town>['facts']) => facts.filter(({ change }) => change === 'opened');

describe('an ordinary day', () => {
  it('opens nothing while everybody beats', () => {
    expect(town().pass(120).story()).toEqual([]);
  });

  it('opens nothing when one beat in fifty is lost and some are seconds late', () => {
    const lossy = town({
      isLost: (beat) => (beat * 7919) % 50 === 0,
      delay: (beat) => ((beat * 31) % 40 === 0 ? 5_000 : 0),
    });
    expect(lossy.pass(240).story()).toEqual([]);
  });

  it('opens nothing when boxes are switched off one by one', () => {
    const evening = town();
    for (const box of evening.boxes.filter(({ class: kind }) => kind === 'stb'))
      evening.silence([box]).pass(1.5);
    expect(evening.pass(30).story()).toEqual([]);
  });

  it('opens nothing when boxes say that they go', () => {
    const evening = town();
    const boxes = evening.below('hub-1/pon-1');
    expect(evening.death(boxes, 'standby').silence(boxes).pass(60).story()).toEqual([]);
  });
});

describe('a cut', () => {
  it('of a PON is one incident there, and ends ten minutes after its devices are back', () => {
    const cut = town();
    const lost = cut.below('hub-1/pon-1');
    cut.silence(lost).pass(20).restore(lost).pass(60);
    expect(cut.story()).toEqual([
      '15 opened outage hub-1/pon-1 UNKNOWN',
      '45 recovered outage hub-1/pon-1 LINK',
      '75 closed outage hub-1/pon-1 LINK',
    ]);
  });

  it('is called as well where everybody beats each second, though a hiccup of the network is not', () => {
    for (const everyS of [1, 2]) {
      const cut = town({ everyS });
      cut.pass(1).silence(cut.below('hub-1/pon-1')).pass(1);
      expect(cut.story().map((line) => line.split(' ').slice(1, 3))).toEqual([['opened', 'outage']]);
      expect(cut.facts[0]).toMatchObject({ scope: { id: 'hub-1/pon-1' } });
    }
  });

  it('of a hub is one incident at the hub, though it takes three PONs along', () => {
    const cut = town();
    cut.silence(cut.below('hub-2')).pass(30);
    expect(cut.story()).toEqual(['15 opened outage hub-2 UNKNOWN']);
    expect(cut.facts.at(-1)?.affected).toEqual({ lost: 61, monitored: 61, homes: 61, population: 183 });
  });

  it('of everything below the only head-end is told as a stretch that cannot be told apart', () => {
    const cut = town();
    cut.silence(cut.boxes).pass(10);
    expect(opened(cut.facts)).toHaveLength(1);
    expect(cut.facts.at(-1)?.scope).toEqual({ kind: 'segment', id: 'he' });
    expect(cut.facts.at(-1)?.because['segment']).toEqual({ from: 'core', to: 'he' });
  });

  it('of two PONs at once stays two incidents', () => {
    const cut = town();
    cut.silence([...cut.below('hub-1/pon-1'), ...cut.below('hub-1/pon-3')]).pass(30);
    expect(
      cut.monitor
        .incidents()
        .map(({ scope }) => scope.id)
        .sort(),
    ).toEqual(['hub-1/pon-1', 'hub-1/pon-3']);
  });

  it('that spares some is a partial outage of the node, with its survivors', () => {
    const cut = town();
    const half = cut.below('hub-1/pon-2').filter((_, i) => i % 4 !== 0);
    cut.silence(half).pass(30);
    const last = cut.facts.at(-1);
    expect(opened(cut.facts)).toHaveLength(1);
    expect(last).toMatchObject({
      scope: { id: 'hub-1/pon-2' },
      because: { rule: 'part' },
      affected: { monitored: 20 },
    });
    expect(last?.affected.lost).toBeLessThanOrEqual(half.length);
  });

  it('names who was heard above, what was missing, and how strongly that speaks', () => {
    const cut = town();
    cut.silence(cut.below('hub-1/pon-1')).pass(5);
    const because = cut.facts[0]?.because ?? {};
    expect(because).toMatchObject({ rule: 'whole', refutes: { node: 'hub-1' } });
    expect(Number(because['likelihood'])).toBeGreaterThanOrEqual(Number(because['needed']));
    expect(because['words']).toMatchObject({ zh: expect.stringContaining('hub-1/pon-1中断') as string });
  });
});

describe('the cause', () => {
  it('is POWER at once when devices gasp', () => {
    const dark = town();
    const lost = dark.below('hub-1');
    dark
      .gasp(lost.filter((_, i) => i % 2 === 0))
      .silence(lost)
      .pass(5);
    expect(dark.story()).toEqual(['15 opened outage hub-1 POWER']);
  });

  it('is POWER afterwards when they come back started anew', () => {
    const dark = town();
    const lost = dark.below('hub-1/pon-1');
    dark.silence(lost).pass(20).restore(lost, 'cold').pass(15);
    expect(dark.story().at(-1)).toBe('45 recovered outage hub-1/pon-1 POWER');
  });

  it('becomes BACKHAUL, with no outage minutes, when the gap is sent afterwards', () => {
    const cut = town();
    const lost = cut.below('hub-1/pon-1');
    cut.silence(lost).pass(20).restore(lost).pass(1);
    for (const box of lost)
      cut.send(box, { verb: 'hist', body: { v: 1, boot: box.boot, samples: gapOf(box) } });
    cut.pass(12);
    const last = cut.facts.at(-1);
    expect(last).toMatchObject({ change: 'recovered', cause: 'BACKHAUL', because: { outageMinutes: 0 } });
    expect(cut.facts.some(({ change, cause }) => change === 'updated' && cause === 'BACKHAUL')).toBe(true);
  });
});

/** What a box measured from minute 15 to 35. */
function gapOf(box: Box) {
  const samples = [];
  for (let ts = START + 15 * 60_000; ts < START + 35 * 60_000; ts += box.T * 1000)
    samples.push({ seq: 1_000 + box.seq++, ts, m: {} });
  return samples;
}

describe('a lone device', () => {
  it('whose silence matters is called after several beats, and no sooner', () => {
    const one = town();
    const speaker = one
      .below('hub-1/pon-1')
      .filter(({ class: kind }) => kind === 'eb_speaker')
      .slice(0, 1);
    one.silence(speaker).pass(10);
    expect(one.story()).toEqual([expect.stringMatching(/^1[78] opened device_down eb_speaker-/)]);
  });

  it('whose silence says nothing is never called', () => {
    const one = town();
    one.silence(one.boxes.filter(({ class: kind }) => kind === 'onu').slice(0, 1)).pass(120);
    expect(one.story()).toEqual([]);
  });

  it('that turns out to be a part of an outage is merged into it', () => {
    const cut = town();
    const speaker = cut
      .below('hub-1/pon-1')
      .filter(({ class: kind }) => kind === 'eb_speaker')
      .slice(0, 1);
    cut.silence(speaker).pass(3).silence(cut.below('hub-1/pon-1')).pass(10);
    expect(cut.story().map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
      'opened device_down',
      'opened outage',
      'merged device_down',
    ]);
  });
});
