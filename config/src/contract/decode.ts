import { MAX_PAYLOAD_BYTES } from './messages.ts';
import type { Metrics } from './telemetry.ts';
import { metricInfo } from './telemetry.ts';
import { plainData } from './plain-data.ts';
import { judgeBody } from './judge-body.ts';
import type { MessageOf, UplinkVerb } from './topics.ts';
import { parseTopic } from './topics.ts';
import type { CountyCode, DeviceId } from './ids.ts';

/** Why a message was not taken; counted by this name, never thrown. */
export const REJECT_REASONS = ['topic', 'verb', 'size', 'utf8', 'json', 'schema'] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** A message that is known to be right; `body` is typed by `verb`. */
export type Uplink = {
  [V in UplinkVerb]: { county: CountyCode; device: DeviceId; verb: V; body: MessageOf<V> };
}[UplinkVerb];

/** `mistyped`: metrics left out, because their value is not of the kind that the contract says. */
export type Decoded =
  { ok: true; message: Uplink; mistyped: string[] } | { ok: false; reason: RejectReason; detail: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as they come from a broker → a message, or the reason why not. Never throws. */
export function decodeBytes(topic: string, payload: Uint8Array): Decoded {
  if (payload.byteLength > MAX_PAYLOAD_BYTES) {
    return { ok: false, reason: 'size', detail: `${payload.byteLength} bytes, at most ${MAX_PAYLOAD_BYTES}` };
  }
  let text: string;
  try {
    text = utf8.decode(payload);
  } catch {
    return { ok: false, reason: 'utf8', detail: 'not UTF-8' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'json', detail: 'not JSON' };
  }
  return decodeValue(topic, value);
}

/** The same for a payload that is parsed already, as in a recording. */
export function decodeValue(topic: string, value: unknown): Decoded {
  const parsed = parseTopic(topic);
  if (!parsed.ok) return { ok: false, reason: parsed.reason, detail: topic.slice(0, 128) };
  const { county, verb, device } = parsed.topic;
  if (verb === 'cmd') return { ok: false, reason: 'verb', detail: 'cmd is sent to devices, not by them' };
  const plain = verb === 'data' ? plainData(value) : undefined;
  if (plain) return { ok: true, message: { county, device, verb: 'data', body: plain }, mistyped: [] };
  const judged = judgeBody(verb, value);
  if (!judged.ok) return { ok: false, reason: 'schema', detail: judged.detail };
  const message = { county, device, verb, body: judged.body } as Uplink;
  return { ok: true, message, mistyped: dropMistyped(message) };
}

/** One metric of the wrong kind costs that metric, not the message: a device never goes dark for it. */
function dropMistyped(message: Uplink): string[] {
  if (message.verb === 'data') return dropFrom(message.body);
  return message.verb === 'hist' ? message.body.samples.flatMap(dropFrom) : [];
}

/** Built anew rather than deleted from: what was deleted from stays slow and large for as long as it is kept. */
function dropFrom(sample: { m: Metrics }): string[] {
  const wrong = Object.keys(sample.m).filter((name) => isMistyped(name, sample.m[name]));
  if (wrong.length === 0) return wrong;
  sample.m = Object.fromEntries(Object.entries(sample.m).filter(([name]) => !wrong.includes(name)));
  return wrong;
}

function isMistyped(name: string, value: Metrics[string] | undefined): boolean {
  const info = metricInfo(name);
  return info !== undefined && value !== null && typeof value !== info.type;
}
