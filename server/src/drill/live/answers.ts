import type { ResendArgs } from '@fengsui/config/contract';
import { Command, parseTopic } from '@fengsui/config/contract';
import type { Payload } from '../simulate/item.ts';
import type { Simulation } from '../simulate/simulate.ts';
import type { Gap, Gaps } from './gaps.ts';

/** What a simulated device says to a command, in order. */
export interface Answer {
  device: number;
  verb: 'hist' | 'ack';
  payload: Payload | Record<string, unknown>;
}

/** The ranges of `from` … `to` that are not in `seqs`, both ends included. */
export function missingRanges(from: number, to: number, seqs: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  let next = from;
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    if (seq > next) ranges.push([next, seq - 1]);
    next = Math.max(next, seq + 1);
  }
  if (next <= to) ranges.push([next, to]);
  return ranges;
}

/**
 * Simulated devices know one command: `resend`, which they answer with what they have, and say what they
 * no longer have. Anything else they refuse.
 */
export function createAnswers(simulation: Simulation, gaps: Gaps, now: () => number) {
  const { fleet } = simulation;

  function hist(device: number, boot: string, found: readonly Gap[]): Answer[] {
    if (found.length === 0) return [];
    const samples = found.map(({ seq, sentAt }) => ({
      seq,
      ts: Math.round(sentAt),
      m: simulation.sample(device, seq, sentAt),
    }));
    return [{ device, verb: 'hist', payload: { v: 1, boot, samples } }];
  }

  function resend(device: number, { boot, from, to }: ResendArgs): [Answer[], Record<string, unknown>] {
    const isCurrent = simulation.bootOf(device) === boot;
    const found = isCurrent ? gaps.take(device, boot, from, to) : [];
    const seqs = found.map(({ seq }) => seq);
    return [hist(device, boot, found), { ok: true, result: { missing: missingRanges(from, to, seqs) } }];
  }

  return (topic: string, payload: Uint8Array): Answer[] => {
    const parsed = parseTopic(topic);
    const device = parsed.ok ? fleet.index.get(parsed.topic.device) : undefined;
    const command = Command.safeParse(JSON.parse(Buffer.from(payload).toString()));
    if (device === undefined || !command.success || !simulation.isReachable(device)) return [];
    const { cmd_id, type } = command.data;
    const [before, said] =
      command.data.type === 'resend'
        ? resend(device, command.data.args)
        : [[], { ok: false, error: `a simulated device does not know ${type}` }];
    return [...before, { device, verb: 'ack', payload: { v: 1, cmd_id, ts: now(), ...said } }];
  };
}
