import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { missingParts } from './required.ts';
import type { MissingPart } from './required.ts';

const INSTALLER = fileURLToPath(new URL('install-debian.sh', import.meta.url));

/** The parts are there, or why not and what would help. */
export type Parts = { ok: true } | { ok: false; because: string };

/** Finds the parts of the real tests, and installs the missing ones where it may: on Debian, as root. */
export function ensureParts(): Parts {
  const missing = missingParts();
  if (missing.length === 0) return { ok: true };
  if (!mayInstall()) return { ok: false, because: advice(missing) };
  install(missing);
  const still = missingParts();
  return still.length === 0 ? { ok: true } : { ok: false, because: advice(still) };
}

const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Its progress goes to standard error: what counts the tests reads standard output. */
function install(missing: readonly MissingPart[]): void {
  const packages = missing.map((part) => part.package);
  process.stderr.write(`real tests: installing ${packages.join(', ')}\n`);
  spawnSync('/bin/sh', [INSTALLER, ...packages], { stdio: ['ignore', 2, 2] });
}

function advice(missing: readonly MissingPart[]): string {
  const names = missing.map((part) => part.name).join(', ');
  const packages = missing.map((part) => part.package).join(' ');
  return `missing: ${names}; on Debian: apt-get install ${packages}`;
}
