import type { DeviceView, IncidentView, RegionView, ServerView } from '@fengsui/config/contract';
import type { ComputedRef, ShallowRef } from 'vue';
import { computed, onScopeDispose, shallowReadonly, shallowRef } from 'vue';
import type { Clock } from '../clock.ts';
import type { Connect } from './connection.ts';
import { createFrameQueue } from './frame.ts';
import type { Freshness } from './freshness.ts';
import { judgeFreshness, serverTime } from './freshness.ts';
import { heldHash } from './held.ts';
import { reduceLive } from './reduce.ts';
import type { LiveEvent, Refusal, ViewerState } from './state.ts';
import { firstState } from './state.ts';

/** How finely silence is measured. */
const TICK_MS = 250;
/** How finely time is shown. */
const SHOWN_MS = 500;

export interface Live {
  server: ComputedRef<ServerView | undefined>;
  regions: ComputedRef<Readonly<Record<string, RegionView>>>;
  devices: ComputedRef<Readonly<Record<string, DeviceView>>>;
  incidents: ComputedRef<Readonly<Record<string, IncidentView>>>;
  /** The code of the region that is shown; '' before the first snapshot. */
  region: ComputedRef<string>;
  freshness: Readonly<ShallowRef<Freshness>>;
  /** The server's clock, ms since 1970, twice a second; this computer's until the server has spoken. */
  now: Readonly<ShallowRef<number>>;
  refused: ComputedRef<Refusal | undefined>;
  /** Lets an outsider compare wall and server. */
  held: ComputedRef<{ version: number; hash: string } | undefined>;
  subscribe(region: string): void;
}

export interface LiveDeps {
  connect: Connect;
  clock: Clock;
  nextFrame: (run: () => void) => () => void;
  region: string;
}

/** One connection, reduced to shallow state once per animation frame; ends with its scope. */
export function useLive({ connect, clock, nextFrame, region }: LiveDeps): Live {
  let state = firstState(region, clock.monotonic());
  const view = shallowRef(state);
  const freshness = shallowRef(judgeFreshness(state, clock.monotonic()));
  const now = shallowRef(Math.floor(clock.wall() / SHOWN_MS) * SHOWN_MS);

  const take = ({ event, at }: { event: LiveEvent; at: number }): void => {
    const step = reduceLive(state, event, at);
    state = step.state;
    if (step.ask) connection.subscribe(state.wanted);
    if (step.redial) connection.redial();
  };
  const publish = (): void => {
    const at = clock.monotonic();
    view.value = state;
    freshness.value = judgeFreshness(state, at);
    now.value = Math.floor((serverTime(state, at) ?? clock.wall()) / SHOWN_MS) * SHOWN_MS;
  };
  const queue = createFrameQueue<{ event: LiveEvent; at: number }>((items) => {
    items.forEach(take);
    publish();
  }, nextFrame);
  const push = (event: LiveEvent): void => queue.push({ event, at: clock.monotonic() });

  const connection = connect(push);
  const stopTicking = clock.every(TICK_MS, () => {
    connection.keepDialling();
    push({ type: 'tick' });
    queue.flush();
  });
  onScopeDispose(() => {
    stopTicking();
    queue.stop();
    connection.close();
  });

  return {
    ...collections(view),
    freshness: shallowReadonly(freshness),
    now: shallowReadonly(now),
    subscribe: (code) => push({ type: 'wanted', region: code }),
  };
}

function collections(view: Readonly<ShallowRef<ViewerState>>) {
  return {
    server: computed(() => Object.values(view.value.held?.state.server ?? {})[0]),
    regions: computed(() => view.value.held?.state.regions ?? NONE),
    devices: computed(() => view.value.held?.state.devices ?? NONE),
    incidents: computed(() => view.value.held?.state.incidents ?? NONE),
    region: computed(() => view.value.held?.region ?? ''),
    refused: computed(() => view.value.refused),
    held: computed(() => {
      const { held } = view.value;
      return held && { version: held.version, hash: heldHash(held) };
    }),
  };
}

const NONE = {};
