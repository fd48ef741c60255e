import { decodeBytes } from '@fengsui/config/contract';
import { connectAsync } from 'mqtt';
import type { Beat } from '../src/series/port.ts';

/** Births count in the sequence and are no samples: somebody has to see them. */
export interface Witness {
  /** As boot/seq. */
  births: ReadonlySet<string>;
  stop(): Promise<void>;
}

export async function watchBirths(url: string): Promise<Witness> {
  const births = new Set<string>();
  const client = await connectAsync(url, { reconnectPeriod: 50 });
  client.on('message', (topic, payload) => {
    const decoded = decodeBytes(topic, payload);
    if (!decoded.ok || decoded.message.verb !== 'birth') return;
    const { boot, seq } = decoded.message.body;
    births.add(`${boot}/${seq}`);
  });
  await client.subscribeAsync('fengsui/v1/+/birth/+', { qos: 1 });
  return { births, stop: () => client.endAsync(true) };
}

/** Every number from the first to the last of each life is there once, or was a birth. */
export function account(
  stored: readonly Beat[],
  births: ReadonlySet<string>,
): { doubled: string[]; missing: string[] } {
  const names = stored.map(({ boot, seq }) => `${boot}/${seq}`);
  const seen = new Set(names);
  const expected = [...new Set(stored.map(({ boot }) => boot))].flatMap((boot) => {
    const seqs = stored.filter((beat) => beat.boot === boot).map(({ seq }) => seq);
    const [low, high] = [Math.min(...seqs), Math.max(...seqs)];
    return Array.from({ length: high - low + 1 }, (_, i) => `${boot}/${low + i}`);
  });
  return {
    doubled: names.filter((name, i) => names.indexOf(name) !== i),
    missing: expected.filter((name) => !seen.has(name) && !births.has(name)),
  };
}
