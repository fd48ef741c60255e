import type { Clock } from '../clock.ts';

/** What is promised, or `otherwise` when it takes longer or fails. */
export function withinMs<T, U>(promised: Promise<T>, ms: number, otherwise: U, clock: Clock): Promise<T | U> {
  return new Promise((done) => {
    const cancel = clock.after(ms, () => done(otherwise));
    promised.then(
      (value) => {
        cancel();
        done(value);
      },
      () => {
        cancel();
        done(otherwise);
      },
    );
  });
}
