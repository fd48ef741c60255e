import type { Log } from '../log.ts';
import { reasonOf } from '../log.ts';

/** Says once that the disk takes nothing, and once that it does again. */
export function createDiskWatch(log: Log): (fault: unknown) => void {
  let isBad = false;
  return (fault) => {
    if ((fault !== undefined) === isBad) return;
    isBad = !isBad;
    if (isBad)
      log.error({ reason: reasonOf(fault) }, 'the disk takes nothing: kept in memory as far as it goes');
    else log.info({}, 'the disk takes everything again');
  };
}
