import { isUtf8 } from 'node:buffer';

/**
 * Bytes that are no JSON, as the text of a recording: what is UTF-8 stands as it is; a byte that is
 * not stands as the lone surrogate U+DC00 + byte, as Python's `surrogateescape` has it, for no text
 * can hold one.
 */
export function rawOfBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.includes('\uFFFD') ? escapeBytes(bytes) : text;
}

export function bytesOfRaw(raw: string): Buffer {
  return ESCAPED.test(raw) ? Buffer.concat(raw.split(ESCAPED_PARTS).map(bytesOfPart)) : Buffer.from(raw);
}

/** A low surrogate that no high one goes before. */
const ESCAPED = /(?<![\uD800-\uDBFF])[\uDC80-\uDCFF]/;
const ESCAPED_PARTS = /((?<![\uD800-\uDBFF])[\uDC80-\uDCFF])/;
const ESCAPE_BASE = 0xdc00;

function bytesOfPart(part: string): Buffer {
  return part.length === 1 && ESCAPED.test(part)
    ? Buffer.from([part.charCodeAt(0) - ESCAPE_BASE])
    : Buffer.from(part);
}

function escapeBytes(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const length = lengthOfCharacter(bytes, i);
    text +=
      length === 0
        ? String.fromCharCode(ESCAPE_BASE + (bytes[i] ?? 0))
        : Buffer.from(bytes.subarray(i, i + length)).toString('utf8');
    i += Math.max(1, length);
  }
  return text;
}

/** Bytes of the UTF-8 character that begins here; 0 where none does. */
function lengthOfCharacter(bytes: Uint8Array, from: number): number {
  for (let length = 1; length <= 4 && from + length <= bytes.length; length++) {
    if (isUtf8(bytes.subarray(from, from + length))) return length;
  }
  return 0;
}
