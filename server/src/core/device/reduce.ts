import type { DeviceClass } from '@fengsui/config/contract';
import { onDeath } from './death.ts';
import { onBirth } from './life.ts';
import { onBeat, onHist, onGivenUp } from './samples.ts';
import { onBlind, onSighted, onTick } from './silence.ts';
import type { DeviceHappening, DeviceStep } from './event.ts';
import type { DeviceState } from './state.ts';

/** The one place where a device's state changes. Pure: time is in the event. */
export function reduceDevice(state: DeviceState, event: DeviceHappening, profile: DeviceClass): DeviceStep {
  switch (event.type) {
    case 'birth':
      return onBirth(state, event, profile);
    case 'death':
      return onDeath(state, event, profile);
    case 'data':
    case 'event':
      return onBeat(state, event, profile);
    case 'hist':
      return onHist(state, event);
    case 'given-up':
      return onGivenUp(state, event);
    case 'tick':
      return onTick(state, event.at, profile);
    case 'blind':
      return onBlind(state, event);
    case 'sighted':
      return onSighted(state, event.at, profile);
  }
}
