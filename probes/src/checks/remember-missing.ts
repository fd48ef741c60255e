import type { Host } from './host.ts';
import type { Pause } from './pause.ts';
import { createPause, RARELY_MS } from './pause.ts';
import { isMissing } from './program-fault.ts';

/** Runs programs as the host does, but looks only rarely for one that is not installed. */
export function createRememberingRun(host: Host): Host['run'] {
  const pauses = new Map<string, Pause>();
  return async (command, args, limits) => {
    const pause = pauses.get(command) ?? createPause(host.monotonicMs, RARELY_MS);
    pauses.set(command, pause);
    if (!pause.isOver()) return { end: 'not_started', code: 'ENOENT' };
    const end = await host.run(command, args, limits);
    if (isMissing(end)) pause.begin();
    return end;
  };
}
