import { describe, expect, it } from 'vitest';
import type { Reply } from '../host.ts';
import { createFakeHost } from '../fake-host.ts';
import { reach } from './check.ts';

const SIGNAL = new AbortController().signal;
const took = (ms: number): Reply => ({ ok: true, ms });

const faultsOf = (settings: unknown) =>
  (reach.settings.safeParse(settings).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

describe('the check of reach', () => {
  it('is none without a target', () => {
    expect(reach.create(reach.settings.parse(undefined), createFakeHost())).toEqual([]);
  });

  it('tries each target in its own way, several times', async () => {
    const targets = [
      { name: 'hub', kind: 'tcp', host: '10.0.0.1', port: 1883 },
      { name: 'portal', kind: 'http', url: 'http://10.0.0.2/' },
      { name: 'names', kind: 'dns', query: 'example.com', server: '10.0.0.3:53' },
      { name: 'system_names', kind: 'dns', query: 'example.com' },
    ];
    const host = createFakeHost({
      replies: {
        'tcp 10.0.0.1 1883': [took(3), took(5), { ok: false, why: 'ECONNREFUSED' }],
        'http http://10.0.0.2/': [took(20)],
        'dns example.com 10.0.0.3:53': [took(7)],
      },
    });
    const [check] = reach.create(reach.settings.parse({ targets, attempts: 3 }), host);
    const outcome = await check!.run(SIGNAL);
    expect(outcome).toMatchObject({
      kind: 'measured',
      metrics: {
        'net.rtt_ms.hub': 4,
        'net.loss_pct.hub': 33.3,
        'net.rtt_ms.portal': 20,
        'net.rtt_ms.names': 7,
        'net.rtt_ms.system_names': null,
        'net.loss_pct.system_names': 100,
        'net.loss_pct': 33.3,
      },
    });
  });

  it('refuses settings that name nothing that can be tried', () => {
    const tcp = { name: 'hub', kind: 'tcp', host: '10.0.0.1', port: 1 };
    expect(faultsOf({ targets: [tcp, tcp] })).toEqual(['targets: names must differ']);
    expect(faultsOf({ targets: [{ ...tcp, name: 'Hub 1' }] })[0]).toContain(
      'targets.0.name: expected lower-case',
    );
    expect(faultsOf({ targets: [{ name: 'x', kind: 'http', url: 'ftp://x' }] })[0]).toContain(
      'expected a URL',
    );
    expect(faultsOf({ targets: [{ ...tcp, kind: 'ping' }] })).toHaveLength(1);
    expect(faultsOf({ attempts: 10, timeoutMs: 1_000 })).toEqual([
      'timeoutMs: attempts × timeoutMs must be at most 9000',
    ]);
  });

  it.each([
    ['10.0.0.1', true],
    ['10.0.0.1:5353', true],
    ['::1', true],
    ['[::1]:53', true],
    ['10.0.0.1:0', false],
    ['10.0.0.1:70000', false],
    ['ns.example', false],
    ['[10.0.0.1]:53', false],
  ])('takes %j for the address of a name server: %j', (server, fits) => {
    const targets = [{ name: 'names', kind: 'dns', query: 'example.com', server }];
    expect(faultsOf({ targets }).length === 0).toBe(fits);
  });
});
