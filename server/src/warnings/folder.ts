import type { Dirent } from 'node:fs';
import { lstat, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { CapMessage } from './cap-message.ts';
import { formatXmlFault, readCap } from './cap.ts';
import { MAX_XML_BYTES } from './xml.ts';

export interface WarningFolder {
  /** Looks now; one look at a time. */
  look(): Promise<void>;
  /** Why files cannot be taken; undefined while they can. */
  trouble(): string | undefined;
  stop(): void;
}

interface FolderParts {
  folder: string;
  take(message: CapMessage, via: string): { outcome: string };
  clock: Clock;
}

const LOOK_EVERY_MS = 2_000;
/** A file that ends before it is over may still be written to. */
const WAIT_FOR_REST_MS = 30_000;
const MAX_FILES_A_LOOK = 50;
const MAX_SEEN = 10_000;
const WANTED = /^[^.].*\.(xml|cap)$/i;

interface Seen {
  size: number;
  changedAt: number;
  /** Since when it has looked like this. */
  since: number;
}

/**
 * Takes warnings out of a folder. A file is read once it has stayed the same from one look to the next, and
 * then moved: to `taken`, or to `refused` with a file beside it that says why. Names that begin with a dot
 * or do not end in .xml or .cap are left alone.
 */
export function watchWarningFolder({ folder, take, clock }: FolderParts): WarningFolder {
  let seen = new Map<string, Seen>();
  let why: string | undefined;
  let isLooking = false;

  /** Undefined while it is still being written. */
  async function settledFor(name: string): Promise<{ ms: number; size: number } | undefined> {
    const { size, mtimeMs: changedAt } = await lstat(join(folder, name));
    const before = seen.get(name);
    const isSame = before?.size === size && before.changedAt === changedAt;
    if (isSame) return { ms: clock.now() - before.since, size };
    seen.set(name, { size, changedAt, since: clock.now() });
    return undefined;
  }

  async function lookAt(name: string): Promise<void> {
    const settled = await settledFor(name);
    if (!settled) return;
    if (settled.size > MAX_XML_BYTES) return refuse(name, [`is larger than ${MAX_XML_BYTES} bytes`]);
    const read = readCap(await readFile(join(folder, name)));
    if (!read.ok && read.isCut && settled.ms < WAIT_FOR_REST_MS) return;
    if (!read.ok) return refuse(name, read.faults.map(formatXmlFault));
    const { outcome } = take(read.message, `folder:${name}`);
    if (outcome === 'full') return;
    await moveTo('taken', name);
  }

  async function refuse(name: string, reasons: readonly string[]): Promise<void> {
    const kept = await moveTo('refused', name);
    await writeFile(`${kept}.reason.txt`, `${reasons.join('\n')}\n`);
  }

  /** Answers where it is now; one of the same name stays beside it. */
  async function moveTo(where: 'taken' | 'refused', name: string): Promise<string> {
    const home = join(folder, where);
    await mkdir(home, { recursive: true });
    const isThere = await lstat(join(home, name)).then(
      () => true,
      () => false,
    );
    const target = join(home, isThere ? `${clock.now()}-${name}` : name);
    await rename(join(folder, name), target);
    seen.delete(name);
    return target;
  }

  async function lookAround(): Promise<void> {
    const entries: Dirent[] = await readdir(folder, { withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile() && WANTED.test(entry.name))
      .map(({ name }) => name);
    const present = new Set(names);
    seen = new Map([...seen].filter(([name]) => present.has(name)).slice(0, MAX_SEEN));
    let failure: unknown;
    for (const name of names.sort().slice(0, MAX_FILES_A_LOOK))
      await lookAt(name).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') failure = error;
      });
    if (failure !== undefined) throw failure as Error;
  }

  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    try {
      await lookAround();
      why = undefined;
    } catch (error) {
      why = `the folder of warnings cannot be worked on (${codeOf(error)})`;
    } finally {
      isLooking = false;
    }
  }

  const stop = clock.every(LOOK_EVERY_MS, () => void look());
  return { look, trouble: () => why, stop };
}

/** Of the system, such as EACCES. */
function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'not known why';
}
