import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Names this start of the machine. Where the system has no name for it, each start of the probe is one. */
export function machineStart(read = readLine): string {
  const id = read('/proc/sys/kernel/random/boot_id')?.replaceAll('-', '');
  return id && /^[0-9a-f]{32}$/.test(id) ? id.slice(0, 16) : newBootId();
}

export function newBootId(): string {
  return randomBytes(8).toString('hex');
}

/**
 * A device id from what the machine calls itself, with a part that tells apart machines of one name,
 * as cloned boxes have.
 */
export function ownDeviceId(name = hostname(), read = readLine): string {
  const readable = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  const machine = read('/etc/machine-id') ?? read('/var/lib/dbus/machine-id') ?? name;
  const mark = createHash('sha256').update(`fengsui ${machine}`).digest('hex').slice(0, 8);
  return `${readable.slice(0, 40) || 'probe'}-${mark}`;
}

function readLine(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').slice(0, 256).trim() || undefined;
  } catch {
    return undefined;
  }
}
