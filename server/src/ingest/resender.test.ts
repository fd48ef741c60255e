import type { Command, Uplink } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import type { CoreFact } from '../core/monitor.ts';
import { createMonitor } from '../core/monitor.ts';
import { createEngine } from '../engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { monitorSite } from '../monitor-site.ts';
import { DEVICES, siteOf, text } from '../site/small-site.ts';
import { createResender } from './resender.ts';

type Resend = Extract<Command, { type: 'resend' }>;

function world() {
  const clock = createFakeClock();
  let isAway = false;
  const brokerGoes = (): void => void (isAway = true);
  const brokerReturns = (): void => void (isAway = false);
  const sent: { topic: string; command: Resend }[] = [];
  const monitor = createMonitor({
    site: monitorSite(siteOf({ devices: text(DEVICES.slice(0, 1)) }), clock.now()),
  });
  const { fleet } = monitor;
  const listeners = [{ changed: () => undefined, fact: (fact: CoreFact) => resender.fact(fact) }];
  const engine = createEngine({ monitor, clock, listeners });
  const start = () =>
    createResender({
      fleet,
      engine: () => engine,
      publish(topic, payload) {
        if (isAway) return false;
        sent.push({ topic, command: JSON.parse(payload) as Resend });
        return true;
      },
      clock,
      random: () => 0,
    });
  let resender = start();
  const restart = (): void => {
    resender.stop();
    resender = start();
    resender.resume();
  };
  const hear = (device: string, seq: number): void => {
    const body = { v: 1 as const, boot: 'b1', seq, ts: clock.now(), m: {} };
    const message: Uplink = { county: '441223', device, verb: 'data', body };
    engine.arrive({ at: clock.now(), retained: false, message }, () => undefined);
  };
  const backfill = (device: string, seqs: number[]): void => {
    const samples = seqs.map((seq) => ({ seq, ts: clock.now(), m: {} }));
    const message: Uplink = { county: '441223', device, verb: 'hist', body: { v: 1, boot: 'b1', samples } };
    engine.arrive({ at: clock.now(), retained: false, message }, () => undefined);
  };
  const answer = (missing: [number, number][]): void => {
    const cmd_id = sent.at(-1)?.command.cmd_id ?? '';
    resender.ack('d-1', { v: 1, cmd_id, ts: clock.now(), ok: true, result: { sent: 0, missing } });
  };
  return { clock, sent, hear, backfill, answer, brokerGoes, brokerReturns, restart };
}

describe('asking for what is missing', () => {
  it('names the hole to the device that left it', () => {
    const { clock, sent, hear } = world();
    hear('d-1', 1);
    hear('d-1', 5);
    clock.pass(3_200);
    expect(sent.map(({ topic, command }) => [topic, command.type, command.args])).toEqual([
      ['fengsui/v1/441223/cmd/d-1', 'resend', { boot: 'b1', from: 2, to: 4 }],
    ]);
  });

  it('waits for what may still be on its way', () => {
    const { clock, sent, hear } = world();
    hear('d-1', 1);
    hear('d-1', 3);
    clock.pass(1_000);
    hear('d-1', 2);
    clock.pass(600_000);
    expect(sent).toEqual([]);
  });

  it('asks for near holes together, and then no more', () => {
    const { clock, sent, hear, backfill } = world();
    for (const seq of [1, 3, 5]) hear('d-1', seq);
    clock.pass(6_000);
    backfill('d-1', [2, 3, 4]);
    clock.pass(600_000);
    expect(sent.map(({ command: { args } }) => [args.from, args.to])).toEqual([[2, 4]]);
  });

  it('asks for the next hole as soon as an answer has filled one', () => {
    const { clock, sent, hear, backfill, answer } = world();
    for (const seq of [1, 3, 2_000]) hear('d-1', seq);
    clock.pass(6_000);
    backfill('d-1', [2]);
    answer([]);
    clock.pass(400);
    expect(sent.map(({ command: { args } }) => [args.from, args.to])).toEqual([
      [2, 2],
      [4, 1_999],
    ]);
  });

  it('asks after a restart for what was missing before it', () => {
    const { clock, sent, hear, restart } = world();
    hear('d-1', 1);
    hear('d-1', 5);
    restart();
    clock.pass(6_000);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.command.args).toEqual({ boot: 'b1', from: 2, to: 4 });
  });

  it('does not count what could not be sent', () => {
    const { clock, sent, hear, brokerGoes, brokerReturns } = world();
    brokerGoes();
    hear('d-1', 1);
    for (let minute = 0; minute < 30; minute++) {
      hear('d-1', 5 + minute);
      clock.pass(60_000);
    }
    expect(sent).toEqual([]);
    brokerReturns();
    hear('d-1', 35);
    clock.pass(60_000);
    expect(sent[0]?.command.args.from).toBe(2);
  });

  it('believes a device that says that it no longer has them', () => {
    const { clock, sent, hear, answer } = world();
    hear('d-1', 1);
    hear('d-1', 5);
    clock.pass(4_000);
    answer([[2, 4]]);
    clock.pass(600_000);
    expect(sent).toHaveLength(1);
  });

  it('gives a device up that never answers', () => {
    const { clock, sent, hear } = world();
    hear('d-1', 1);
    for (let minute = 0; minute < 60; minute++) {
      hear('d-1', 5 + minute);
      clock.pass(60_000);
    }
    expect(sent.length).toBe(5);
  });

  it('does not ask everybody at once', () => {
    const { clock, sent, hear } = world();
    for (let i = 0; i < 500; i++) {
      hear(`d-${i}`, 1);
      hear(`d-${i}`, 3);
    }
    clock.pass(4_000);
    expect(sent.length).toBeLessThanOrEqual(220);
    clock.pass(40_000);
    expect(new Set(sent.map(({ topic }) => topic)).size).toBe(500);
  });
});
