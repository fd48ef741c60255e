import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectConforming } from '../expect-conforming.ts';
import type { Reply } from '../host.ts';
import { reachMetrics } from './summary.ts';

const took = (ms: number): Reply => ({ ok: true, ms });
const LOST: Reply = { ok: false, why: 'timeout' };

describe('the reach of targets', () => {
  it('is the median of what came back and the share of what did not', () => {
    expect(reachMetrics([{ name: 'hub', replies: [took(10), LOST, took(90), took(14)] }])).toEqual({
      'net.rtt_ms': 14,
      'net.loss_pct': 25,
      'net.rtt_ms.hub': 14,
      'net.loss_pct.hub': 25,
    });
  });

  it('has no time where nothing came back', () => {
    expect(reachMetrics([{ name: 'hub', replies: [LOST, LOST] }])).toMatchObject({
      'net.rtt_ms.hub': null,
      'net.loss_pct.hub': 100,
    });
  });

  it('puts the targets together by attempts', () => {
    const rounds = [
      { name: 'near', replies: [took(1), took(1)] },
      { name: 'far', replies: [took(9), LOST] },
    ];
    expect(reachMetrics(rounds)).toMatchObject({ 'net.rtt_ms': 1, 'net.loss_pct': 25, 'net.rtt_ms.far': 9 });
  });

  it('is always in the terms of the contract', () => {
    const reply = fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }).map(took), fc.constant(LOST));
    const round = fc.record({
      name: fc.stringMatching(/^[a-z0-9_]{1,24}$/),
      replies: fc.array(reply, { maxLength: 10 }),
    });
    fc.assert(
      fc.property(fc.array(round, { maxLength: 16 }), (rounds) => {
        expectConforming(reachMetrics(rounds));
      }),
    );
  });
});
