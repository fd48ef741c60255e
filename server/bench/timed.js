/**
 * Processor time that something took, ms: what other programs do on the machine does not count, what the
 * collector and the compiler do on the side does.
 */
export function timed(run) {
  const from = process.cpuUsage();
  run();
  return cpuMs(process.cpuUsage(from));
}

export async function timedAsync(run) {
  const from = process.cpuUsage();
  await run();
  return cpuMs(process.cpuUsage(from));
}

export function cpuMs({ user, system }) {
  return (user + system) / 1000;
}

export function perSecond(count, ms) {
  return (count / ms) * 1000;
}

/** What is in use after everything that nobody needs has been let go, bytes. */
export function bytesInUse() {
  for (let i = 0; i < 3; i++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
