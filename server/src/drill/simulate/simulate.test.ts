import { describe, expect, it } from 'vitest';
import { decodeValue } from '@fengsui/config/contract';
import fc from 'fast-check';
import { smallFleet } from '../small-fleet.ts';
import type { Item, Message } from './item.ts';
import { isMessage } from './item.ts';
import { ORDINARY_NOISE } from './noise.ts';
import type { Play, Step } from './simulate.ts';
import { createSimulation } from './simulate.ts';

const START = 1_763_596_800_000;
const MINUTE = 60_000;
const PON = { pon: { kind: ['pon'], atLeast: 5 } } satisfies Play['places'];

function run(play: Partial<Play> = {}, seed = 1, site = smallFleet()): Item[] {
  const whole: Play = { minutes: 30, places: {}, steps: [], ...play };
  const simulation = createSimulation({ site, play: whole, seed, startsAt: START });
  const items: Item[] = [];
  for (let item = simulation.next(); item; item = simulation.next()) items.push(item);
  return items;
}

const messages = (items: Item[]): Message[] => items.filter(isMessage);
const of = (items: Item[], id: string): Message[] =>
  messages(items).filter(({ topic }) => topic.endsWith(`/${id}`));
const at = (min: number): number => START + min * MINUTE;

const step: fc.Arbitrary<Step> = fc.oneof(
  ...[
    { do: 'cut', where: 'pon' } as const,
    { do: 'cut', where: 'pon', keepMin: 30 } as const,
    { do: 'restore', where: 'pon' } as const,
    { do: 'power-off', where: 'pon' } as const,
    { do: 'power-on', where: 'pon' } as const,
    { do: 'switch-off', where: 'pon', overMin: 3, announced: 0.5 } as const,
    { do: 'switch-on', where: 'pon', overMin: 3 } as const,
    { do: 'reboot', where: 'pon', overMin: 2, reason: 'upgrade' } as const,
    { do: 'broker-restart', downS: 30, backS: 30 } as const,
    { do: 'stall', minutes: 3 } as const,
    { do: 'flap', where: 'pon', everyMin: 2, forMin: 8 } as const,
    { do: 'play', where: 'pon', ebmId: 'e', type: 5, minutes: 2 } as const,
  ].map((deed) => fc.integer({ min: 0, max: 25 }).map((atMin) => ({ ...deed, atMin }))),
);
const anyPlay = fc.array(step, { maxLength: 6 }).map((steps) => ({ places: PON, steps }));

