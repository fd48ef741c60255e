import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

export interface Pages {
  folder: string;
  /** Bytes of everything a browser loads, compressed. */
  gzipBytes(): Promise<number>;
  remove(): Promise<void>;
}

/** The wall as it is delivered, built into a folder of its own. */
export async function buildPages(): Promise<Pages> {
  const folder = await mkdtemp(join(tmpdir(), 'fengsui-pages-'));
  const configFile = join(import.meta.dirname, '..', 'vite.config.ts');
  await build({ configFile, logLevel: 'warn', build: { outDir: folder } });
  return {
    folder,
    gzipBytes: async () => {
      const entries = await readdir(folder, { withFileTypes: true, recursive: true });
      const files = entries.filter((entry) => entry.isFile());
      const sizes = files.map(
        async ({ parentPath, name }) => gzipSync(await readFile(join(parentPath, name))).length,
      );
      return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
