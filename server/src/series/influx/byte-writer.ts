/** Writes text as UTF-8 bytes one after the other, without making strings on the way. */
export interface ByteWriter {
  ascii(text: string): void;
  text(text: string): void;
  bytes(bytes: Uint8Array): void;
  /** A whole number, not negative. */
  integer(value: number): void;
  /** A finite number, so that it reads back as the same. */
  number(value: number): void;
  length(): number;
  /** Forgets what came after `length`. */
  cut(length: number): void;
  written(): Buffer;
}

const ZERO = 48;
const MINUS = 45;
const DOT = 46;
const MILLION = 1_000_000;
const LONGEST_NUMBER = 32;

export function createByteWriter(size: number): ByteWriter {
  let buffer = Buffer.allocUnsafe(Math.max(size, LONGEST_NUMBER));
  let at = 0;

  function room(bytes: number): void {
    if (at + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * buffer.length + bytes);
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
  }

  function ascii(text: string): void {
    room(text.length);
    for (let i = 0; i < text.length; i++) buffer[at++] = text.charCodeAt(i);
  }

  /** At least `width` digits of a number below 2^31. */
  function digits(value: number, width: number): void {
    let count = width;
    for (let limit = 10 ** width; limit <= value; limit *= 10) count++;
    let rest = value;
    for (let place = at + count - 1; place >= at; place--) {
      const next = (rest / 10) | 0;
      buffer[place] = ZERO + rest - next * 10;
      rest = next;
    }
    at += count;
  }

  function integer(value: number): void {
    room(LONGEST_NUMBER);
    const high = Math.floor(value / MILLION);
    if (high === 0) return digits(value, 1);
    if (high >= 1_000 * MILLION) return ascii(String(value));
    digits(high, 1);
    digits(value - high * MILLION, 6);
  }

  /** Most of what is measured has three decimals at the most, of which the nearest number is unique. */
  function number(value: number): void {
    const thousandths = Math.round(Math.abs(value) * 1_000);
    if (thousandths >= 1_000_000_000 || thousandths / 1_000 !== Math.abs(value)) return ascii(String(value));
    room(LONGEST_NUMBER);
    if (value < 0) buffer[at++] = MINUS;
    const whole = (thousandths / 1_000) | 0;
    digits(whole, 1);
    const rest = thousandths - whole * 1_000;
    if (rest === 0) return;
    buffer[at++] = DOT;
    if (rest % 100 === 0) digits(rest / 100, 1);
    else if (rest % 10 === 0) digits(rest / 10, 2);
    else digits(rest, 3);
  }

  return {
    ascii,
    integer,
    number,
    text(text) {
      if (text.length > 64 || !isAscii(text)) {
        room(3 * text.length);
        at += buffer.write(text, at);
      } else ascii(text);
    },
    bytes(bytes) {
      room(bytes.length);
      for (let i = 0; i < bytes.length; i++) buffer[at++] = bytes[i] ?? 0;
    },
    length: () => at,
    cut: (length) => void (at = length),
    written: () => buffer.subarray(0, at),
  };
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
