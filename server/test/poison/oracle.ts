import { isUtf8 } from 'node:buffer';
import { METRICS } from '@fengsui/config/contract';
import type { Kind } from './kinds.ts';
import { areMetrics, arrayOf, digits, hex, isRecord, isShallow, nodeId, oneOf } from './kinds.ts';
import { optional, text, whole, within, eventType, metricName } from './kinds.ts';

/**
 * The contract's section 1 once more, written by hand and apart from the schemas, so that each can be held
 * against the other.
 */
export type Verdict = { reason: 'topic' | 'verb' | 'size' | 'utf8' | 'json' | 'schema' } | Good;

export interface Good {
  reason?: undefined;
  verb: string;
  device: string;
  boot: string;
  samples: readonly GoodSample[];
  /** Metrics of a kind that the contract does not say: they are left out, one by one. */
  mistyped: number;
}

export interface GoodSample {
  seq: number;
  ts: number;
  m: Record<string, unknown>;
}

const MAX_BYTES = 64 * 1024;

export function judge(topic: string, payload: Buffer): Verdict {
  if (payload.length > MAX_BYTES) return { reason: 'size' };
  if (!isUtf8(payload)) return { reason: 'utf8' };
  const value = parse(payload.toString('utf8'));
  if (value === undefined) return { reason: 'json' };
  const { isOurs, verb, device } = namesIn(topic);
  if (!isOurs) return { reason: 'topic' };
  const fields = FORMS.get(verb);
  if (fields === undefined) return { reason: 'verb' };
  return hasForm(value, fields) ? goodOf(verb, device, value) : { reason: 'schema' };
}

function namesIn(topic: string): { isOurs: boolean; verb: string; device: string } {
  const [root, version, county = '', verb = '', device = '', ...more] = topic.split('/');
  const isRooted = root === 'fengsui' && version === 'v1' && more.length === 0;
  const isDevice = /^[A-Za-z0-9][\w-]{0,63}$/.test(device);
  return { isOurs: isRooted && digits(6)(county) && isDevice, verb, device };
}

/** A byte order mark at the beginning is no part of the text. */
function parse(sent: string): unknown {
  try {
    return JSON.parse(sent.startsWith('\uFEFF') ? sent.slice(1) : sent);
  } catch {
    return undefined;
  }
}

type Form = Readonly<Record<string, Kind>>;

const identity: Form = { v: (value) => value === 1, boot: hex };
const time = whole(0, 8.64e15);
const seq = whole(0, 2 ** 53 - 1);
const sample: Form = { seq, ts: time, m: areMetrics };
const shortText = optional(text(0, 128));

const FORMS = new Map<string, Form>([
  [
    'birth',
    {
      ...identity,
      seq,
      ts: time,
      class: oneOf('stb', 'onu', 'eb_speaker', 'eb_adapter', 'site', 'gateway'),
      T: whole(1, 86_400),
      area: (value) => [6, 9, 12].some((length) => digits(length)(value)),
      parent: nodeId,
      model: shortText,
      vendor: shortText,
      hw: shortText,
      fw: shortText,
      caps: optional(arrayOf(0, 256, metricName)),
      boot_reason: optional(oneOf('cold', 'watchdog', 'upgrade', 'user', 'reconnect')),
      lon: optional(within(180)),
      lat: optional(within(90)),
      crs: optional(oneOf('wgs84', 'gcj02')),
    },
  ],
  [
    'death',
    {
      ...identity,
      reason: oneOf('lost', 'shutdown', 'restart', 'upgrade', 'standby'),
      ts: optional(time),
    },
  ],
  ['data', { ...identity, ...sample }],
  ['hist', { ...identity, samples: arrayOf(1, 500, (value) => hasForm(value, sample)) }],
  ['event', { ...identity, seq, ts: time, type: eventType, data: optional(isFreeData) }],
  [
    'ack',
    {
      v: (value) => value === 1,
      cmd_id: text(1, 64),
      ts: time,
      ok: (value) => typeof value === 'boolean',
      result: optional((value) => isShallow(value, 64)),
      error: optional(text(0, 1024)),
    },
  ],
]);

function isFreeData(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return Object.keys(value).every(
    (key) => key === '__proto__' || (key.length <= 64 && isShallow(value[key], 64)),
  );
}

function hasForm(value: unknown, form: Form): value is Record<string, unknown> {
  if (!isRecord(value)) return false;
  return Object.entries(form).every(([key, isOf]) =>
    isOf(Object.hasOwn(value, key) ? value[key] : undefined),
  );
}

function goodOf(verb: string, device: string, body: Record<string, unknown>): Good {
  const told = verb === 'hist' ? (body['samples'] as GoodSample[]) : [body as unknown as GoodSample];
  const hasSamples = verb === 'data' || verb === 'hist' || verb === 'event';
  const whole = hasSamples ? told : [];
  const samples = whole.map(({ seq: number, ts, m }) => ({
    seq: number,
    ts,
    m: verb === 'event' ? {} : rightOf(m),
  }));
  const count = (of: readonly { m: object }[]) => of.reduce((sum, { m }) => sum + Object.keys(m).length, 0);
  const named = verb === 'event' ? samples : whole.map(({ m }) => ({ m: withoutProto(m) }));
  return { verb, device, boot: String(body['boot']), samples, mistyped: count(named) - count(samples) };
}

function withoutProto(m: Record<string, unknown>): Record<string, unknown> {
  if (!Object.hasOwn(m, '__proto__')) return m;
  return Object.fromEntries(Object.entries(m).filter(([name]) => name !== '__proto__'));
}

/** What is left when every metric that has an entry, by its name or by that of its instance, is of its kind. */
function rightOf(m: Record<string, unknown>): Record<string, unknown> {
  const isRight = ([name, value]: [string, unknown]): boolean => {
    const kind = kindOf(name) ?? kindOf(name.split('.').slice(0, -1).join('.'));
    return kind === undefined || value === null || typeof value === kind;
  };
  return Object.fromEntries(Object.entries(withoutProto(m)).filter(isRight));
}

const KINDS = new Map(Object.entries(METRICS).map(([name, { type }]) => [name, type]));
const kindOf = (name: string) => KINDS.get(name);
