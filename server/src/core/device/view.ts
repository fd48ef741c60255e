import type { DeviceView } from '@fengsui/config/contract';
import type { DeviceState } from './state.ts';

/** What of a device's state is told outside. */
export function deviceView(state: DeviceState): DeviceView {
  const { model, fw } = state;
  return {
    id: state.id,
    class: state.class,
    county: state.county,
    area: state.area,
    node: state.node,
    name: state.name,
    T: state.T,
    lon: state.lon,
    lat: state.lat,
    link: state.link,
    linkSince: state.linkSince,
    linkBecause: state.linkBecause,
    signal: state.signal,
    signalSince: state.signalSince,
    power: state.power,
    service: state.service,
    flags: [...state.flags],
    lastSeenAt: state.lastSeenAt,
    boot: state.boot,
    ...(model === undefined ? {} : { model }),
    ...(fw === undefined ? {} : { fw }),
    metrics: state.metrics,
  };
}
