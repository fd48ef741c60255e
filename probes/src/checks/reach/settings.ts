import { isIP } from 'node:net';
import { z } from 'zod';

const LONGEST_ROUND_MS = 9_000;

const name = z.string().regex(/^[a-z0-9_]{1,24}$/, 'expected lower-case letters, digits and _, at most 24');
const host = z.string().min(1).max(253);
const port = z.int().min(1).max(65_535);
const url = z
  .string()
  .max(2_048)
  .regex(/^https?:\/\/\S+$/, 'expected a URL like http://10.0.0.1/');
const server = z.string().max(64).refine(isServer, 'expected an address, or address:port');

const Target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tcp'), name, host, port }),
  z.strictObject({ kind: z.literal('http'), name, url }),
  /** Asks `server`, or the system's own servers, for the address of `query`. */
  z.strictObject({ kind: z.literal('dns'), name, query: host, server: server.optional() }),
]);
export type Target = z.infer<typeof Target>;

export const ReachSettings = z
  .strictObject({
    /** Without one, nothing is checked. */
    targets: z
      .array(Target)
      .max(16)
      .default([])
      .refine((all) => new Set(all.map((each) => each.name)).size === all.length, 'names must differ'),
    /** How often each target is tried in a round, one after the other. */
    attempts: z.int().min(1).max(10).default(4),
    timeoutMs: z.int().min(50).max(5_000).default(1_000),
  })
  .refine(({ attempts, timeoutMs }) => attempts * timeoutMs <= LONGEST_ROUND_MS, {
    error: `attempts × timeoutMs must be at most ${LONGEST_ROUND_MS}`,
    path: ['timeoutMs'],
  })
  .prefault({});
export type ReachSettings = z.infer<typeof ReachSettings>;

function isServer(text: string): boolean {
  if (isIP(text) !== 0) return true;
  const [, address = '', portText = ''] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(text) ?? [];
  const family = isIP(address);
  return (text.startsWith('[') ? family === 6 : family === 4) && port.safeParse(Number(portText)).success;
}
