import type { Birth, DeathReason, UplinkVerb } from '@fengsui/config/contract';
import { rowOf } from './fleet.ts';
import type { Message, Payload } from './item.ts';
import type { Samples } from './samples.ts';
import type { World } from './world.ts';

export type BootReason = NonNullable<Birth['boot_reason']>;

/** What devices say, in the words of the contract. A letter that carries a sequence number uses it up. */
export interface Letters {
  message(device: number, at: number, verb: UplinkVerb, payload: Payload): Message;
  birth(device: number, at: number, reason: BootReason): Message;
  /** `boot`: of an old life, for a will that comes late. */
  death(device: number, at: number, reason: DeathReason, boot?: string): Message;
  event(device: number, at: number, type: string, data: Record<string, unknown>): Message;
  data(device: number, at: number, seq: number, sentAt: number): Message;
  /** Uses up a sequence number. */
  nextSeq(device: number): number;
}

/** A birth has been on its way for so long when it arrives, ms. */
const BIRTH_TRAVEL_MS = 50;

export function createLetters(world: World, samples: Samples): Letters {
  const { fleet } = world;
  const bootOf = (device: number): string => world.boot[device] ?? '';
  const stamp = (device: number, at: number): number => Math.round(at + (world.clockOffsetMs[device] ?? 0));

  function nextSeq(device: number): number {
    const seq = world.seq[device] ?? 0;
    world.seq[device] = seq + 1;
    return seq;
  }

  function message(device: number, at: number, verb: UplinkVerb, payload: Payload): Message {
    return { at, device, verb, topic: fleet.topic(device, verb), payload };
  }

  return {
    message,
    nextSeq,
    birth(device, at, reason) {
      const row = rowOf(fleet.rows, device);
      return message(device, at, 'birth', {
        v: 1,
        boot: bootOf(device),
        seq: nextSeq(device),
        ts: stamp(device, at - BIRTH_TRAVEL_MS),
        class: row.class,
        T: (fleet.periodMs[device] ?? 0) / 1_000,
        area: row.area,
        parent: row.node,
        fw: world.firmware[device],
        model: 'FS-1',
        boot_reason: reason,
      });
    },
    death(device, at, reason, boot = bootOf(device)) {
      // A will was written before anybody knew when it would be needed.
      const ts = reason === 'lost' ? {} : { ts: stamp(device, at) };
      return message(device, at, 'death', { v: 1, boot, reason, ...ts });
    },
    event: (device, at, type, data) =>
      message(device, at, 'event', {
        v: 1,
        boot: bootOf(device),
        seq: nextSeq(device),
        ts: stamp(device, at),
        type,
        data,
      }),
    data: (device, at, seq, sentAt) => ({
      at,
      device,
      verb: 'data',
      topic: fleet.topic(device, 'data'),
      payload: {
        v: 1,
        boot: bootOf(device),
        seq,
        ts: stamp(device, sentAt),
        m: samples(device, seq, sentAt),
      },
    }),
  };
}
