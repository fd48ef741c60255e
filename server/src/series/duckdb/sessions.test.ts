import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SeriesUnavailable } from '../port.ts';
import type { Dictionary } from './dictionary.ts';
import type { Sessions } from './sessions.ts';
import { startSessions } from './sessions.ts';

let folder: string;
let sessions: Sessions;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengsui-series-'));
  sessions = await startSessions({ file: join(folder, 'series.duckdb') });
});
afterEach(async () => {
  await sessions.close();
  rmSync(folder, { recursive: true });
});

const devices = async (_: unknown, dictionary: Dictionary) => [...dictionary.devices.keys()];
async function learnAndFail(_: unknown, dictionary: Dictionary): Promise<never> {
  dictionary.devices.set('ghost', { id: 1 });
  throw new Error('disk full');
}

describe('a session that failed', () => {
  it('is replaced by one that knows only what is in the file', async () => {
    await expect(sessions.write(learnAndFail)).rejects.toThrow(new SeriesUnavailable('disk full'));
    expect(await sessions.write(devices)).toEqual([]);
    expect(await sessions.read(devices)).toEqual([]);
  });

  it('runs nothing that was queued behind the failure', async () => {
    let ran = false;
    const first = sessions.write(learnAndFail);
    const second = sessions.write(async () => {
      ran = true;
    });
    await expect(first).rejects.toThrow('disk full');
    await expect(second).rejects.toThrow(new SeriesUnavailable('an earlier write failed: disk full'));
    expect(ran).toBe(false);
    expect(await sessions.write(devices)).toEqual([]);
  });

  it('gives up a read that takes too long, and goes on reading', async () => {
    await sessions.close();
    sessions = await startSessions({ file: join(folder, 'series.duckdb'), readTimeoutMs: 20 });
    const endless = 'SELECT sum(a.range + b.range) FROM range(1000000000) a, range(1000000000) b';
    const given = sessions.read((connection) => connection.run(endless));
    await expect(given).rejects.toThrow(SeriesUnavailable);
    expect(await sessions.read(devices)).toEqual([]);
  });

  it('is not replaced for a read that failed', async () => {
    await sessions.write(async (_, dictionary) => dictionary.devices.set('stb-1', { id: 1 }));
    const broken = sessions.read((connection) => connection.run('SELECT nothing FROM nowhere'));
    await expect(broken).rejects.toThrow(SeriesUnavailable);
    expect(await sessions.read(devices)).toEqual(['stb-1']);
  });
});
