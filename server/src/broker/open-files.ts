import { readFileSync } from 'node:fs';

/** Files, the journal, the stores, the web server and its viewers: what must be left when all devices are there. */
const OTHERS = 1_000;

/** How many files and connections the system lets this process have; undefined where it does not say (Linux does). */
function maxOpenFiles(): number | undefined {
  try {
    const told = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
    return told ? Number(told[1]) : undefined;
  } catch {
    return undefined;
  }
}

/** So many connections at most, that there is a file left for everything else. */
export function fittingConnections(wanted: number, maxFiles = maxOpenFiles()): number {
  return maxFiles === undefined ? wanted : Math.min(wanted, Math.max(1, maxFiles - OTHERS));
}
