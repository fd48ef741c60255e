import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createHost } from '../host.ts';
import { exec } from './check.ts';

const SIGNAL = new AbortController().signal;
const FOLDER = mkdtempSync(join(tmpdir(), 'exec-'));

afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

/** Writes a program that runs `script`, and the check for it. */
function createCheck(name: string, script: string, settings: object = {}) {
  const command = join(FOLDER, name);
  writeFileSync(command, `#!/bin/sh\n${script}\n`);
  chmodSync(command, 0o755);
  const [check] = exec.create(exec.settings.parse([{ name, command, ...settings }]), createHost());
  return { command, check: check!, run: () => check!.run(SIGNAL) };
}

describe('the check by a program', () => {
  it('takes the metrics that the program prints', async () => {
    const { check, run } = createCheck(
      'meter',
      'echo "{\\"pwr.mains_v\\": $1, \\"play.state\\": \\"$MODE\\"}"',
      {
        args: ['221.5'],
        env: { MODE: 'idle' },
        everyS: 60,
        timeoutS: 5,
      },
    );
    expect(await run()).toEqual({
      kind: 'measured',
      metrics: { 'pwr.mains_v': 221.5, 'play.state': 'idle' },
    });
    expect(check).toMatchObject({ name: 'exec.meter', everyMs: 60_000, deadlineMs: 6_000 });
  });

  it('says how a program ended badly', async () => {
    const { command, run } = createCheck('broken', 'echo "no meter on /dev/ttyS1" >&2; exit 3');
    expect(await run()).toEqual({ kind: 'failed', why: `${command} ended with 3: no meter on /dev/ttyS1` });
  });

  it('says that a program took too long', async () => {
    const { command, run } = createCheck('slow', 'sleep 60', { timeoutS: 0.2 });
    expect(await run()).toEqual({ kind: 'failed', why: `${command} did not end in time and was killed` });
  });

  it('says that a program wrote too much', async () => {
    const { command, run } = createCheck(
      'loud',
      'while :; do echo 0123456789012345678901234567890123456789; done',
    );
    expect(await run()).toEqual({ kind: 'failed', why: `${command} wrote too much and was killed` });
  });

  it('says what is wrong with the output', async () => {
    const { command, run } = createCheck('wrong', `echo '{"Volts": 1}'`);
    expect(await run()).toEqual({ kind: 'failed', why: `${command}: "Volts" is not the name of a metric` });
  });

  it('says that the program is missing', async () => {
    const [check] = exec.create(exec.settings.parse([{ name: 'x', command: '/nowhere/x' }]), createHost());
    expect(await check!.run(SIGNAL)).toEqual({ kind: 'failed', why: '/nowhere/x is not installed' });
  });

  it('is none without an entry, and has names that differ', () => {
    expect(exec.create(exec.settings.parse(undefined), createHost())).toEqual([]);
    const twice = [
      { name: 'x', command: '/bin/a' },
      { name: 'x', command: '/bin/b' },
    ];
    expect(exec.settings.safeParse(twice).error?.issues[0]?.message).toBe('names must differ');
    expect(exec.settings.safeParse([{ name: 'x', command: 'a\0b' }]).success).toBe(false);
  });
});
