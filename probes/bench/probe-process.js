import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Clock ticks a second, as /proc counts processor time; 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Starts a probe as a box would, and reads from /proc what it takes. */
export function startProbe({ node, program, folder, url, T, sampleEveryS }) {
  const settings = join(folder, 'probe.yaml');
  const data = join(folder, 'data');
  writeFileSync(settings, JSON.stringify({ device: 'bench', T, sampleEveryS, mqtt: { url }, data }));
  const args = [program, '--settings', settings];
  const child = spawn(node, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH },
  });
  return {
    child,
    figures: () => ({ ...readProcess(child.pid), spoolBytes: bytesIn(join(data, 'spool')) }),
  };
}

function readProcess(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const io = readFileSync(`/proc/${pid}/io`, 'utf8');
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1).trim().split(' ');
  // utime, stime, and those of the programs that checks have run.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return {
    rssBytes: number(status, /VmRSS:\s+(\d+)/) * 1024,
    peakBytes: number(status, /VmHWM:\s+(\d+)/) * 1024,
    cpuS: ticks / TICKS,
    diskBytes: number(io, /^write_bytes: (\d+)/m),
  };
}

function number(text, pattern) {
  return Number(pattern.exec(text)?.[1] ?? 0);
}

function bytesIn(folder) {
  try {
    return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  } catch {
    return 0;
  }
}
