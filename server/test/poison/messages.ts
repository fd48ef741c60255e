import type { Random } from './random.ts';

/** A message as a device sends it, before anybody has spoilt it. */
export interface Message {
  topic: string;
  body: Record<string, unknown>;
}

export interface Sender {
  device: string;
  boot: string;
  seq: number;
  ts: number;
}

const COUNTY = '441223';

const topicOf = (verb: string, device: string): string => `fengsui/v1/${COUNTY}/${verb}/${device}`;

export function data(random: Random, { device, boot, seq, ts }: Sender): Message {
  return { topic: topicOf('data', device), body: { v: 1, boot, seq, ts, m: metrics(random) } };
}

export function event({ device, boot, seq, ts }: Sender): Message {
  const said = { open: true, by: { key: [1, 2, 3] } };
  return { topic: topicOf('event', device), body: { v: 1, boot, seq, ts, type: 'door', data: said } };
}

/** `seq` and `ts` are of the last sample. */
export function hist(random: Random, sender: Sender, length: number): Message {
  const { device, boot, seq, ts } = sender;
  const samples = Array.from({ length }, (_, i) => ({
    seq: seq - (length - 1 - i),
    ts: ts - (length - 1 - i) * 1_000,
    m: metrics(random),
  }));
  return { topic: topicOf('hist', device), body: { v: 1, boot, samples } };
}

function birth({ device, boot, seq, ts }: Sender): Message {
  const what = { class: 'eb_speaker', T: 60, area: '441223100', parent: 'hub-441223100', model: 'M-1' };
  const caps = ['pwr.mains_v', 'eb.work_state'];
  return {
    topic: topicOf('birth', device),
    body: { v: 1, boot, seq, ts, ...what, caps, lon: 112.4, lat: 23.6 },
  };
}

function death({ device, boot, ts }: Sender): Message {
  return { topic: topicOf('death', device), body: { v: 1, boot, reason: 'standby', ts } };
}

/** Of a command that nobody gave. */
function ack(random: Random, { device, ts }: Sender): Message {
  const result = { missing: [[random.below(9), random.below(99)]] };
  return {
    topic: topicOf('ack', device),
    body: { v: 1, cmd_id: `resend-${random.below(99)}`, ts, ok: true, result },
  };
}

/** Anything but `hist`. */
export function live(random: Random, sender: Sender): Message {
  switch (random.below(8)) {
    case 0:
      return birth(sender);
    case 1:
      return death(sender);
    case 2:
      return event(sender);
    case 3:
      return ack(random, sender);
    default:
      return data(random, sender);
  }
}

function metrics(random: Random): Record<string, unknown> {
  return {
    'pwr.mains_v': 200 + random.below(400) / 10,
    'eb.work_state': random.below(3),
    'dvbc.lock': random.below(2) === 1,
    'eb.src': random.pick(['县级', 'FM', '"quoted\\', '']),
    'own.metric': random.pick([1, 'x', null, -0.5]),
  };
}
