import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { crc32 } from 'node:zlib';

/** Names this start of the machine. Where the system has no name for it, each start of the probe is one. */
export function machineStart(read = readLine): string {
  const id = read('/proc/sys/kernel/random/boot_id')?.replaceAll('-', '');
  return id && /^[0-9a-f]{32}$/.test(id) ? id.slice(0, 16) : newBootId();
}

/**
 * Sixteen hex digits that no other life of this device has; nothing has to be kept secret by them, and
 * what would make them so takes memory to load.
 */
export function newBootId(random: () => number = Math.random): string {
  const half = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return half() + half();
}

/**
 * A device id from what the machine calls itself, with a part that tells apart machines of one name,
 * as cloned boxes have.
 */
export function ownDeviceId(name = hostname(), read = readLine): string {
  const readable = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  const machine = read('/etc/machine-id') ?? read('/var/lib/dbus/machine-id') ?? name;
  const mark = crc32(`fengsui ${machine}`).toString(16).padStart(8, '0');
  return `${readable.slice(0, 40) || 'probe'}-${mark}`;
}

function readLine(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').slice(0, 256).trim() || undefined;
  } catch {
    return undefined;
  }
}
