import type { Uplink } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';
import type { DeviceIdentity } from '../device/state.ts';

/** Until its birth has come, nothing is known of a device but its topic: it gets time. */
const PATIENT_T = 300;

/** Who a device is that the site's files do not name, by its first message. */
export function unassigned({ county, device, verb, body }: Uplink): DeviceIdentity {
  const flags = ['UNASSIGNED'] as const;
  const base = { id: device, county, name: device, flags, lon: null, lat: null };
  if (verb !== 'birth') return { ...base, class: 'gateway', area: county, node: '', T: PATIENT_T };
  return { ...base, class: body.class, area: body.area, node: body.parent, T: body.T };
}

/** A birth may say another class than was thought; only of an unassigned device is it believed. */
export function reclassed<S extends DeviceIdentity>(state: S, message: Uplink): S {
  if (message.verb !== 'birth' || !state.flags.includes('UNASSIGNED')) return state;
  return state.class === message.body.class ? state : { ...state, class: message.body.class };
}

export function profileOf(state: Pick<DeviceIdentity, 'class'>) {
  return DEVICE_CLASSES[state.class];
}
