import type { Channel } from '../channels/port.ts';

/** Whether a channel takes a message now; `shut`: it has asked to be left alone until then. */
export type Gate = { is: 'open' } | { is: 'busy' } | { is: 'shut'; until: number };

interface State {
  busy: boolean;
  until: number;
  /** When the last messages were handed over, as many as a minute may have. */
  times: number[];
}

export interface Gates {
  of(channel: Channel, now: number): Gate;
  take(channel: Channel, now: number): void;
  free(channel: Channel): void;
  shut(channel: Channel, until: number): void;
}

const MINUTE_MS = 60_000;

/** One message at a time for each channel, and no more in a minute than the other side takes. */
export function createGates(): Gates {
  // A channel that is set up anew is another one, and nothing is held against it.
  const states = new WeakMap<Channel, State>();

  function stateOf(channel: Channel): State {
    const state = states.get(channel) ?? { busy: false, until: 0, times: [] };
    states.set(channel, state);
    return state;
  }

  return {
    of(channel, now) {
      const { busy, until, times } = stateOf(channel);
      if (until > now) return { is: 'shut', until };
      const isPaced = channel.perMinute !== undefined && times.length >= channel.perMinute;
      const isFull = isPaced && (times[0] ?? 0) > now - MINUTE_MS;
      return { is: busy || isFull ? 'busy' : 'open' };
    },
    take(channel, now) {
      const state = stateOf(channel);
      state.busy = true;
      state.times.push(now);
      if (state.times.length > (channel.perMinute ?? 0)) state.times.shift();
    },
    free(channel) {
      stateOf(channel).busy = false;
    },
    shut(channel, until) {
      stateOf(channel).until = until;
    },
  };
}
