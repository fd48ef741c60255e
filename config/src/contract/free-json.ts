import { z } from 'zod';
import type { Json } from './incident.ts';

/** What `JSON.parse` bears and whoever walks it afterwards must bear too: far below what a stack holds. */
const MAX_NESTING = 64;

/**
 * JSON of any form, as it comes from `JSON.parse`, at most 64 deep. 64 KiB of brackets would end, by the
 * stack, every function that walks them by calling itself, `z.json()` among them.
 */
export const FreeJson = z.custom<Json>(
  (value) => value !== undefined && !isNestedDeeper(value, MAX_NESTING),
  `nested deeper than ${MAX_NESTING}`,
);

/** Level by level, so that no depth costs more than the values there are. */
function isNestedDeeper(value: unknown, levels: number): boolean {
  let level = [value].filter(isCompound);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= levels) return true;
    level = level.flatMap((compound) => Object.values(compound).filter(isCompound));
  }
  return false;
}

function isCompound(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
