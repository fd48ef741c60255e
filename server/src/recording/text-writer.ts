import type { Writable } from 'node:stream';

const FLUSH_CHARS = 64 * 1024;

/** Writes lines in large pieces, no faster than the reader takes them. */
export interface TextWriter {
  line(text: string): void;
  /** Resolves when there is room for more; at once where nothing waits. */
  settle(): Promise<void>;
  /** Writes what there is, and resolves when there is room for more. */
  flush(): Promise<void>;
  /** Nobody reads any more. */
  isClosed(): boolean;
}

export function createTextWriter(out: Writable): TextWriter {
  let text = '';
  let isClosed = false;
  let trouble: Error | undefined;
  const freed: (() => void)[] = [];

  const free = (): void => {
    for (const resume of freed.splice(0)) resume();
  };
  out.on('drain', free);
  out.on('error', (error: NodeJS.ErrnoException) => {
    isClosed = true;
    if (error.code !== 'EPIPE') trouble = error;
    free();
  });

  async function flush(): Promise<void> {
    const piece = text;
    text = '';
    if (piece !== '' && !isClosed && !out.write(piece))
      await new Promise<void>((resolve) => freed.push(resolve));
    if (trouble) throw trouble;
  }

  return {
    line(line) {
      text += `${line}\n`;
    },
    settle: () => (text.length < FLUSH_CHARS ? Promise.resolve() : flush()),
    flush,
    isClosed: () => isClosed,
  };
}
