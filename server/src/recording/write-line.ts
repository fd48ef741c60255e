import { isUtf8 } from 'node:buffer';
import { MAX_PAYLOAD_BYTES } from '@fengsui/config/contract';
import { rawOfBytes } from './raw-text.ts';

export interface Delivered {
  /** When it came, ms. */
  at: number;
  topic: string;
  payload: Uint8Array;
  retained: boolean;
}

const MAX_TOPIC = 1024;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A message as a line of a recording. JSON stands as it was sent, to the last digit: written anew it
 * could be another message. A payload that is too long is cut where a replay still refuses it for that.
 */
export function messageLine({ at, topic, payload, retained }: Delivered): string {
  const json = jsonOf(payload);
  const what = json === undefined ? `"raw":${rawText(payload)}` : `"payload":${json}`;
  const name = JSON.stringify(topic.slice(0, MAX_TOPIC));
  return `{"at":${at},"topic":${name},${what}${retained ? ',"retained":true' : ''}}`;
}

export function linkLine(at: number, link: 'up' | 'down'): string {
  return JSON.stringify({ at, link });
}

export function endLine(at: number): string {
  return JSON.stringify({ at, mark: 'end' });
}

/** The text on one line, if it is JSON that a replay would read as the live server reads it. */
function jsonOf(payload: Uint8Array): string | undefined {
  if (payload.byteLength > MAX_PAYLOAD_BYTES || !isUtf8(payload)) return undefined;
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString();
  const json = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  try {
    JSON.parse(json);
  } catch {
    return undefined;
  }
  // Within JSON a line can only end between its words.
  return json.replaceAll(/[\r\n]/g, ' ');
}

function rawText(payload: Uint8Array): string {
  return JSON.stringify(rawOfBytes(payload.subarray(0, MAX_PAYLOAD_BYTES + 1)));
}
