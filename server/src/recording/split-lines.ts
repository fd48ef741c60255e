import { isUtf8 } from 'node:buffer';

/** A line longer than this is no line of a recording, bytes. */
export const MAX_LINE_BYTES = 1024 * 1024;

export interface LineSink {
  line(text: string): void;
  /** A line that cannot be text: over `MAX_LINE_BYTES`, or not UTF-8. */
  unreadable(because: 'line_length' | 'line_utf8'): void;
}

/** Cuts a stream of bytes into lines. Holds no more than one line, and that is bounded. */
export interface LineSplitter {
  push(chunk: Buffer): void;
  /** What stands after the last line feed; undefined where nothing does, or nothing that can be a line. */
  end(): string | undefined;
}

const LF = 0x0a;
const CR = 0x0d;

export function createLineSplitter(sink: LineSink): LineSplitter {
  /** The beginning of a line whose end has not come yet. */
  let parts: Buffer[] = [];
  let held = 0;
  let isSkipping = false;

  function give(bytes: Buffer, isText: boolean): void {
    const length = bytes.at(-1) === CR ? bytes.length - 1 : bytes.length;
    if (length === 0) return;
    if (length > MAX_LINE_BYTES) sink.unreadable('line_length');
    else if (!isText && !isUtf8(bytes)) sink.unreadable('line_utf8');
    else sink.line(bytes.toString('utf8', 0, length));
  }

  function hold(bytes: Buffer): void {
    if (isSkipping || bytes.length === 0) return;
    held += bytes.length;
    parts.push(bytes);
    if (held <= MAX_LINE_BYTES + 1) return;
    isSkipping = true;
    parts = [];
  }

  /** Ends the line that was held. */
  function release(): void {
    if (isSkipping) sink.unreadable('line_length');
    else if (held > 0) give(Buffer.concat(parts), false);
    parts = [];
    held = 0;
    isSkipping = false;
  }

  return {
    push(chunk) {
      const firstEnd = chunk.indexOf(LF);
      if (firstEnd < 0) return hold(Buffer.from(chunk));
      hold(chunk.subarray(0, firstEnd));
      release();
      const isText = isUtf8(chunk.subarray(firstEnd + 1, chunk.lastIndexOf(LF)));
      let from = firstEnd + 1;
      for (let to = chunk.indexOf(LF, from); to >= 0; to = chunk.indexOf(LF, from)) {
        give(chunk.subarray(from, to), isText);
        from = to + 1;
      }
      // A copy: the reader may use its buffer again.
      hold(Buffer.from(chunk.subarray(from)));
    },
    end() {
      const tail = Buffer.concat(parts).toString().trimEnd();
      parts = [];
      held = 0;
      if (isSkipping) release();
      return tail === '' ? undefined : tail;
    },
  };
}
