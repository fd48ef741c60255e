import type { DeviceView, LiveState, Patch, Pulse, Snapshot } from '@fengsui/config/contract';
import { hashLiveState } from '@fengsui/config/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heldHash } from './held.ts';
import { ANSWER_WITHIN_MS, BEHIND_GRACE_MS, REDIAL_AFTER_MS, reduceLive } from './reduce.ts';
import type { LiveEvent, Step, ViewerState } from './state.ts';
import { firstState } from './state.ts';

const SERVER_AT = 1_700_000_000_000;

const device = (id: string, volts: number) =>
  ({ id, metrics: { 'pwr.mains_v': volts } }) as unknown as DeviceView;
const live = (devices: Record<string, DeviceView> = {}): LiveState => ({
  server: {},
  regions: {},
  devices,
  incidents: {},
  weakAreas: {},
});

const snapshot = (version: number, state: LiveState, over: Partial<Snapshot> = {}): LiveEvent => ({
  type: 'snapshot',
  snapshot: { version, at: SERVER_AT, region: '441200', hash: hashLiveState(state), state, ...over },
});
const patch = (from: number, over: Partial<Patch>): LiveEvent => ({
  type: 'patch',
  patch: { from, version: from + 1, at: SERVER_AT, set: {}, gone: {}, ...over },
});
const pulse = (version: number, state: LiveState, over: Partial<Pulse> = {}): LiveEvent => ({
  type: 'pulse',
  pulse: { version, at: SERVER_AT, hash: hashLiveState(state), ...over },
});

/** Runs events at their times and answers every step. */
function run(events: readonly (readonly [at: number, event: LiveEvent])[], from = firstState('', 0)): Step[] {
  let state: ViewerState = from;
  return events.map(([at, event]) => {
    const step = reduceLive(state, event, at);
    ({ state } = step);
    return step;
  });
}
const last = (steps: readonly Step[]): Step => steps.at(-1)!;
const asks = (steps: readonly Step[]) => steps.map((step) => step.ask);

const OPENED: readonly [number, LiveEvent] = [0, { type: 'opened' }];
const one = live({ a: device('a', 220) });

