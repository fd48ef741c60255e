import { z } from 'zod';
import { TimeMs } from './ids.ts';

/** A line of a recording, in order of `at` (arrival). */
export const RecordingLine = z.union([
  z.object({ at: TimeMs, topic: z.string().max(1024), payload: z.json() }),
  z.object({ at: TimeMs, topic: z.string().max(1024), raw: z.string() }),
  z.object({ at: TimeMs, link: z.enum(['down', 'up']) }),
  z.object({ at: TimeMs, mark: z.literal('end') }),
]);
export type RecordingLine = z.infer<typeof RecordingLine>;
