import type { z } from 'zod';
import { CountyCode, DeviceId } from './ids.ts';
import { Ack, Birth, Command, Data, Death, DeviceEvent, Hist } from './messages.ts';

export const TOPIC_ROOT = 'fengsui/v1';

/** Each verb and the schema of its payload: the whole device protocol in one table. */
export const MESSAGE_SCHEMAS = {
  birth: Birth,
  death: Death,
  data: Data,
  hist: Hist,
  event: DeviceEvent,
  cmd: Command,
  ack: Ack,
} as const satisfies Record<string, z.ZodType>;

export type Verb = keyof typeof MESSAGE_SCHEMAS;
export type MessageOf<V extends Verb> = z.infer<(typeof MESSAGE_SCHEMAS)[V]>;

/** What devices publish; `cmd` goes the other way. */
export const UPLINK_VERBS = [
  'birth',
  'death',
  'data',
  'hist',
  'event',
  'ack',
] as const satisfies readonly Verb[];
export type UplinkVerb = (typeof UPLINK_VERBS)[number];

export interface DeviceTopic<V extends Verb = Verb> {
  county: CountyCode;
  verb: V;
  device: DeviceId;
}

export type TopicParse = { ok: true; topic: DeviceTopic } | { ok: false; reason: 'topic' | 'verb' };

export function isVerb(name: string): name is Verb {
  return Object.hasOwn(MESSAGE_SCHEMAS, name);
}

/** Reads `fengsui/v1/{county}/{verb}/{device}`. */
export function parseTopic(topic: string): TopicParse {
  const right = RIGHT_TOPIC.exec(topic);
  const [, county = '', verb = '', device = ''] = right ?? [];
  return right && isVerb(verb) ? { ok: true, topic: { county, verb, device } } : parseByParts(topic);
}

/** A topic that is right, at a glance; county and device as their schemas say. */
const RIGHT_TOPIC = /^fengsui\/v1\/(\d{6})\/([a-z]+)\/([A-Za-z0-9][A-Za-z0-9_-]{0,63})$/;

/** Part by part; this says what is wrong, if anything is. */
export function parseByParts(topic: string): TopicParse {
  const parts = topic.split('/');
  const [root, version, county = '', verb = '', device = ''] = parts;
  if (parts.length !== 5 || `${root}/${version}` !== TOPIC_ROOT) return { ok: false, reason: 'topic' };
  if (!CountyCode.safeParse(county).success || !DeviceId.safeParse(device).success) {
    return { ok: false, reason: 'topic' };
  }
  return isVerb(verb) ? { ok: true, topic: { county, verb, device } } : { ok: false, reason: 'verb' };
}

export function deviceTopic(county: CountyCode, verb: Verb, device: DeviceId): string {
  return `${TOPIC_ROOT}/${county}/${verb}/${device}`;
}

const STATES = `${TOPIC_ROOT}/STATE/`;

/** Where a server says that it is there; `+` for all of them. */
export function stateTopic(host: string): string {
  return `${STATES}${host}`;
}

/** The server that a topic is of; undefined for what is not a server's. */
export function hostOfState(topic: string): string | undefined {
  if (!topic.startsWith(STATES)) return undefined;
  const host = topic.slice(STATES.length);
  return host === '' || host.includes('/') ? undefined : host;
}

/** The client id every device connects with: fixed, so that the broker ends its older session. */
export function clientIdOf(device: DeviceId): string {
  return `fengsui-${device}`;
}
