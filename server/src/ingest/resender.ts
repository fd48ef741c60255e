import type { Ack } from '@fengsui/config/contract';
import { PROTOCOL_VERSION, Seq, deviceTopic } from '@fengsui/config/contract';
import { z } from 'zod';
import type { Publish } from '../broker/port.ts';
import type { Clock } from '../clock.ts';
import { findBoot } from '../core/device/boot-log.ts';
import type { CoreFact } from '../core/monitor.ts';
import type { SeqRange } from '../core/device/seq-ranges.ts';
import { holes } from '../core/device/seq-ranges.ts';
import type { Fleet } from '../core/fleet/fleet.ts';
import type { Engine } from '../engine.ts';

export type AckHandler = (device: string, ack: Ack) => void;

/** Asks devices for samples that are missing, not all at once and not for ever. */
export interface Resender {
  fact(fact: CoreFact): void;
  /** After a restart: asks for what was missing before it. */
  resume(): void;
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
/** Who is not there now is looked at again after this time, or when it comes back. */
const AWAY_MS = 30_000;
/** After an answer that has helped, the next hole. */
const NEXT_MS = 100;
const ASK_EVERY_MS = 100;
const ASKS_A_ROUND = 20;
const LOOKS_A_ROUND = 1_000;
const MAX_TRIES = 5;
const MAX_WAITING = 100_000;
/** Holes that lie so near to each other are asked for together, with what lies between: one `hist` holds that many. */
const MAX_ASKED = 500;

interface Wish {
  device: string;
  boot: string;
  dueAt: number;
  /** How often it was asked for the hole that begins here. */
  from: number;
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

  const later = (ms: number): number => clock.now() + ms * (1 + random());

  function wish(device: string, boot: string): void {
    const key = keyOf(device, boot);
    if (wishes.has(key) || wishes.size >= MAX_WAITING) return;
    wishes.set(key, { device, boot, dueAt: later(PATIENCE_MS), from: -1, tries: 0 });
  }

  function holesOf({ device, boot }: Pick<Wish, 'device' | 'boot'>): SeqRange[] {
    const log = findBoot(fleet.get(device)?.boots ?? [], boot);
    return log ? holes(log.received) : [];
  }

  /** True where a question was sent. */
  function ask(wanted: Wish): boolean {
    const state = fleet.get(wanted.device);
    const missing = holesOf(wanted);
    const first = missing[0];
    if (!state || !first) return forget(wanted);
    if (wanted.from !== first[0]) Object.assign(wanted, { from: first[0], tries: 0 });
    if (wanted.tries >= MAX_TRIES) {
      engine().giveUp(wanted.device, wanted.boot, first);
      return forget(wanted, missing.length > 1);
    }
    const isSent = state.link === 'ONLINE' && send(state.county, wanted, together(missing));
    if (isSent) wanted.tries++;
    wanted.dueAt = later(isSent ? PATIENCE_MS * 2 ** wanted.tries : AWAY_MS);
    return isSent;
  }

  /** Nothing more is to be asked of this life, unless there are further holes. */
  function forget({ device, boot }: Wish, hasMore = false): false {
    wishes.delete(keyOf(device, boot));
    if (hasMore) wish(device, boot);
    return false;
  }

  function send(county: string, { device, boot }: Wish, [from, to]: SeqRange): boolean {
    const cmd_id = `resend-${clock.now().toString(36)}-${asked.toString(36)}`;
    const args = { boot, from, to };
    const command = { v: PROTOCOL_VERSION, cmd_id, ts: clock.now(), type: 'resend', args };
    if (!publish(deviceTopic(county, 'cmd', device), JSON.stringify(command))) return false;
    asked++;
    open.set(cmd_id, { device, boot });
    if (open.size > MAX_WAITING) open.delete(open.keys().next().value ?? '');
    return true;
  }

  const stop = clock.every(ASK_EVERY_MS, () => {
    const now = clock.now();
    let [asks, looks] = [ASKS_A_ROUND, LOOKS_A_ROUND];
    for (const wanted of wishes.values()) {
      if (wanted.dueAt > now) continue;
      if (ask(wanted)) asks--;
      if (asks === 0 || --looks === 0) return;
    }
  });

  return {
    fact(fact) {
      if (fact.kind === 'gap') wish(fact.device, fact.boot);
      if (fact.kind !== 'link' || fact.to !== 'ONLINE') return;
      const waiting = wishes.get(keyOf(fact.device, fleet.get(fact.device)?.boot ?? ''));
      if (waiting) waiting.dueAt = Math.min(waiting.dueAt, later(PATIENCE_MS));
    },
    resume() {
      for (const { id, boots } of fleet.states()) {
        for (const { boot, received } of boots) if (received.length > 1) wish(id, boot);
      }
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
      const wanted = wishes.get(keyOf(device, question.boot));
      const hasHelped = wanted && holesOf(wanted)[0]?.[0] !== wanted.from;
      if (hasHelped) wanted.dueAt = later(NEXT_MS);
    },
    asked: () => asked,
    stop,
  };
}

const keyOf = (device: string, boot: string): string => `${device}/${boot}`;

/** The first hole, and those behind it that one answer can fill as well. */
function together(missing: readonly SeqRange[]): SeqRange {
  const [from, to] = missing[0] as SeqRange;
  const near = missing.filter((hole) => hole[1] < from + MAX_ASKED).at(-1);
  return [from, Math.max(to, near?.[1] ?? to)];
}
