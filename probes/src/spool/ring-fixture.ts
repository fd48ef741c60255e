import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RingLimits } from './disk-ring.ts';
import type { OpenedRing } from './open-ring.ts';
import { openRing } from './open-ring.ts';
import type { Entry } from './record.ts';

/** A data folder, a folder that stands for memory, and a machine, for tests of the ring. */
export interface Box {
  folder: string;
  memory: string;
  machine: string;
  up: number;
  ts: number;
  faults: string[];
  open(limits?: Partial<RingLimits>): OpenedRing;
  /** The mains fails: memory is gone, and the machine starts anew. */
  losePower(): void;
  segments(): { path: string; bytes: number }[];
  remove(): void;
}

export const DAY_S = 86_400;

export function createBox({ hasMemory = true } = {}): Box {
  const root = mkdtempSync(join(tmpdir(), 'ring-'));
  let boots = 0;
  let machines = 0;
  const box: Box = {
    folder: join(root, 'data'),
    memory: join(root, 'memory'),
    machine: 'machine-0',
    up: 1_000,
    ts: Date.UTC(2026, 0, 1),
    faults: [],
    open: (limits) =>
      openRing({
        folder: box.folder,
        memoryFolder: hasMemory ? box.memory : undefined,
        limits: { maxBytes: 32 * 1024 * 1024, maxAgeS: DAY_S, ...limits },
        machine: box.machine,
        clocks: () => ({ up: box.up, ts: box.ts }),
        newBoot: () => (++boots).toString(16).padStart(16, '0'),
        onDisk: (fault) => void (fault && box.faults.push(String(fault))),
      }),
    losePower() {
      rmSync(box.memory, { recursive: true });
      mkdirSync(box.memory);
      box.machine = `machine-${++machines}`;
      box.up = 10;
    },
    segments: () =>
      readdirSync(join(box.folder, 'spool')).map((name) => {
        const path = join(box.folder, 'spool', name);
        return { path, bytes: statSync(path).size };
      }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  mkdirSync(box.folder);
  mkdirSync(box.memory);
  return box;
}

/** Cuts bytes off the newest file, as a mains failure does. */
export function tear(box: Box, bytes: number): void {
  const last = box.segments().at(-1);
  if (last) truncateSync(last.path, Math.max(0, last.bytes - bytes));
}

export function entriesOf({ ring }: OpenedRing, boot: string): Entry[] {
  return [...ring.find(boot, [0, Number.MAX_SAFE_INTEGER])].map(({ entry }) => entry);
}

export function waitingOf({ ring }: OpenedRing): string[] {
  return [...ring.waiting([])].map(({ entry }) => `${entry.boot}/${entry.seq}`);
}
