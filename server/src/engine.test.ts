import { describe, expect, it } from 'vitest';
import type { Uplink } from '@fengsui/config/contract';
import type { CoreFact } from './core/monitor.ts';
import { createMonitor } from './core/monitor.ts';
import { createEngine } from './engine.ts';
import { createFakeClock } from './fake-clock.ts';
import { monitorSite } from './monitor-site.ts';
import { siteOf } from './site/small-site.ts';

/** A server with one loudspeaker that beats each minute. */
function server() {
  const clock = createFakeClock();
  const monitor = createMonitor({ site: monitorSite(siteOf(), clock.now()) });
  const facts: CoreFact[] = [];
  const listeners = [{ changed: () => undefined, fact: (fact: CoreFact) => void facts.push(fact) }];
  const engine = createEngine({ monitor, clock, listeners });
  let seq = 0;
  return {
    clock,
    monitor,
    engine,
    links: () => facts.flatMap((fact) => (fact.kind === 'link' ? `${fact.to} ${fact.because}` : [])),
    beat() {
      const body = { v: 1 as const, boot: 'b1', seq: seq++, ts: clock.now(), m: {} };
      const message: Uplink = { county: '441223', device: 'eb-1', verb: 'data', body };
      engine.arrive({ at: clock.now(), retained: false, message }, () => undefined);
    },
  };
}

describe('the engine', () => {
  it('judges silence while time passes', () => {
    const one = server();
    one.beat();
    one.engine.start();
    one.clock.pass(200_000);
    expect(one.links()).toEqual(['ONLINE data', 'SUSPECT silence', 'OFFLINE silence']);
  });

  it('holds nobody to a time at which it stood still: what has come meanwhile is taken in first', () => {
    const one = server();
    one.beat();
    // The process stands still for 50 s beyond the time at which the speaker would be suspected.
    one.clock.pass(150_000);
    one.beat();
    one.engine.start();
    one.clock.pass(60_000);
    expect(one.links()).toEqual(['ONLINE data', 'BLIND stalled', 'ONLINE data']);
  });

  it('does nothing with an arrival that cannot be written down', () => {
    const one = server();
    const body = { v: 1 as const, boot: 'b1', seq: 0, ts: one.clock.now(), m: {} };
    const message: Uplink = { county: '441223', device: 'eb-1', verb: 'data', body };
    const refuse = () => {
      throw new Error('the disk is full');
    };
    expect(() => one.engine.arrive({ at: one.clock.now(), retained: false, message }, refuse)).toThrow(
      'disk',
    );
    expect(one.monitor.fleet.get('eb-1')?.link).toBe('UNKNOWN');
    expect(one.links()).toEqual([]);
  });
});
