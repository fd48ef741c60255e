import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectConforming } from '../expect-conforming.ts';
import type { FileText } from '../host.ts';
import { chooseInterfaces, MAX_INTERFACES, matches } from './choose.ts';
import { interfaceMetrics, isLinkUp, parseTraffic, trafficRate } from './parse.ts';

const says = (text: string): FileText => ({ ok: true, text });
const refuses = (code: string): FileText => ({ ok: false, code });

describe('an interface', () => {
  it.each([
    [says('1\n'), says('up\n'), true],
    [says('1\n'), says('unknown\n'), true],
    [says('1\n'), refuses('ENOENT'), true],
    [says('0\n'), says('down\n'), false],
    [says('1\n'), says('dormant\n'), false],
    [says('1\n'), says('lowerlayerdown\n'), false],
    [refuses('EINVAL'), says('down\n'), false],
    [refuses('EINVAL'), says('up\n'), false],
  ])('whose carrier is %j and state %j has its link up: %j', (carrier, operstate, up) => {
    expect(isLinkUp(carrier, operstate)).toBe(up);
  });

  it('has a rate between two readings', () => {
    const rate = trafficRate(
      { rxBytes: 0, txBytes: 500, atMs: 0 },
      { rxBytes: 1000, txBytes: 500, atMs: 2000 },
    );
    expect(rate).toEqual({ rxBps: 4000, txBps: 0 });
  });

  it('has no rate where a counter began anew or hardly any time has passed', () => {
    const before = { rxBytes: 1000, txBytes: 1000, atMs: 0 };
    expect(trafficRate(before, { rxBytes: 10, txBytes: 2000, atMs: 1000 })).toBeUndefined();
    expect(trafficRate(before, { rxBytes: 2000, txBytes: 10, atMs: 1000 })).toBeUndefined();
    expect(trafficRate(before, { rxBytes: 2000, txBytes: 2000, atMs: 5 })).toBeUndefined();
  });

  it('never has a negative or an infinite rate', () => {
    const counters = fc.record({
      rxBytes: fc.double({ min: 0, max: 2 ** 64, noNaN: true }),
      txBytes: fc.double({ min: 0, max: 2 ** 64, noNaN: true }),
      atMs: fc.double({ min: 0, max: 1e12, noNaN: true }),
    });
    fc.assert(
      fc.property(counters, counters, (before, after) => {
        const rate = trafficRate(before, after);
        for (const bps of rate ? [rate.rxBps, rate.txBps] : [])
          expect(bps >= 0 && Number.isFinite(bps)).toBe(true);
      }),
    );
  });

  it('yields metrics of the contract whatever its files say and whatever it is called', () => {
    const file = fc.oneof(fc.string(), fc.nat().map(String)).map(says);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ maxLength: 15, unit: 'binary' }), file, file), { maxLength: 8 }),
        (all) => {
          const readings = all.map(([name, one, other]) => {
            const traffic = parseTraffic(one, other, 5_000);
            const rate = traffic && trafficRate({ rxBytes: 0, txBytes: 0, atMs: 0 }, traffic);
            return { name, up: isLinkUp(one, other), carrierChanges: traffic?.rxBytes, rate, stacked: false };
          });
          expectConforming(interfaceMetrics(readings));
        },
      ),
    );
  });
});

describe('the whole of the interfaces', () => {
  const rate = { rxBps: 100, txBps: 10 };
  const reading = { up: true, carrierChanges: 1, rate, stacked: false };

  it('has no rate while one of them has none', () => {
    const metrics = interfaceMetrics([
      { ...reading, name: 'eth0' },
      { ...reading, name: 'eth1', rate: undefined },
    ]);
    expect(metrics).not.toHaveProperty('net.rx_bps');
    expect(metrics).toHaveProperty(['net.rx_bps.eth0'], 100);
  });

  it('does not count twice what passes through an interface that runs over another', () => {
    const metrics = interfaceMetrics([
      { ...reading, name: 'eth0' },
      { ...reading, name: 'eth0.100', stacked: true },
    ]);
    expect(metrics).toHaveProperty(['net.rx_bps'], 100);
    expect(metrics).toHaveProperty(['net.rx_bps.eth0_100'], 100);
  });

  it('is all there is where there is one', () => {
    expect(Object.keys(interfaceMetrics([{ ...reading, name: 'eth0' }])).sort()).toEqual([
      'net.if.carrier_changes',
      'net.if.up',
      'net.rx_bps',
      'net.tx_bps',
    ]);
  });
});

describe('the choice of interfaces', () => {
  it('takes * for anything and all else for itself', () => {
    expect(matches('eth0', ['eth*'])).toBe(true);
    expect(matches('eth0.100', ['eth0?100', 'eth0.1'])).toBe(false);
    expect(matches('br-lan', ['*-*'])).toBe(true);
    expect(matches('lo', ['l'])).toBe(false);
    expect(matches('enp0s31f6.1234', [`${'*'.repeat(31)}x`])).toBe(false);
  });

  it('is bounded', () => {
    const names = Array.from({ length: 40 }, (_, i) => `eth${i}`);
    expect(chooseInterfaces(names, { include: ['*'], exclude: ['eth0'] })).toEqual(
      names.slice(1, 1 + MAX_INTERFACES),
    );
  });
});