describe('a simulated fleet', () => {
  it('gives the same deliveries for the same seed, and others for another', () => {
    fc.assert(
      fc.property(anyPlay, fc.nat(), (play, seed) => {
        expect(JSON.stringify(run(play, seed))).toBe(JSON.stringify(run(play, seed)));
      }),
      { numRuns: 20 },
    );
    expect(JSON.stringify(run({}, 1))).not.toBe(JSON.stringify(run({}, 2)));
  });

  it('delivers in order of time, to the end and not beyond, whatever befalls it', () => {
    fc.assert(
      fc.property(anyPlay, fc.nat(), (play, seed) => {
        let before = -Infinity;
        for (const item of run(play, seed)) {
          expect(item.at).toBeGreaterThanOrEqual(before);
          before = item.at;
        }
        expect(before).toBeLessThanOrEqual(at(30));
      }),
      { numRuns: 50 },
    );
  });

  it('says only what the contract allows, and mistypes no metric', () => {
    fc.assert(
      fc.property(anyPlay, fc.nat(), (play, seed) => {
        for (const { topic, payload } of messages(run(play, seed))) {
          expect(decodeValue(topic, payload)).toMatchObject({ ok: true, mistyped: [] });
        }
      }),
      { numRuns: 10 },
    );
  });

  it('never uses a sequence number of a boot for two things', () => {
    const noise = { twice: 0 };
    fc.assert(
      fc.property(anyPlay, fc.nat(), (play, seed) => {
        const used = new Set<string>();
        const fresh = (topic: string, boot: string, seq: number): void => {
          const key = `${topic.split('/').at(-1) ?? ''} ${boot} ${seq}`;
          expect(used.has(key), key).toBe(false);
          used.add(key);
        };
        for (const { topic, payload } of messages(run({ ...play, noise }, seed))) {
          const samples = (payload['samples'] ?? []) as { seq: number }[];
          for (const { seq } of samples) fresh(topic, payload.boot, seq);
          if (payload.seq !== undefined) fresh(topic, payload.boot, payload.seq);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('counts up within a boot as it sends', () => {
    const lastOf = new Map<string, number>();
    for (const { topic, payload, verb } of messages(run({ noise: { twice: 0 } }))) {
      if (verb === 'death') continue;
      const key = `${topic.split('/').at(-1) ?? ''} ${payload.boot}`;
      expect(payload.seq).toBeGreaterThan(lastOf.get(key) ?? -1);
      lastOf.set(key, payload.seq ?? 0);
    }
  });

  it('has every device born within its T before the start', () => {
    const births = messages(run()).filter(({ verb }) => verb === 'birth');
    expect(births).toHaveLength(smallFleet().devices.size);
    for (const birth of births) {
      const T = birth.payload['T'] as number;
      expect(birth.payload.ts).toBeGreaterThanOrEqual(START - T * 1_000 - 1_000);
      expect(birth.payload.ts).toBeLessThanOrEqual(START + 7_000);
    }
  });

  it('beats once in every T, but for the share that is lost', () => {
    const lost = 0.05;
    const items = run({ minutes: 600, noise: { lost, twice: 0 } }, 3);
    const beats = messages(items).filter(({ verb }) => verb === 'data').length;
    const due = [...smallFleet().devices.values()].reduce(
      (sum, { class: name }) =>
        sum + 36_000 / { site: 30, eb_speaker: 60, onu: 300, stb: 300 }[name as 'stb'],
      0,
    );
    expect(Math.abs(beats / due - (1 - lost))).toBeLessThan(0.01);
  });

  it('delays beats as the recorded cases do: 92 ms in the middle, 231 ms at nine in ten', () => {
    const delays = messages(run({ minutes: 600, noise: { late: 0 } }))
      .filter(({ verb }) => verb === 'data')
      .map(({ at: arrival, payload }) => arrival - (payload.ts ?? 0))
      .sort((a, b) => a - b);
    const quantile = (q: number): number => delays[Math.floor(delays.length * q)] ?? 0;
    expect(Math.abs(quantile(0.5) - 92)).toBeLessThan(6);
    expect(Math.abs(quantile(0.9) - 231)).toBeLessThan(15);
  });

  it('keeps a device silent while its line is cut, but for the will of its connection', () => {
    const steps: Step[] = [
      { atMin: 10, do: 'cut', where: 'pon' },
      { atMin: 20, do: 'restore', where: 'pon' },
    ];
    const items = run({ places: PON, steps }, 5);
    const cutOff = messages(items).filter(({ verb }) => verb === 'death');
    expect(cutOff).toHaveLength(15);
    const [from, to] = ORDINARY_NOISE.willS;
    for (const { at: diedAt, topic } of cutOff) {
      expect(diedAt).toBeGreaterThanOrEqual(at(10) + from * 1_000);
      expect(diedAt).toBeLessThanOrEqual(at(10) + to * 1_000);
      const own = of(items, topic.split('/').at(-1) ?? '');
      const during = own.filter((item) => item.at >= at(10) && item.at < at(20));
      expect(during.map(({ verb }) => verb)).toEqual(['death']);
      const back = own.find((item) => item.at >= at(20));
      expect(back?.payload).toMatchObject({ boot_reason: 'reconnect', boot: own[0]?.payload.boot });
    }
  });

  it('sends afterwards what it kept, each sample once, none for what it did not keep', () => {
    const steps: Step[] = [
      { atMin: 5, do: 'cut', where: 'pon', keepMin: 10 },
      { atMin: 25, do: 'restore', where: 'pon' },
    ];
    const items = run({ places: PON, steps });
    const hists = messages(items).filter(({ verb }) => verb === 'hist');
    expect(hists).toHaveLength(15);
    for (const { payload, at: sentAt } of hists) {
      const samples = payload['samples'] as { seq: number; ts: number }[];
      expect(samples[0]?.ts).toBeGreaterThanOrEqual(at(25 - 10 - 5));
      expect(samples.at(-1)?.ts).toBeLessThan(sentAt);
      expect(samples.map(({ seq }) => seq)).toEqual(
        [...new Set(samples.map(({ seq }) => seq))].sort((a, b) => a - b),
      );
    }
  });

  it('boots anew after a loss of power, up for no longer than power has been back', () => {
    const steps: Step[] = [
      { atMin: 10, do: 'power-off', where: 'pon', gasps: 0.5 },
      { atMin: 20, do: 'power-on', where: 'pon' },
    ];
    const items = run({ places: PON, steps });
    expect(messages(items).filter(({ payload }) => payload['type'] === 'dying_gasp').length).toBeGreaterThan(
      2,
    );
    const reborn = messages(items).filter((item) => item.verb === 'birth' && item.at > at(20));
    expect(reborn).toHaveLength(15);
    for (const { topic, payload } of reborn) {
      const own = of(items, topic.split('/').at(-1) ?? '');
      expect(payload).toMatchObject({ seq: 0, boot_reason: 'cold' });
      expect(payload.boot).not.toBe(own[0]?.payload.boot);
      for (const { payload: later, verb } of own.filter((item) => item.at > at(20))) {
        if (verb === 'data') expect(later.m?.['sys.uptime_s']).toBeLessThanOrEqual(10 * 60);
      }
    }
  });

  it('leaves the other devices as they were, whatever is done to some', () => {
    const quiet = run({ places: PON });
    const cut = run({ places: PON, steps: [{ atMin: 10, do: 'cut', where: 'pon' }] });
    const untouched = new Set(messages(quiet).map(({ device }) => device));
    for (const { device, verb } of messages(cut)) if (verb === 'death') untouched.delete(device);
    const told = (items: Item[]): string =>
      JSON.stringify(messages(items).filter(({ device }) => untouched.has(device)));
    expect(untouched.size).toBeGreaterThan(40);
    expect(told(cut)).toBe(told(quiet));
  });

  it('tells every old will when the broker is back, and has everybody back in time', () => {
    const items = run({ steps: [{ atMin: 10, do: 'broker-restart', downS: 60, backS: 60 }] });
    const size = smallFleet().devices.size;
    const down = items.findIndex((item) => 'link' in item && item.link === 'down');
    expect(items[down + 1]).toEqual({ at: at(11), link: 'up' });
    const after = messages(items).filter((item) => item.at >= at(11));
    expect(after.filter(({ verb }) => verb === 'death')).toHaveLength(size);
    const births = after.filter(({ verb }) => verb === 'birth');
    expect(births).toHaveLength(size);
    expect(births.at(-1)?.at).toBeLessThanOrEqual(at(12.1));
  });

  it('holds everything back during a stall, and loses nothing of it', () => {
    const steps: Step[] = [{ atMin: 10, do: 'stall', minutes: 5 }];
    const [stalled, quiet] = [run({ steps }), run()];
    expect(stalled.filter((item) => item.at > at(10) && item.at < at(15))).toEqual([]);
    const told = (items: Item[]): string[] => messages(items).map(({ payload }) => JSON.stringify(payload));
    expect(told(stalled)).toEqual(told(quiet));
  });

  it('remembers for any sample what it was, however often it is asked', () => {
    const site = smallFleet();
    const play: Play = { minutes: 30, places: {}, steps: [], noise: { lost: 0.5 } };
    const gaps: [number, number, number][] = [];
    const simulation = createSimulation({
      site,
      play,
      seed: 1,
      startsAt: START,
      lost: (...gap) => gaps.push(gap),
    });
    while (simulation.next());
    expect(gaps.length).toBeGreaterThan(100);
    for (const gap of gaps) expect(simulation.sample(...gap)).toEqual(simulation.sample(...gap));
  });
});
