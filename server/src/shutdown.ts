import type { Logger } from './observe/logger.ts';

/** What was started is stopped in reverse; one part that fails to stop does not keep the others from it. */
export interface Shutdown {
  onStop(name: string, stop: () => void | Promise<void>): void;
  run(): Promise<void>;
}

export function createShutdown(log: Logger): Shutdown {
  const steps: { name: string; stop: () => void | Promise<void> }[] = [];
  let running: Promise<void> | undefined;

  async function runAll(): Promise<void> {
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await step.stop();
      } catch (error) {
        log.error({ err: error, part: step.name }, 'a part did not stop as it should');
      }
    }
  }

  return {
    onStop: (name, stop) => void steps.push({ name, stop }),
    run: () => (running ??= runAll()),
  };
}
