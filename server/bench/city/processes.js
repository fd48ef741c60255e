import { readFileSync, readdirSync } from 'node:fs';

/** What Linux counts of a process. */

const TICKS_A_SECOND = 100;

/** Processor seconds of each thread, by its number, with its name: `{tid: {name, cpuS}}`. */
export function threadsOf(pid) {
  const threads = {};
  for (const tid of readdirSync(`/proc/${pid}/task`)) {
    const stat = readFileSync(`/proc/${pid}/task/${tid}/stat`, 'latin1');
    const after = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    threads[tid] = { name, cpuS: (Number(after[11]) + Number(after[12])) / TICKS_A_SECOND };
  }
  return threads;
}

/** Of all its threads, those that have ended too, in seconds. */
export function cpuOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const after = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(after[11]) + Number(after[12])) / TICKS_A_SECOND;
}

/** What the whole machine has worked, in seconds of a core. */
export function cpuOfMachine() {
  const [, user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'latin1')
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softirq) / TICKS_A_SECOND;
}

/** Resident now and at its highest, bytes. */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const kb = (key) => Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return { rss: kb('VmRSS') * 1024, peak: kb('VmHWM') * 1024 };
}
