import type { Json } from '@fengsui/config/contract';
import type { Observed } from '../detector.ts';

/** What a terminal says of a play. */
export interface PlayReport {
  ebmId: string;
  /** EBM type: 1–3 exercises, 4 emergency, 5 daily; null where it is not told. */
  type: number | null;
  level: number | null;
  outcome: 'started' | 'success' | 'failed';
}

const LONGEST_ID = 64;
const SUCCESS: ReadonlySet<Json> = new Set<Json>([1, true, 'success', 'ok']);

/** Undefined for whatever is no report of a play. A result that cannot be read is no success. */
export function playReport({ message, retained }: Observed): PlayReport | undefined {
  if (message.verb !== 'event' || retained) return undefined;
  const { type, data } = message.body;
  if (type !== 'play_start' && type !== 'play_end') return undefined;
  const ebmId = data['ebm_id'];
  if (typeof ebmId !== 'string' || ebmId === '' || ebmId.length > LONGEST_ID) return undefined;
  const outcome = type === 'play_start' ? 'started' : isSuccess(data['result']) ? 'success' : 'failed';
  return { ebmId, type: small(data['type']), level: small(data['level']), outcome };
}

const isSuccess = (result: Json | undefined): boolean => result !== undefined && SUCCESS.has(result);

function small(value: Json | undefined): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 100 ? value : null;
}
