import type { DeviceWindow } from '../port.ts';
import type { InfluxClient, Row } from './client.ts';
import { isName } from './names.ts';

/** Rows of each of the questions, whose texts end where their limit goes. */
export type AskWindow = (texts: readonly string[], window: DeviceWindow) => Promise<Row[][]>;

export const timeOf = (row: Row): number => Number(row['time']);

/** The last millisecond that InfluxDB knows, in the year 2262. */
const MAX_MS = 9_223_372_036_853;
/** Times are bound as text, which is exact. */
export const iso = (ms: number): string => new Date(Math.min(Math.max(ms, 0), MAX_MS)).toISOString();

/** InfluxQL reads LIMIT 0 as no limit at all. */
export function createAskWindow(client: InfluxClient): AskWindow {
  return async (texts, { device, from, to, limit }) => {
    if (limit < 1 || from >= to || !isName(device)) return [];
    const values = { device, from: iso(from), to: iso(to) };
    return client.ask(
      texts.map((text) => text + String(limit)),
      values,
    );
  };
}

/** Before the first upkeep there are no hours, nor the policy that keeps them. */
export async function orNothing(asking: Promise<Row[][]>): Promise<Row[]> {
  try {
    return (await asking).flat();
  } catch (error) {
    if (/retention policy not found/.test((error as Error).message)) return [];
    throw error;
  }
}
