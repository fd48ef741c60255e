import { hashLanes, hashText } from '@fengsui/config/contract';

/**
 * The idempotency key of a message, from what it was begun for: decided anew after a crash, it is the
 * same. The count tells apart what one person hears of one incident again.
 */
export function messageId(of: readonly string[], count: number): string {
  return `pg-${count.toString(36)}-${hashText(hashLanes(of.join('\n')))}`;
}
