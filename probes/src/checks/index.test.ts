import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectConforming } from './expect-conforming.ts';
import { createHost } from './host.ts';
import { checks, ChecksSettings, createChecks } from './index.ts';
import { createFakeLog } from './fake-checks.ts';
import { createCheckRunner } from './run-checks.ts';

const faultsOf = (settings: unknown) =>
  (ChecksSettings.safeParse(settings).error?.issues ?? []).map(({ path }) => path.join('.'));

describe('the registry of checks', () => {
  it('holds every folder', () => {
    const entries = readdirSync(new URL('.', import.meta.url), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(Object.keys(checks).sort()).toEqual(folders.sort());
  });

  it('asks for all that needs no settings where nothing is set', () => {
    const created = createChecks(ChecksSettings.parse(undefined), createHost());
    expect(created.map(({ name }) => name)).toEqual([
      'system',
      'interfaces',
      'wifi',
      'dvb',
      'cellular',
      'power',
    ]);
  });

  it('creates what the settings ask for, each with a name of its own', () => {
    const settings = ChecksSettings.parse({
      ...Object.fromEntries(
        ['system', 'interfaces', 'wifi', 'dvb', 'cellular'].map((kind) => [kind, { enabled: false }]),
      ),
      reach: { targets: [{ name: 'hub', kind: 'tcp', host: '10.0.0.1', port: 1883 }] },
      exec: [
        { name: 'power', command: '/bin/true' },
        { name: 'meter', command: '/bin/true' },
      ],
    });
    const names = createChecks(settings, createHost()).map(({ name }) => name);
    expect(names).toEqual(['reach', 'power', 'exec.power', 'exec.meter']);
  });

  it('names what is wrong in the settings by its place', () => {
    expect(faultsOf({ ping: {} })).toEqual(['']);
    expect(
      faultsOf({ dvb: { adapter: -1, colour: 1 }, exec: [{ name: 'x' }], reach: { attempts: 0 } }).sort(),
    ).toEqual(['dvb', 'dvb.adapter', 'exec.0.command', 'reach.attempts']);
  });
});

describe('the checks on this very machine', () => {
  it('measure it in the terms of the contract', async () => {
    const runner = createCheckRunner(createChecks(ChecksSettings.parse({}), createHost()), createFakeLog());
    const metrics = await runner.sample(new AbortController().signal);
    expectConforming(metrics);
  });
});
