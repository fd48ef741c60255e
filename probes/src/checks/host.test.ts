import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createHost } from './host.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'host-'));
mkdirSync(join(ROOT, 'proc'));
writeFileSync(join(ROOT, 'proc/uptime'), '12.50 20.00\n');
writeFileSync(join(ROOT, 'proc/loadavg'), '');

afterAll(() => {
  rmSync(ROOT, { recursive: true });
});

describe('the files of the host', () => {
  const host = createHost({ rootPath: ROOT });

  it('are read under the root that is given, up to a length', async () => {
    expect(await host.readText('/proc/uptime', 100)).toEqual({ ok: true, text: '12.50 20.00\n' });
    expect(await host.readText('/proc/uptime', 5)).toEqual({ ok: true, text: '12.50' });
    expect(await host.readText('/proc/loadavg', 100)).toEqual({ ok: true, text: '' });
  });

  it('say with the code of the system why they cannot be read', async () => {
    expect(await host.readText('/proc/none', 100)).toEqual({ ok: false, code: 'ENOENT' });
    expect(await host.readText('/proc', 100)).toEqual({ ok: false, code: 'EISDIR' });
  });

  it('are listed in order, and nothing is listed where there is no folder', async () => {
    expect(await host.list('/proc')).toEqual(['loadavg', 'uptime']);
    expect(await host.list('/sys')).toEqual([]);
  });
});

describe('the clocks of the host', () => {
  it('tell the date and a time that only grows', () => {
    const host = createHost();
    const before = host.monotonicMs();
    expect(host.nowMs()).toBeGreaterThan(Date.UTC(2024, 0));
    expect(host.monotonicMs()).toBeGreaterThanOrEqual(before);
  });
});
