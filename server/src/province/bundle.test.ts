import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bundle } from './bundle.ts';
import { NoBundle, packBundle, unpackBundle } from './bundle.ts';

const BUNDLE: Bundle = {
  id: 'b-1',
  county: '441223',
  from: 'north',
  to: 'south',
  at: 7,
  rows: {
    devices: [{ id: 'eb-1', state: '{"county":"441223","name":"大喇叭\\n"}' }],
    transitions: [{ device: 'eb-1', at: 1, from: 'ONLINE', to: 'OFFLINE', because: 'will' }],
    incidents: [],
    incidentFacts: [],
    cases: [
      { id: '7', team: 'gn', area: '441223', openedAt: 3, closedAt: null, state: '{"stage":"detected"}' },
    ],
    deskFacts: [
      {
        n: 1,
        fact: {
          at: 3,
          kind: 'handling',
          change: 'acknowledged',
          id: '7',
          by: { kind: 'person', id: 'wang', name: '王' },
          why: null,
          stage: 'acknowledged',
          owner: { kind: 'person', id: 'wang', name: '王' },
          because: {},
        },
      },
    ],
  },
  parts: { book: { count: 1, entries: [] }, outage: null },
};

describe('the bundle of a county', () => {
  it('holds what was packed', () => {
    expect(unpackBundle(packBundle(BUNDLE))).toEqual(BUNDLE);
    fc.assert(
      fc.property(fc.array(fc.record({ id: fc.string(), state: fc.string() })), (devices) => {
        const bundle = { ...BUNDLE, rows: { ...BUNDLE.rows, devices } };
        expect(unpackBundle(packBundle(bundle))).toEqual(bundle);
      }),
      { numRuns: 30 },
    );
  });

  it('is refused when it is torn or damaged anywhere', () => {
    const whole = packBundle(BUNDLE);
    for (let end = 0; end < whole.length; end += 7)
      expect(() => unpackBundle(whole.subarray(0, end))).toThrow(NoBundle);
    const damaged = Buffer.from(whole);
    damaged[whole.length >> 1]! ^= 0xff;
    expect(() => unpackBundle(damaged)).toThrow(NoBundle);
  });

  it('is refused when lines are missing, or are of no known kind', () => {
    const lines = gunzipSync(packBundle(BUNDLE)).toString().trimEnd().split('\n');
    const of = (...some: (string | undefined)[]) => gzipSync(`${some.join('\n')}\n`);
    expect(() => unpackBundle(of(...lines.slice(0, -1)))).toThrow('it ends too early');
    expect(() => unpackBundle(of(lines[0], ...lines.slice(2)))).toThrow('it ends too early');
    expect(() => unpackBundle(of(lines[0], '{"odd":1}'))).toThrow('its line 2 is of no kind');
    expect(() => unpackBundle(of(lines[0], '{'))).toThrow('its line 2 is not JSON');
    expect(() => unpackBundle(of('{"kind":"fengsui-county","v":2}'))).toThrow('not the bundle of a county');
    expect(() => unpackBundle(gzipSync(''))).toThrow('not the bundle of a county');
  });
});
