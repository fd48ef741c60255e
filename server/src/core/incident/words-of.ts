import type { Json } from '@fengsui/config/contract';
import { Words } from '@fengsui/config/contract';

/** The sentence that a detector gave; null where it gave none. */
export function wordsOf(because: Readonly<Record<string, Json>>): Words | null {
  const words = Words.safeParse(because['words']);
  return words.success ? words.data : null;
}
