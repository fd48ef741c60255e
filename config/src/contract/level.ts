import { z } from 'zod';
import { Actor } from './handling.ts';
import { AreaCode, TimeMs } from './ids.ts';
import { ResponseLevel } from './service.ts';

/** A response level that somebody, a calendar or a warning has switched on for a region. */
export const LevelEntry = z.strictObject({
  id: z.string().min(1).max(128),
  level: ResponseLevel,
  region: AreaCode,
  from: TimeMs,
  /** Null: until somebody ends it. */
  to: TimeMs.nullable(),
  source: z.enum(['hand', 'calendar', 'warning']),
  /** What a person reads: why, or the warning's headline. */
  why: z.string().trim().min(1).max(512),
  by: Actor,
});
export type LevelEntry = z.infer<typeof LevelEntry>;
