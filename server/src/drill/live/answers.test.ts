import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { decodeValue } from '@fengsui/config/contract';
import { smallFleet } from '../small-fleet.ts';
import { createSimulation } from '../simulate/simulate.ts';
import type { Simulation } from '../simulate/simulate.ts';
import type { Answer } from './answers.ts';
import { createAnswers, missingRanges } from './answers.ts';
import { createGaps } from './gaps.ts';

const START = 1_763_596_800_000;
let simulation: Simulation;
let ask: (id: string, type: string, args: object) => Answer[];
let lost: { id: string; seq: number }[];

beforeEach(() => {
  const gaps = createGaps();
  lost = [];
  simulation = createSimulation({
    site: smallFleet(),
    play: { minutes: 30, places: {}, steps: [], noise: { lost: 0.2 } },
    seed: 1,
    startsAt: START,
    lost(device, seq, sentAt) {
      gaps.add(device, { boot: simulation.bootOf(device), seq, sentAt });
      lost.push({ id: simulation.fleet.rows[device]?.id ?? '', seq });
    },
  });
  while (simulation.next());
  const answers = createAnswers(simulation, gaps, () => START);
  ask = (id, type, args) => {
    const command = { v: 1, cmd_id: 'c-1', ts: START, type, args };
    return answers(`fengsui/v1/441284/cmd/${id}`, Buffer.from(JSON.stringify(command)));
  };
});

const resend = (id: string, from: number, to: number, boot?: string): Answer[] => {
  const device = simulation.fleet.index.get(id) ?? 0;
  return ask(id, 'resend', { boot: boot ?? simulation.bootOf(device), from, to });
};

describe('a simulated device that is asked', () => {
  it('sends again what was lost, in the words of the contract, and says what it does not have', () => {
    const id = lost[0]?.id ?? '';
    const seqs = lost.filter((gap) => gap.id === id).map(({ seq }) => seq);
    const [hist, ack] = resend(id, 0, 1_000);
    const { samples } = hist?.payload as { samples: { seq: number }[] };
    expect(samples.map(({ seq }) => seq)).toEqual(seqs);
    expect(ack?.payload).toMatchObject({
      cmd_id: 'c-1',
      ok: true,
      result: { missing: missingRanges(0, 1_000, seqs) },
    });
    for (const answer of [hist, ack]) {
      expect(decodeValue(`fengsui/v1/441284/${answer?.verb}/${id}`, answer?.payload)).toMatchObject({
        ok: true,
      });
    }
  });

  it('has nothing left of another life', () => {
    const answers = resend(lost[0]?.id ?? '', 0, 9, 'abc123');
    expect(answers.map(({ verb }) => verb)).toEqual(['ack']);
    expect(answers[0]?.payload).toMatchObject({ ok: true, result: { missing: [[0, 9]] } });
  });

  it('refuses what it does not know', () => {
    expect(ask('site-1', 'sample_now', {})[0]?.payload).toMatchObject({ ok: false });
    expect(ask('nobody', 'sample_now', {})).toEqual([]);
    expect(ask('site-1', 'nonsense', {})).toEqual([]);
  });
});

describe('the ranges that are missing', () => {
  it('are all that is not there, and nothing else', () => {
    const seqs = fc.uniqueArray(fc.integer({ min: 10, max: 40 }));
    fc.assert(
      fc.property(seqs, (there) => {
        const missing = missingRanges(10, 40, there);
        const told = missing.flatMap(([from, to]) =>
          Array.from({ length: to - from + 1 }, (_, i) => from + i),
        );
        expect([...told, ...there].sort((a, b) => a - b)).toEqual(
          Array.from({ length: 31 }, (_, i) => 10 + i),
        );
      }),
    );
  });
});
