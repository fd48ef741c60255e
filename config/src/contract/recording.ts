import { z } from 'zod';
import { TimeMs } from './ids.ts';

/** The broker had kept the message from before anybody listened; `false` where it does not stand. */
const retained = z.boolean().optional();

/**
 * A line of a recording, in order of `at` (arrival). In `raw`, a byte that is not UTF-8 stands as the
 * lone surrogate U+DC00 + byte.
 */
export const RecordingLine = z.union([
  z.object({ at: TimeMs, topic: z.string().max(1024), payload: z.json(), retained }),
  z.object({ at: TimeMs, topic: z.string().max(1024), raw: z.string(), retained }),
  z.object({ at: TimeMs, link: z.enum(['down', 'up']) }),
  z.object({ at: TimeMs, mark: z.literal('end') }),
]);
export type RecordingLine = z.infer<typeof RecordingLine>;
