import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const SERVER = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = new URL('../../dist/bench-weak-areas/', import.meta.url);

const PARTS = {
  duckdb: 'src/series/duckdb/index.ts',
  influx: 'src/series/influx/index.ts',
  clock: 'src/clock.ts',
  bins: 'src/core/weak-area/level-bins.ts',
  week: 'src/weak-areas/read-week.ts',
};

/** The series stores, and what stands on them, as they stand in the sources. */
export async function loadParts() {
  const bundle = await rolldown({
    cwd: SERVER,
    input: PARTS,
    platform: 'node',
    logLevel: 'warn',
    external: (id) => !/^(\.|\/|@fengsui\/config\/)/.test(id),
    preserveEntrySignatures: 'strict',
  });
  await bundle.write({ dir: fileURLToPath(FOLDER), format: 'esm', chunkFileNames: '[name]-[hash].js' });
  await bundle.close();
  const loaded = await Promise.all(
    Object.keys(PARTS).map((name) => import(new URL(`${name}.js`, FOLDER).href)),
  );
  return Object.assign({}, ...loaded);
}
