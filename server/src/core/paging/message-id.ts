/** FNV-1a in two lanes with different seeds, as 16 hex digits. */
function fingerprint(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x5bd1e995);
  }
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

/**
 * The idempotency key of a message, from what it was begun for: decided anew after a crash, it is the
 * same. The count tells apart what one person hears of one incident again.
 */
export function messageId(of: readonly string[], count: number): string {
  return `pg-${count.toString(36)}-${fingerprint(of.join('\n'))}`;
}
