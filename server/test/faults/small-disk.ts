import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own of so many bytes, in memory, that can be filled. */
export interface SmallDisk {
  folder: string;
  /** Fills it up to so many bytes. */
  fill(leave: number): void;
  /** Takes away what it was filled with. */
  clear(): void;
  free(): number;
  remove(): void;
}

/** Undefined where nothing can be mounted: only root may. */
export function mountSmallDisk(bytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'fengsui-test', folder]);
  if (mounted.status !== 0) {
    rmdirSync(folder);
    return undefined;
  }
  const ballast = join(folder, 'ballast');
  const free = (): number => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    fill: (leave) => writeFileSync(ballast, Buffer.alloc(Math.max(0, free() - leave), 1)),
    clear: () => rmSync(ballast, { force: true }),
    free,
    remove() {
      spawnSync('umount', ['-l', folder]);
      rmdirSync(folder);
    },
  };
}