describe('a viewer', () => {
  it('asks for a snapshot whenever the connection is opened', () => {
    expect(asks(run([OPENED]))).toEqual(['connected']);
    expect(last(run([OPENED, [1, { type: 'closed' }], [2, { type: 'opened' }]])).ask).toBe('connected');
  });

  it('holds what the snapshot says and trusts it when the hash agrees', () => {
    const { state, ask } = last(run([OPENED, [10, snapshot(7, one)]]));
    expect(state.held?.state).toEqual(one);
    expect(state.confirmed).toEqual({ at: 10, serverAt: SERVER_AT });
    expect(ask).toBeUndefined();
  });

  it('does not trust a snapshot whose hash disagrees, and asks again at a later pulse', () => {
    const steps = run([
      OPENED,
      [2_000, snapshot(7, one, { hash: 'other' })],
      [3_000, pulse(7, one, { hash: 'other' })],
    ]);
    expect(last(steps).state.confirmed).toBeUndefined();
    expect(asks(steps)).toEqual(['connected', 'hash_mismatch', undefined]);
  });

  it('applies a patch that follows its version, and keeps collections without a change', () => {
    const changed = device('a', 198);
    const { state } = last(
      run([OPENED, [1, snapshot(7, one)], [2, patch(7, { set: { devices: { a: changed } } })]]),
    );
    expect(state.held?.version).toBe(8);
    expect(state.held?.state.devices).toEqual({ a: changed });
    expect(state.held?.state.regions).toBe(one.regions);
  });

  it('keeps the order of what it holds when something in it changes', () => {
    const two = live({ a: device('a', 1), b: device('b', 1) });
    const { state } = last(
      run([OPENED, [1, snapshot(7, two)], [2, patch(7, { set: { devices: { a: device('a', 2) } } })]]),
    );
    expect(Object.keys(state.held!.state.devices)).toEqual(['a', 'b']);
  });

  it('removes what is gone', () => {
    const { state } = last(
      run([OPENED, [1, snapshot(7, one)], [2, patch(7, { gone: { devices: ['a', 'never'] } })]]),
    );
    expect(state.held?.state.devices).toEqual({});
    expect(heldHash(state.held!)).toBe(hashLiveState(live()));
  });

  it('asks again when a patch does not follow its version, and applies nothing', () => {
    const step = last(run([OPENED, [1, snapshot(7, one)], [2_000, patch(8, { gone: { devices: ['a'] } })]]));
    expect(step.ask).toBe('version_gap');
    expect(step.state.held?.state).toEqual(one);
  });

  it('ignores a patch that its snapshot already contains', () => {
    const step = last(run([OPENED, [1, snapshot(7, one)], [2_000, patch(6, { gone: { devices: ['a'] } })]]));
    expect(step.ask).toBeUndefined();
    expect(step.state.held?.state).toEqual(one);
  });

  it('confirms itself at a pulse of the same version and hash', () => {
    const { state } = last(
      run([OPENED, [1, snapshot(7, one)], [2_000, pulse(7, one, { at: SERVER_AT + 2_000 })]]),
    );
    expect(state.confirmed).toEqual({ at: 2_000, serverAt: SERVER_AT + 2_000 });
  });

  it('asks again when the hash differs at the same version', () => {
    const step = last(run([OPENED, [1, snapshot(7, one)], [2_000, pulse(7, live())]]));
    expect(step.ask).toBe('hash_mismatch');
    expect(step.state.confirmed?.at).toBe(1);
  });

  it('waits for a patch that a pulse has overtaken, and asks when it does not come', () => {
    const begun = [OPENED, [1, snapshot(7, one)], [2_000, pulse(8, live())]] as const;
    expect(last(run(begun)).ask).toBeUndefined();
    const late = 2_000 + BEHIND_GRACE_MS;
    expect(last(run([...begun, [late - 1, pulse(8, live())]])).ask).toBeUndefined();
    expect(last(run([...begun, [late, pulse(8, live())]])).ask).toBe('behind');
    const caughtUp = patch(7, { gone: { devices: ['a'] } });
    expect(last(run([...begun, [2_100, caughtUp], [late, pulse(8, live())]])).state.confirmed?.at).toBe(late);
  });

  it('asks again when the server has gone back in version', () => {
    expect(last(run([OPENED, [1, snapshot(7, one)], [2_000, pulse(3, one)]])).ask).toBe('version_back');
  });

  it('asks out of doubt at most once a second', () => {
    const doubts = [1_500, 1_600, 1_700].map((at) => [at, snapshot(7, one, { hash: 'other' })] as const);
    expect(asks(run([OPENED, ...doubts]))).toEqual(['connected', 'hash_mismatch', undefined, undefined]);
  });

  it('asks again when no snapshot comes, at the limit and not before', () => {
    const pulsed = [4_000, pulse(1, one)] as const;
    expect(last(run([OPENED, pulsed, [ANSWER_WITHIN_MS - 1, { type: 'tick' }]])).ask).toBeUndefined();
    expect(last(run([OPENED, pulsed, [ANSWER_WITHIN_MS, { type: 'tick' }]])).ask).toBe('no_answer');
  });

  it('gives a connection up that claims to stand and carries no pulse, once per period', () => {
    const tick: LiveEvent = { type: 'tick' };
    expect(last(run([OPENED, [REDIAL_AFTER_MS - 1, tick]])).redial).toBeUndefined();
    const steps = run([
      OPENED,
      [REDIAL_AFTER_MS, tick],
      [REDIAL_AFTER_MS + 500, tick],
      [2 * REDIAL_AFTER_MS, tick],
    ]);
    expect(steps.map((step) => step.redial)).toEqual([undefined, true, undefined, true]);
  });

  it('does not give up a connection that was opened a moment ago after a long absence', () => {
    const steps = run([
      OPENED,
      [1, snapshot(7, one)],
      [2, { type: 'closed' }],
      [600_000, { type: 'opened' }],
      [600_500, { type: 'tick' }],
    ]);
    expect(last(steps).redial).toBeUndefined();
  });

  it('does not dial anew while there is no connection at all', () => {
    expect(last(run([[REDIAL_AFTER_MS * 3, { type: 'tick' }]])).redial).toBeUndefined();
  });

  it('asks for another region at once, and keeps the old picture until the answer', () => {
    const step = last(run([OPENED, [1, snapshot(7, one)], [2, { type: 'wanted', region: '441202' }]]));
    expect(step.ask).toBe('region');
    expect(step.state.wanted).toBe('441202');
    expect(step.state.held?.region).toBe('441200');
  });

  it('remembers a region that was chosen while offline, and asks for it on return', () => {
    const steps = run([
      [0, { type: 'wanted', region: '441202' }],
      [1, { type: 'opened' }],
    ]);
    expect(asks(steps)).toEqual([undefined, 'connected']);
    expect(last(steps).state.wanted).toBe('441202');
  });

  it('goes back to what it shows when the server refuses a region, and says why', () => {
    const why = { code: 'forbidden', message: 'not yours' };
    const refused = [3, { type: 'refused', why }] as const;
    const step = last(
      run([OPENED, [1, snapshot(7, one)], [2, { type: 'wanted', region: '441202' }], refused]),
    );
    expect(step).toMatchObject({ ask: 'region', state: { wanted: '441200', refused: why } });
  });

  it('does not ask in a circle when the site itself is refused', () => {
    const why = { code: 'forbidden', message: 'not yours' };
    expect(last(run([OPENED, [1, { type: 'refused', why }]])).ask).toBeUndefined();
  });

  it('remembers that it was not let in, until it is', () => {
    const steps = run([
      [0, { type: 'denied' }],
      [1, { type: 'opened' }],
    ]);
    expect(steps.map(({ state }) => state.denied)).toEqual([true, false]);
  });

  it('equals the server after any sequence of patches, lost ones included, once it is confirmed', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const change = fc.record({ id, volts: fc.nat(3), gone: fc.boolean(), lost: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const truth = live();
        let version = 1;
        let at = 10_000;
        let state = last(run([OPENED, [1, snapshot(version, structuredClone(truth))]])).state;
        const send = (event: LiveEvent): void => {
          at += 2_000;
          const step = reduceLive(state, event, at);
          ({ state } = step);
          if (step.ask) ({ state } = reduceLive(state, snapshot(version, structuredClone(truth)), at));
        };
        for (const { id: key, volts, gone, lost } of changes) {
          const from = version++;
          if (gone) delete truth.devices[key];
          else truth.devices[key] = device(key, volts);
          const body = gone
            ? { gone: { devices: [key] } }
            : { set: { devices: { [key]: device(key, volts) } } };
          if (!lost) send(patch(from, body));
        }
        for (let i = 0; i < 4; i++) send(pulse(version, truth));
        expect(state.confirmed?.at).toBe(at);
        expect(state.held?.state).toEqual(truth);
      }),
    );
  });
});
