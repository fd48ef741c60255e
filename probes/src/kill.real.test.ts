import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestBroker } from './broker-fixture.ts';
import { startBroker, until } from './broker-fixture.ts';

const LIVES = 12;
const DEVICE = 'gw-kill';

let root: string;
let program: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'kill-'));
  program = join(root, 'probe.mjs');
  const bundle = await rolldown({
    input: fileURLToPath(new URL('main.ts', import.meta.url)),
    platform: 'node',
    logLevel: 'silent',
  });
  await bundle.write({ file: program, format: 'esm', codeSplitting: false });
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Repeatable chance; the seed is in the title of whatever fails. */
function createChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function startProbe(settings: string): ChildProcess {
  const environment = { PATH: '/usr/bin:/bin' };
  return spawn(process.execPath, [program, '--settings', settings], { env: environment, stdio: 'ignore' });
}

function writeSettings(name: string, url: string, memory: string): { file: string; data: string } {
  const file = join(root, `${name}.yaml`);
  const data = join(root, name);
  // Everything that moves at all is news, so that there is much to lose.
  const settings = {
    device: DEVICE,
    T: 1,
    sampleEveryS: 0.1,
    deadbands: { 'sys.cpu_pct': 0, 'sys.load1': 0, 'sys.mem_pct': 0, 'sys.uptime_s': 0, 'probe.rss_mb': 0 },
    mqtt: { url, reconnectBaseS: 0.1 },
    data,
    spool: { memory, flushS: 2 },
  };
  writeFileSync(file, JSON.stringify(settings));
  return { file, data };
}

interface Account {
  boots: Set<string>;
  /** What came under each number; `birth` stands for itself. */
  told: Map<string, Set<string>>;
}

function account({ messages }: TestBroker): Account {
  const boots = new Set<string>();
  const told = new Map<string, Set<string>>();
  const note = (boot: string, seq: number, content: string) => {
    boots.add(boot);
    const key = `${boot}/${seq}`;
    told.set(key, (told.get(key) ?? new Set()).add(content));
  };
  for (const { verb, body } of messages) {
    if (verb === 'birth') note(body.boot, body.seq, JSON.stringify([body.ts, {}]));
    if (verb === 'data') note(body.boot, body.seq, JSON.stringify([body.ts, body.m]));
    if (verb === 'hist') {
      for (const { seq, ts, m } of body.samples) note(body.boot, seq, JSON.stringify([ts, m]));
    }
  }
  return { boots, told };
}

/** The number that the next life would have begun with: what the spool says at an orderly end. */
function nextNumber(data: string): number {
  const folder = join(data, 'spool');
  const last = readdirSync(folder).sort().at(-1) ?? '';
  const line = readFileSync(join(folder, last), 'utf8').trimEnd().split('\n').at(-1) ?? '';
  return (JSON.parse(line.slice(9)) as { closed: { next: number } }).closed.next;
}

async function torment(broker: TestBroker, settings: string, seed: number): Promise<void> {
  const chance = createChance(seed);
  let isUp = true;
  for (let life = 0; life < LIVES; life++) {
    const probe = startProbe(settings);
    for (let blow = chance(3); blow >= 0; blow--) {
      await wait(200 + chance(500));
      if (isUp) await broker.goDown();
      else await broker.comeBack();
      isUp = !isUp;
    }
    await wait(chance(300));
    probe.kill('SIGKILL');
    await once(probe, 'exit');
  }
  if (!isUp) await broker.comeBack();
}

describe('a probe that is killed at any moment, while the broker comes and goes', () => {
  it.each([
    { name: 'memory', seed: 20_261_122 },
    { name: 'none', seed: 7 },
  ])(
    'loses no number and tells no two things under one (memory: $name, seed $seed)',
    async ({ name, seed }) => {
      const broker = await startBroker();
      const memory = name === 'none' ? 'none' : join(root, 'shm');
      if (memory !== 'none') mkdirSync(memory, { recursive: true });
      const { file, data } = writeSettings(name, broker.url, memory);
      await torment(broker, file, seed);
      const last = startProbe(file);
      const births = () => broker.messages.filter(({ verb }) => verb === 'birth').length;
      const before = births();
      await until(() => births() > before, 'a birth of the last life', 30_000);
      const isComplete = () => {
        const { boots, told } = account(broker);
        const numbers = [...told.keys()].map((key) => Number(key.split('/')[1]));
        return boots.size === 1 && Math.max(...numbers) + 1 === told.size;
      };
      await until(isComplete, 'every number', 30_000);
      last.kill('SIGTERM');
      expect(await once(last, 'exit')).toEqual([0, null]);
      await until(() => account(broker).told.size === nextNumber(data), 'the last numbers', 5_000);

      const { boots, told } = account(broker);
      expect(boots.size).toBe(1);
      expect(told.size).toBeGreaterThan(LIVES * 3);
      for (const [key, contents] of told) expect([...contents], key).toHaveLength(1);
      expect(broker.wrong).toEqual([]);
      await broker.close();
    },
    120_000,
  );
});
