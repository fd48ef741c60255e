import type {
  Ack,
  Birth,
  Data,
  Death,
  DeviceEvent,
  Hist,
  Sample,
  UplinkVerb,
} from '@fengsui/config/contract';
import { PROTOCOL_VERSION, deviceTopic } from '@fengsui/config/contract';
import type { Entry, EventEntry } from '../spool/record.ts';

/** Who speaks: part of each topic. */
export interface Sender {
  county: string;
  device: string;
}

export interface Message {
  topic: string;
  payload: string;
  retain: boolean;
}

interface Bodies {
  birth: Birth;
  death: Death;
  data: Data;
  hist: Hist;
  event: Omit<DeviceEvent, 'data'> & { data: Record<string, unknown> };
  ack: Ack;
}

const v = PROTOCOL_VERSION;
const RETAINED: readonly UplinkVerb[] = ['birth', 'death'];

function message<V extends keyof Bodies>({ county, device }: Sender, verb: V, body: Bodies[V]): Message {
  return {
    topic: deviceTopic(county, verb, device),
    payload: JSON.stringify(body),
    retain: RETAINED.includes(verb),
  };
}

export function birthMessage(sender: Sender, birth: Omit<Birth, 'v'>): Message {
  return message(sender, 'birth', { v, ...birth });
}

export function deathMessage(sender: Sender, death: Omit<Death, 'v'>): Message {
  return message(sender, 'death', { v, ...death });
}

export function ackMessage(sender: Sender, ack: Omit<Ack, 'v'>): Message {
  return message(sender, 'ack', { v, ...ack });
}

export function isEvent(entry: Entry): entry is EventEntry {
  return 'type' in entry;
}

/** An entry as it is sent while it is news. */
export function liveMessage(sender: Sender, entry: Entry): Message {
  const { boot, seq, ts } = entry;
  if (isEvent(entry))
    return message(sender, 'event', { v, boot, seq, ts, type: entry.type, data: entry.data });
  return message(sender, 'data', { v, boot, seq, ts, m: toSample(entry).m });
}

export function histMessage(sender: Sender, boot: string, samples: Sample[]): Message {
  return message(sender, 'hist', { v, boot, samples });
}

/**
 * A birth that goes into history is a sample without values: it took a number, and a receiver that
 * misses the number can be answered.
 */
export function toSample(entry: Exclude<Entry, EventEntry>): Sample {
  return { seq: entry.seq, ts: entry.ts, m: 'm' in entry ? entry.m : {} };
}
