import { encodeLine } from './line.ts';
import { toJson } from './record.ts';
import type { Placed } from './runs.ts';

/** What was measured last and is not on disk yet. */
export interface Tail {
  /** Answers the line as it will be written, and what had to go to keep the tail bounded. */
  add(placed: Placed): { line: string; lost: readonly Placed[] };
  all(): readonly Placed[];
  lines(): readonly string[];
  bytes(): number;
  clear(): void;
}

export function createTail(maxBytes: number): Tail {
  let placed: Placed[] = [];
  let lines: string[] = [];
  let bytes = 0;

  function shrink(): Placed[] {
    let count = 0;
    for (; bytes > maxBytes && count < lines.length - 1; count++) {
      bytes -= Buffer.byteLength(lines[count] ?? '');
    }
    lines = count > 0 ? lines.slice(count) : lines;
    return placed.splice(0, count);
  }

  return {
    add(one) {
      const line = encodeLine(toJson({ kind: 'entry', entry: one.entry }));
      placed.push(one);
      lines.push(line);
      bytes += Buffer.byteLength(line);
      return { line, lost: shrink() };
    },
    all: () => placed,
    lines: () => lines,
    bytes: () => bytes,
    clear() {
      placed = [];
      lines = [];
      bytes = 0;
    },
  };
}
