import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const SERVER = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = new URL('../dist/bench-series/', import.meta.url);

const PARTS = {
  duckdb: 'src/series/duckdb/index.ts',
  influx: 'src/series/influx/index.ts',
};

/** The adapters of the series store as they stand in the sources, for Node.js as it is. */
export async function loadSeries() {
  const bundle = await rolldown({
    cwd: SERVER,
    input: PARTS,
    platform: 'node',
    logLevel: 'warn',
    external: (id) => !/^(\.|\/|@fengsui\/config\/)/.test(id),
  });
  await bundle.write({ dir: fileURLToPath(FOLDER), format: 'esm', chunkFileNames: '[name]-[hash].js' });
  await bundle.close();
  const load = (name) => import(new URL(`${name}.js`, FOLDER).href);
  const [{ openDuckdbSeries }, { openInfluxSeries }] = await Promise.all([load('duckdb'), load('influx')]);
  return { openDuckdbSeries, openInfluxSeries };
}
