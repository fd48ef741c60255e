import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/** The folder of another workspace, wherever npm has put it. */
function packageFolder(name: 'config' | 'web' | 'server'): string {
  return dirname(require.resolve(`@fengsui/${name}/package.json`));
}

export const sampleSite = (): string => join(packageFolder('config'), 'sites', 'zhaoqing');
export const ownProbeSettings = (): string => join(packageFolder('config'), 'examples', 'own-probe.yaml');
export const builtPages = (): string => join(packageFolder('web'), 'dist');
/** The built programs of the threads beside the main one. */
export const threadPrograms = (): { storer: URL; ledger: URL } => ({
  storer: pathToFileURL(join(packageFolder('server'), 'dist', 'storer.js')),
  ledger: pathToFileURL(join(packageFolder('server'), 'dist', 'ledger.js')),
});
export const program = (): string => join(packageFolder('server'), 'bin', 'fengsui.js');

export function programVersion(): string {
  const text = readFileSync(join(packageFolder('server'), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
