import type { Ack } from '@fengsui/config/contract';
import { PROTOCOL_VERSION, Seq, deviceTopic } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Publish } from '../broker/port.ts';
import type { Clock } from '../clock.ts';
import { findBoot } from '../core/device/boot-log.ts';
import type { CoreFact } from '../core/monitor.ts';
import { holes } from '../core/device/seq-ranges.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { Engine } from '../engine.ts';

export type AckHandler = (device: string, ack: Ack) => void;

/** Asks devices for samples that are missing, not all at once and not for ever. */
export interface Resender {
  fact(fact: CoreFact): void;
  ack: AckHandler;
  asked(): number;
  stop(): void;
}

export interface ResenderParts {
  fleet: Fleet;
  /** What to give up is told to the engine that this is built for. */
  engine: () => Pick<Engine, 'giveUp'>;
  publish: Publish;
  clock: Clock;
  random: () => number;
}

/** A hole may be filled by what is still on its way: wait this long, and up to twice, before asking. */
const PATIENCE_MS = 3_000;
const ASK_EVERY_MS = 100;
const ASKS_A_ROUND = 5;
const MAX_TRIES = 5;
const MAX_WAITING = 100_000;

interface Wish {
  device: string;
  boot: string;
  dueAt: number;
  tries: number;
}

/** What a device answers of a `resend`: ranges that it no longer has. */
const ResendResult = z.object({
  missing: z
    .array(z.tuple([Seq, Seq]))
    .max(1_000)
    .default([]),
});

export function createResender({ fleet, engine, publish, clock, random }: ResenderParts): Resender {
  const wishes = new Map<string, Wish>();
  const open = new Map<string, { device: string; boot: string }>();
  let asked = 0;

  function ask(wish: Wish): void {
    const state = fleet.get(wish.device);
    const log = state && findBoot(state.boots, wish.boot);
    const hole = log && holes(log.received)[0];
    const key = `${wish.device}/${wish.boot}`;
    if (!state || !hole) return void wishes.delete(key);
    if (state.link !== 'ONLINE') return postpone(wish, PATIENCE_MS * 10);
    if (wish.tries >= MAX_TRIES) {
      wishes.delete(key);
      return engine().giveUp(wish.device, wish.boot, hole);
    }
    wish.tries++;
    postpone(wish, PATIENCE_MS * 2 ** wish.tries);
    send(state.county, wish, hole);
  }

  function postpone(wish: Wish, ms: number): void {
    wish.dueAt = clock.now() + ms * (1 + random());
  }

  function send(county: string, { device, boot }: Wish, [from, to]: readonly [number, number]): void {
    const cmd_id = `resend-${clock.now().toString(36)}-${(asked++).toString(36)}`;
    open.set(cmd_id, { device, boot });
    if (open.size > MAX_WAITING) open.delete(open.keys().next().value ?? '');
    const args = { boot, from, to };
    const command = { v: PROTOCOL_VERSION, cmd_id, ts: clock.now(), type: 'resend', args };
    publish(deviceTopic(county, 'cmd', device), JSON.stringify(command));
  }

  const stop = clock.every(ASK_EVERY_MS, () => {
    let left = ASKS_A_ROUND;
    for (const wish of wishes.values()) {
      if (left === 0) return;
      if (wish.dueAt > clock.now()) continue;
      left--;
      ask(wish);
    }
  });

  return {
    fact(fact) {
      if (fact.kind !== 'gap' || wishes.size >= MAX_WAITING) return;
      const { device, boot } = fact;
      const key = `${device}/${boot}`;
      if (wishes.has(key)) return;
      wishes.set(key, { device, boot, dueAt: fact.at + PATIENCE_MS * (1 + random()), tries: 0 });
    },
    ack(device, { cmd_id, ok, result }) {
      const question = open.get(cmd_id);
      if (question?.device !== device) return;
      open.delete(cmd_id);
      const answer = ResendResult.safeParse(result);
      if (!ok || !answer.success) return;
      for (const range of answer.data.missing) {
        if (range[0] <= range[1]) engine().giveUp(device, question.boot, range);
      }
      const wish = wishes.get(`${device}/${question.boot}`);
      if (wish) wish.tries = 0;
    },
    asked: () => asked,
    stop,
  };
}
