import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '@fengsui/config/contract';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { killAll, run } from '../../test/processes.ts';
import { until } from '../../test/until.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drill-'));
});

afterEach(() => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

/** What it keeps must be gone at the end, so it is given a place where one can look. */
const drill = (...args: string[]) => run(['drill', ...args], { TMPDIR: folder });

async function addressOf({ output }: { output(): string }): Promise<string> {
  return until(
    'the drill to say where it listens',
    () => /http:\/\/localhost:\d+(?=\/api)/.exec(output())?.[0],
  );
}

function firstSnapshot(base: string): Promise<Snapshot> {
  const socket = io(`${base}/live`, { transports: ['websocket'] });
  socket.on('connect', () => socket.emit('subscribe', { region: '' }));
  return new Promise<Snapshot>((resolve) => socket.once('snapshot', resolve)).finally(() => socket.close());
}

describe('fengsui drill', () => {
  it(
    'plays a fibre cut at 60 times the speed with 200 devices, finds it, and leaves nothing behind',
    { timeout: 600_000 },
    async () => {
      const running = drill('--scenario', 'fibre-cut', '--devices', '200', '--speed', '60');
      const snapshot = await firstSnapshot(await addressOf(running));
      expect(Object.values(snapshot.state.server)[0]).toMatchObject({ drill: true, invented: true });
      expect(await running.exited, running.output()).toBe(0);
      expect(running.output()).toContain('演练 DRILL');
      expect(running.output()).toMatch(/held +outage at pon-\S+ \+\d+\.\d s LINK/);
      expect(running.output()).toContain('drill: fibre-cut held');
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('stops when it is asked to, and leaves nothing behind', async () => {
    const running = drill('--devices', '100', '--speed', '1', '--keep');
    await until('the devices to be born', () => running.output().includes('100 devices are born'), 60_000);
    expect(await running.kill('SIGTERM')).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lists its scenarios, and refuses what is not one', async () => {
    const list = drill('--list');
    expect(await list.exited).toBe(0);
    expect(list.output()).toContain('fibre-cut');
    const wrong = drill('--scenario', 'no-such', '--devices', '7');
    expect(await wrong.exited).toBe(2);
    expect(wrong.output()).toContain('there is no scenario no-such');
    const few = drill('--devices', '7');
    expect(await few.exited).toBe(2);
    expect(few.output()).toContain('--devices takes 100 to 100000, not 7');
  });
});
