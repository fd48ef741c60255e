import type { Json } from '@fengsui/config/contract';
import { ServiceStandard } from '@fengsui/config/contract';
import { BUILT_IN_STANDARD } from './standard.ts';

/** The standard that was kept; the built-in one where none was, or where it no longer fits its schema. */
export function standardFrom(kept: Json | undefined): ServiceStandard {
  const parsed = ServiceStandard.safeParse(kept);
  return parsed.success ? parsed.data : BUILT_IN_STANDARD;
}
