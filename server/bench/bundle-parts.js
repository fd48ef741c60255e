import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const SERVER = fileURLToPath(new URL('..', import.meta.url));

/** Beside the program's own build, so that packages are found from there. */
export const BUNDLES = fileURLToPath(new URL('../dist/bench/', import.meta.url));

/** What is measured by itself, as sources. */
const PARTS = {
  monitor: 'src/core/monitor.ts',
  fleet: 'src/core/fleet/fleet.ts',
  tally: 'src/core/fleet/tally.ts',
  plant: 'src/core/plant/plant.ts',
  outage: 'src/core/outage/detector.ts',
  contract: '../config/src/contract/index.ts',
  quarter: 'src/core/signal/simulated-quarter.ts',
  packaged: 'src/packaged.ts',
  'read-site': 'src/site/read-site.ts',
  'scale-site': 'src/drill/scale-site.ts',
  'stage-scenario': 'src/drill/stage-scenario.ts',
  rehearse: 'src/drill/rehearse.ts',
  'monitor-site': 'src/monitor-site.ts',
};

/** The sources as they are, for Node.js as it is. */
export async function bundleParts() {
  const bundle = await rolldown({
    cwd: SERVER,
    input: PARTS,
    platform: 'node',
    logLevel: 'warn',
    external: (id) => !/^(\.|\/|@fengsui\/config\/)/.test(id),
    preserveEntrySignatures: 'strict',
  });
  await bundle.write({
    dir: BUNDLES,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  });
  await bundle.close();
}

export function loadPart(name) {
  return import(new URL(`${name}.js`, new URL('../dist/bench/', import.meta.url)).href);
}
