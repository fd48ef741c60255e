import { appendFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from './dice.ts';

const SHARE = 0.4;
const MOST_BYTES = 400;

/** How long files were when their ends had been torn, by their names. */
export type Torn = Map<string, number>;

/**
 * What a crash in the middle of a write leaves behind: after the last whole record of a file, the
 * beginning of one more. Nothing of what was written before is touched, for that was on its way to nobody.
 */
export function tearLastWrites(data: string, dice: Dice, torn: Torn): void {
  const journal = join(data, 'journal');
  const segments = existsSync(journal)
    ? readdirSync(journal).filter((name) => name.endsWith('.journal'))
    : [];
  const newest = segments.sort().at(-1);
  if (newest !== undefined) tear(join(journal, newest), lengthFirst(4), { dice, torn });
  tear(join(data, 'ledger.sqlite-wal'), () => Buffer.alloc(0), { dice, torn });
  tear(join(data, 'series.duckdb.wal'), lengthFirst(8), { dice, torn });
}

interface Tearing {
  dice: Dice;
  torn: Torn;
}

function tear(file: string, begin: (length: number) => Buffer, { dice, torn }: Tearing): void {
  if (!existsSync(file) || !dice.chance(SHARE)) return;
  // Killed before it had even read its end: nobody can have been writing there.
  if (torn.get(file) === statSync(file).size) return;
  const there = dice.between(1, MOST_BYTES);
  const bytes = Uint8Array.from({ length: there }, () => dice.between(0, 255));
  appendFileSync(file, Buffer.concat([begin(there + dice.between(50, 1_000)), bytes]));
  torn.set(file, statSync(file).size);
}

/** Both files begin a record with its length, and that is more than there is. */
function lengthFirst(bytes: 4 | 8): (length: number) => Buffer {
  return (length) => {
    const head = Buffer.alloc(bytes);
    head.writeUInt32LE(length, 0);
    return head;
  };
}
