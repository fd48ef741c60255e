import type { RecordingLine } from '@fengsui/config/contract';

/** Why a line of a recording was not taken as it stands; counted by this name. */
export type LineFault = 'line_json' | 'line_form';

/** As `TimeMs` and the topic of the contract have it. */
const MAX_AT = 8_640_000_000_000_000;
const MAX_TOPIC = 1024;

/**
 * One line → what it says, or why not. As strict as the contract's schema, by hand: a recording has
 * millions of lines, and the payload is checked by its own schema anyway.
 */
export function readLine(text: string): RecordingLine | LineFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'line_json';
  }
  return isLine(value) ? value : 'line_form';
}

function isLine(value: unknown): value is RecordingLine {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Record<string, unknown>;
  if (!isTime(line['at'])) return false;
  if (isMessage(line)) return true;
  return line['link'] === 'down' || line['link'] === 'up' || line['mark'] === 'end';
}

function isMessage(line: Record<string, unknown>): boolean {
  const { topic, retained } = line;
  if (typeof topic !== 'string' || topic.length > MAX_TOPIC) return false;
  if (retained !== undefined && typeof retained !== 'boolean') return false;
  return line['payload'] !== undefined || typeof line['raw'] === 'string';
}

function isTime(at: unknown): at is number {
  return Number.isSafeInteger(at) && (at as number) >= 0 && (at as number) <= MAX_AT;
}
