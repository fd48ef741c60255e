import { crc32 } from 'node:zlib';

/** A line longer than this is damage, not data. */
const MAX_LINE_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
const SPACE = 0x20;
/** Eight hex digits and a space. */
const HEAD_BYTES = 9;

export interface Line {
  /** Undefined where the bytes are not what was written. */
  value: unknown;
  /** Where the next line starts. */
  end: number;
}

/**
 * `{crc32 of the JSON, 8 hex digits} {JSON}\n`. Text, so that a spool can be read by a person, and so
 * that after damage reading goes on at the next line instead of losing the rest of the file.
 */
export function encodeLine(value: unknown): string {
  const json = JSON.stringify(value);
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
}

/** Every line that ends, in order. What stands after the last newline is a torn write and no line. */
export function* decodeLines(bytes: Buffer): Generator<Line> {
  let start = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, start)) {
    yield { value: decodeOne(bytes.subarray(start, at)), end: at + 1 };
    start = at + 1;
  }
}

function decodeOne(line: Buffer): unknown {
  if (line.length <= HEAD_BYTES || line.length > MAX_LINE_BYTES || line[HEAD_BYTES - 1] !== SPACE) {
    return undefined;
  }
  const json = line.subarray(HEAD_BYTES);
  if (line.toString('latin1', 0, HEAD_BYTES - 1) !== crc32(json).toString(16).padStart(8, '0')) {
    return undefined;
  }
  try {
    return JSON.parse(json.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
