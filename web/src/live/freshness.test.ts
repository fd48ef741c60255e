import { STALE_AFTER_MS } from '@fengsui/config/contract';
import { describe, expect, it } from 'vitest';
import { judgeFreshness, serverTime } from './freshness.ts';
import type { ViewerState } from './state.ts';
import { firstState } from './state.ts';

const SERVER_AT = 1_700_000_000_000;
const seen = (over: Partial<ViewerState> = {}): ViewerState => ({
  ...firstState('', 0),
  open: true,
  confirmed: { at: 1_000, serverAt: SERVER_AT },
  pulse: { at: 1_000, serverAt: SERVER_AT },
  heardAt: 1_000,
  ...over,
});

describe('what is shown', () => {
  it('is believed until the very limit, and not at it', () => {
    expect(judgeFreshness(seen(), 1_000 + STALE_AFTER_MS - 1).kind).toBe('fresh');
    expect(judgeFreshness(seen(), 1_000 + STALE_AFTER_MS)).toEqual({
      kind: 'stale',
      ageMs: STALE_AFTER_MS,
      since: SERVER_AT,
      because: 'no_pulse',
    });
  });

  it('is as old as the last thing heard that concerns it', () => {
    expect(judgeFreshness(seen({ heardAt: 1_400 }), 1_500)).toEqual({ kind: 'fresh', ageMs: 100 });
  });

  it('is stale for want of a connection when there is none', () => {
    expect(judgeFreshness(seen({ open: false }), 9_000)).toMatchObject({ because: 'no_connection' });
  });

  it('is stale for want of permission when the server does not let the viewer in', () => {
    const denied = { ...firstState('', 0), denied: true };
    expect(judgeFreshness(denied, 9_000)).toMatchObject({ because: 'denied', since: undefined });
  });

  it('is stale when pulses come and it cannot be brought to agree with them', () => {
    const disagreeing = seen({ pulse: { at: 8_500, serverAt: SERVER_AT }, heardAt: 8_900 });
    expect(judgeFreshness(disagreeing, 9_000)).toMatchObject({ kind: 'stale', because: 'disagrees' });
  });

  it('is loading at first, and stale without a since when nothing ever came', () => {
    const first = firstState('', 0);
    expect(judgeFreshness(first, 4_999)).toEqual({ kind: 'loading', waitedMs: 4_999 });
    expect(judgeFreshness(first, 5_000)).toEqual({
      kind: 'stale',
      ageMs: 5_000,
      since: undefined,
      because: 'no_connection',
    });
  });

  it('is shown by the clock of the server, which goes on from its last pulse', () => {
    expect(serverTime(seen(), 4_000)).toBe(SERVER_AT + 3_000);
    expect(serverTime(firstState('', 0), 4_000)).toBeUndefined();
  });
});
