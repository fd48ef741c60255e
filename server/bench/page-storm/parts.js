import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const SERVER = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = new URL('../../dist/bench-page-storm/', import.meta.url);
/** What of the server deals with incidents and messages, as sources. */
const PARTS = {
  clock: 'src/clock.ts',
  logger: 'src/observe/logger.ts',
  packaged: 'src/packaged.ts',
  'read-site': 'src/site/read-site.ts',
  'monitor-site': 'src/monitor-site.ts',
  monitor: 'src/core/monitor.ts',
  place: 'src/regions/incident-place.ts',
  journal: 'src/journal/journal.ts',
  sqlite: 'src/ledger/sqlite/index.ts',
  'ledger-writer': 'src/ledger/sqlite/thread/start.ts',
  checkpoints: 'src/ingest/checkpoints.ts',
  duty: 'src/duty.ts',
  settings: '../config/src/settings/server.ts',
};
const THREAD = 'ledger-thread';

/** The program of the thread that writes the ledger. */
export const ledgerThread = () => new URL(`${THREAD}.js`, FOLDER);

/** Everything that they export, by its name. */
export async function loadParts() {
  const bundle = await rolldown({
    cwd: SERVER,
    input: { ...PARTS, [THREAD]: 'src/ledger/sqlite/thread/main.ts' },
    platform: 'node',
    logLevel: 'warn',
    external: (id) => !/^(\.|\/|@fengsui\/config\/)/.test(id),
    preserveEntrySignatures: 'strict',
  });
  await bundle.write({ dir: fileURLToPath(FOLDER), format: 'esm', chunkFileNames: '[name]-[hash].js' });
  await bundle.close();
  const parts = await Promise.all(
    Object.keys(PARTS).map((name) => import(new URL(`${name}.js`, FOLDER).href)),
  );
  return Object.assign({}, ...parts);
}
